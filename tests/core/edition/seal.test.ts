import { describe, expect, it } from 'vitest';
import { unpack } from '../../../core/archive/unpack.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import { MissingSealedFileError, readSeal, type Seal } from '../../../core/edition/seal.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { UnreadableError } from '../../../core/foundation/stored-json.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { MemoryArchive } from '../../support/memory/memory-archive.ts';

const key = 'sealed/weekly/after-start.json';

/** A real seal, as JSON that a test may change. */
async function sealed(): Promise<Seal> {
  const press = aPress();
  await press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await publishEdition(press.context(), aPublication(), '2026-11-23T06:00:00Z' as Instant);
  return JSON.parse(press.seals.seals.get('weekly/start') ?? '');
}

const read = (seal: unknown) => readSeal(JSON.stringify(seal), key);

describe('a seal', () => {
  it('says which version of it this is, and so does its manifest', async () => {
    const seal = await sealed();
    expect(read(seal)).toEqual(seal);
    expect([seal.version, readManifest(seal.files['manifest.json']).version]).toEqual([1, 1]);
  });

  it('is read with fields and files of tomorrow, and its manifest likewise', async () => {
    const seal = await sealed();
    const manifest = JSON.parse(seal.files['manifest.json']);
    const files = { ...seal.files, 'digest.pdf': 'tomorrow' };
    const later = { ...seal, tomorrow: 1, plan: { ...seal.plan, tomorrow: 2 }, files };
    expect(read(later)).toEqual({ ...seal, files });
    const laterManifest = {
      ...manifest,
      tomorrow: 1,
      from: { ...manifest.from, tomorrow: 2 },
      files: { ...manifest.files, 'digest.pdf': { sha256: 'x', size: 1, tomorrow: 3 } },
    };
    expect(readManifest(JSON.stringify(laterManifest))).toMatchObject(manifest);
  });

  it('is unpacked with all its files, those of another version too, and without what only another has', async () => {
    const seal = await sealed();
    const { 'digest.txt': _, ...kept } = seal.files;
    const files = { ...kept, 'digest.pdf': 'tomorrow' };
    const archive = new MemoryArchive();
    await unpack(archive, read({ ...seal, files }));
    expect(Object.fromEntries(archive.files)).toEqual(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [`weekly/2026-11-23/${name}`, content]),
      ),
    );
    expect([...archive.files.keys()].slice(-2)).toEqual([
      'weekly/2026-11-23/manifest.json',
      'weekly/2026-11-23/index.html',
    ]);
  });

  it('without its message is not unpacked at all, and says what it lacks', async () => {
    const seal = await sealed();
    const { 'message.eml': _, ...files } = seal.files;
    const archive = new MemoryArchive();
    const unpacking = unpack(archive, read({ ...seal, files }));
    await expect(unpacking).rejects.toThrow(MissingSealedFileError);
    await expect(unpacking).rejects.toThrow(
      /edition 2026-11-23 of weekly: expected the file message\.eml, found .*digest\.json.*deploy/,
    );
    expect(archive.files.size).toBe(0);
  });

  it('of version 0, or without plan or manifest, is not taken: what is wrong is said, and where', async () => {
    const seal = await sealed();
    const { 'manifest.json': _, ...files } = seal.files;
    for (const [path, broken] of [
      ['version', { ...seal, version: 0 }],
      ['plan', { ...seal, plan: undefined }],
      [`files.manifest.json`, { ...seal, files }],
    ] as const) {
      expect(() => read(broken)).toThrow(UnreadableError);
      expect(() => read(broken)).toThrow(`${key}: ${path}\n  expected:`);
    }
    expect(() => readManifest('{}')).toThrow(UnreadableError);
  });
});

describe('a manifest', () => {
  it('names who the edition is sent from, as the message does', async () => {
    const { files } = await sealed();
    const { from } = readManifest(files['manifest.json']);
    expect(from).toEqual({ name: 'Weekly', address: 'digest@news.example' });
    expect(files['message.eml']).toContain(`\r\nFrom: ${from.name} <${from.address}>\r\n`.trimStart());
  });
});
