import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

async function threeEditions() {
  const world = aMemoryWorld();
  await world.press.log.keepCapture(sha256('one'), 'one');
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  for (const day of ['2026-11-23', '2026-11-30', '2026-12-07'])
    await world.installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });
  return world;
}

const because = ['--because', 'order of the court', '--by', 'Regional Court, 4 O 17/27'];
const takeDown = ['archive', 'take-down', 'one.1', ...because];

describe('courant archive take-down', () => {
  it('says without --yes what it comes to, and changes nothing', async () => {
    const { courant, press, served } = await threeEditions();
    const before = [...press.archive.files, ...press.archive.lists];
    const { code, out, err } = await courant(...takeDown);
    expect(code).toBe(2);
    expect(out).toContain('weekly 1-01, in the edition of 2026-11-23: Statement 1 of one');
    expect(out).toMatch(/sealed files .* of 1 edition\s+that tell the\s+words: 2026-11-23/s);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(
      "courant archive take-down one.1 --because 'order of the court' --by 'Regional Court, 4 O 17/27' --yes",
    );
    expect([...press.archive.files, ...press.archive.lists]).toEqual(before);
    expect([press.takenDown.records.size, served.withheld.size]).toEqual([0, 0]);
  });

  it('leads on by a line that a shell takes as it was typed', async () => {
    const { courant } = await threeEditions();
    const { err } = await courant('archive', 'take-down', 'one.1', '--because', 'it\'s "so" for $HOME `id`');
    expect(err.replaceAll(/\s+/g, ' ')).toContain(`--because 'it'\\''s "so" for $HOME \`id\`' --yes`);
  });

  it('does it with --yes, says what it does not reach, and does it again without harm', async () => {
    const { courant, press, served } = await threeEditions();
    const { code, out } = await courant(...takeDown, '--yes');
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('Mails that went out cannot be recalled');
    expect(JSON.parse(press.takenDown.records.get('weekly/one.1.json') ?? '')).toMatchObject({
      format: 1,
      publication: 'weekly',
      what: { kind: 'fact', fact: 'one.1' },
      ...{ edition: '2026-11-23', number: '1-01' },
      ...{ because: 'order of the court', by: 'Regional Court, 4 O 17/27' },
    });
    expect([...served.withheld].sort()).toEqual(
      ['digest.html', 'digest.json', 'digest.txt', 'manifest.json', 'message.eml'].map(
        name => `weekly/2026-11-23/${name}`,
      ),
    );
    const after = [...press.archive.files, ...press.archive.lists, ...press.takenDown.records];
    const again = await courant(...takeDown, '--yes');
    expect(again.code).toBe(0);
    expect(again.out.replaceAll(/\s+/g, ' ')).toContain('It was taken down on 2027-03-03T12:00:00Z');
    expect([...press.archive.files, ...press.archive.lists, ...press.takenDown.records]).toEqual(after);
  });

  it('refuses what no edition carried, and a word without its reason', async () => {
    const { courant } = await threeEditions();
    const nothing = await courant('archive', 'take-down', 'two.1', ...because, '--yes');
    expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('expected a fact two.1')]);
    const without = await courant('archive', 'take-down', 'one.1', '--yes');
    expect([without.code, without.err]).toEqual([2, expect.stringContaining('no --because')]);
  });
});

describe('an archive of which something was taken down', () => {
  it('does not verify where an edition that was being made meanwhile tells it again, until it is taken down again', async () => {
    const { courant, press, installation } = await threeEditions();
    await courant(...takeDown, '--yes');
    const [[key = '', record = ''] = []] = press.takenDown.records;
    press.takenDown.records.clear();
    await press.record(aCorrection('2026-12-10T10:00:00Z', 'one.1').record);
    await installation.publish({ publication: 'weekly', scheduledTime: '2026-12-14T06:00:00Z' as Instant });
    press.takenDown.records.set(key, record);
    const { code, out } = await courant('archive', 'verify');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'still served: archive/weekly/2026-12-14/digest.json: the edition tells again of one.1',
    );
    expect(code).toBe(1);
    await courant(...takeDown, '--yes');
    expect((await courant('archive', 'verify')).code).toBe(0);
  });

  it('verifies: taken down, hash known', async () => {
    const { courant } = await threeEditions();
    await courant(...takeDown, '--yes');
    const { code, out } = await courant('archive', 'verify');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('Taken down, hash known: 5 files of edition 2026-11-23');
    expect(out).not.toContain('altered');
    expect(code).toBe(0);
    await courant('archive', 'take-down', '2026-11-30', ...because, '--yes');
    expect((await courant('archive', 'verify')).code).toBe(0);
  });

  it('verifies also where the files are gone for good, and not where other files are', async () => {
    const { courant, press } = await threeEditions();
    await courant(...takeDown, '--yes');
    for (const name of ['digest.json', 'message.eml'])
      press.archive.files.delete(`weekly/2026-11-23/${name}`);
    expect((await courant('archive', 'verify')).code).toBe(0);
    press.archive.files.set('weekly/2026-11-23/digest.txt', 'another');
    press.archive.files.delete('weekly/2026-11-30/digest.txt');
    const { code, out } = await courant('archive', 'verify');
    expect(code).toBe(1);
    expect(out).toContain('altered: archive/weekly/2026-11-23/digest.txt');
    expect(out).toContain('missing: archive/weekly/2026-11-30/digest.txt');
  });

  it('has a finding where a record is without effect, or gone though a manifest names it', async () => {
    const { courant, installation, press, served } = await threeEditions();
    await courant(...takeDown, '--yes');
    served.withheld.delete('weekly/2026-11-23/digest.json');
    const { code, out } = await courant('archive', 'verify');
    expect(code).toBe(1);
    expect(out).toContain('still served: archive/weekly/2026-11-23/digest.json');
    await courant(...takeDown, '--yes');
    expect((await courant('archive', 'verify')).code).toBe(0);
    await installation.publish({ publication: 'weekly', scheduledTime: '2026-12-14T06:00:00Z' as Instant });
    expect((await courant('archive', 'verify')).code).toBe(0);
    press.takenDown.records.clear();
    const gone = await courant('archive', 'verify');
    expect(gone.out).toContain('missing: taken-down/weekly/one.1.json');
  });

  it('is not handed out without --private', async () => {
    const { courant } = await threeEditions();
    await courant(...takeDown, '--yes');
    const folder = await mkdtemp(join(tmpdir(), 'courant-taken-down-'));
    const get = ['archive', 'get', '2026-11-23', '--to', join(folder, 'it')];
    const refused = await courant(...get);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('taken down on 2027-03-03')]);
    expect((await courant(...get, '--private')).code).toBe(0);
    await rm(folder, { recursive: true });
  });
});
