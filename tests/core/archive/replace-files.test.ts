import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContendedFilesError, replaceFiles } from '../../../core/archive/replace-files.ts';
import type { VersionedFile } from '../../../core/edition/archive.ts';
import { archiveKey } from '../../../core/edition/damage.ts';
import { CrashPlan } from '../../support/memory/crashing.ts';
import { MemoryArchive } from '../../support/memory/memory-archive.ts';

const page: VersionedFile = { publication: 'weekly', path: '2026-11-23/index.html' };
const facts: VersionedFile = { publication: 'weekly', path: 'all/2026-11.jsonl' };
const state: VersionedFile = { publication: 'weekly', path: 'all/2026-11.json' };

/** Brings two files up to date with a set that only grows, which is written last: as a month with its pages. */
async function add(
  archive: Pick<MemoryArchive, 'readVersion' | 'versionOf' | 'replaceVersion'>,
  what: string,
) {
  await replaceFiles(archive, [page, facts, state], async standing => {
    const known = (standing.get(archiveKey(state.publication, state.path))?.content ?? '').split(' ');
    const all = [...new Set([...known, what])].filter(one => one !== '').sort();
    const content = all.join(' ');
    return [
      { ...page, content: `page of ${content}` },
      { ...facts, content: `facts of ${content}` },
      { ...state, content },
    ];
  });
}

function contentsOf({ files, lists }: MemoryArchive) {
  return {
    page: files.get('weekly/2026-11-23/index.html'),
    facts: lists.get('weekly/all/2026-11.jsonl'),
    state: lists.get('weekly/all/2026-11.json'),
  };
}

const delays = fc.array(fc.nat(25), { minLength: 1, maxLength: 12 });

describe('files that many bring up to date', () => {
  it('follow from the state in the end, however the calls of those who write it lie between each other, or write nothing new', async () => {
    const writers = fc.array(fc.record({ what: fc.constantFrom('', 'a', 'b', 'c'), delays }), {
      minLength: 2,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(writers, async all => {
        const archive = new MemoryArchive();
        await add(archive, 'a');
        archive.files.clear();
        await Promise.all(
          all.map(one => add(new CrashPlan(undefined, 'before', one.delays).wrap(archive), one.what)),
        );
        const said = [...new Set(['a', ...all.map(({ what }) => what)])]
          .filter(what => what !== '')
          .sort()
          .join(' ');
        expect(contentsOf(archive)).toEqual({
          page: `page of ${said}`,
          facts: `facts of ${said}`,
          state: said,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('are read once, and looked at no more, where nothing is to be written', async () => {
    const archive = new MemoryArchive();
    await add(archive, 'a');
    const plan = new CrashPlan();
    await add(plan.wrap(archive), 'a');
    expect(plan.calls).toBe(3);
  });

  it('are given up with an error that names them where somebody changes one after every turn', async () => {
    const archive = new MemoryArchive();
    const restless = Object.assign(Object.create(archive), {
      replaceVersion: async () => ({ version: '"as written"' }),
      versionOf: async () => '"as another wrote"',
    });
    await expect(add(restless, 'a')).rejects.toThrow(ContendedFilesError);
    await expect(add(restless, 'b')).rejects.toThrow('weekly/all/2026-11.json');
  });
});
