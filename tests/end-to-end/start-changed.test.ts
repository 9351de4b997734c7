import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../local/cloud/faults/fault-plan.ts';
import {
  atMostWaiting,
  type Ended,
  envelopesIn,
  npmStart,
  projectIn,
} from '../support/programs/npm-start.ts';
import { isChosen } from '../support/run/sample.ts';

type Entry = { id: string; from: { name: string; address: string }; [name: string]: unknown };
type Courant = { publications: [Entry, Entry]; retired?: object[] };

const old = 'china-tech-controls';
/** The third message is out, and nobody has noted it yet. */
const endOfRun: Fault = {
  ...{ service: 'ses', operation: 'SendRawEmail', call: 3 },
  ...{ when: 'after', do: 'exit' },
};

let scratch = '';
let project = '';
let midWay = '';
let cdkJson = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-changed-'));
  project = await projectIn(join(scratch, 'project'));
  cdkJson = await readFile(join(project, 'cdk.json'), 'utf8');
  midWay = join(scratch, 'mid-way');
  expect(await npmStart(midWay, [], {}, [endOfRun], project)).toMatchObject({ signal: 'SIGKILL' });
}, 300_000);
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** Runs with a changed cdk.json in a folder in which a run was ended while an edition was delivered. */
async function startChanged(
  name: string,
  change: (courant: Courant) => void,
): Promise<Ended & { directory: string }> {
  const json = JSON.parse(cdkJson);
  change(json.context.courant);
  await writeFile(join(project, 'cdk.json'), JSON.stringify(json));
  const directory = join(scratch, name);
  await cp(midWay, directory, { recursive: true });
  return { directory, ...(await npmStart(directory, [], {}, [], project)) };
}

/** How many messages each reader got of each edition, by publication; operators' mail is left out. */
async function mailed(directory: string): Promise<Record<string, number[]>> {
  const envelopes = (await envelopesIn(directory)).filter(({ tags }) => tags.receipt === undefined);
  const readers = Map.groupBy(envelopes, ({ tags, destinations }) =>
    [tags.publication, tags.edition, ...destinations].join(' '),
  );
  const counts = Map.groupBy(readers, ([name]) => name.split(' ')[0] ?? '');
  return Object.fromEntries([...counts].map(([id, those]) => [id, those.map(([, all]) => all.length)]));
}

const onceEach = [1, 1, 1, 1, 1];

describe.runIf(isChosen('npm start after changes', 'stories of change'))(
  'npm start in a folder that was made before a publication changed',
  { timeout: 300_000 },
  () => {
    it('finishes the edition of one that was renamed in one step, and repeats nothing under the new id', async () => {
      const { directory, output, ...ended } = await startChanged('renamed', ({ publications: [first] }) => {
        Object.assign(first, { id: 'renamed', formerly: old });
      });
      expect(ended).toMatchObject({ code: 0, errors: expect.stringMatching(atMostWaiting) });
      expect(await mailed(directory)).toEqual({ [old]: onceEach, [`${old}-zh`]: onceEach });
      expect(output).toMatch(/Nothing to publish: that time lies before .*which covers it already/);
      expect(output).not.toContain('stands nowhere');
    });

    it('finishes the edition of one that was retired', async () => {
      const { directory, output, ...ended } = await startChanged('retired', courant => {
        const [{ id, title, language, from }] = courant.publications;
        courant.retired = [{ id, title, language, from }];
        courant.publications.shift();
      });
      expect(ended).toMatchObject({ code: 0, errors: expect.stringMatching(atMostWaiting) });
      expect(await mailed(directory)).toEqual({ [old]: onceEach, [`${old}-zh`]: onceEach });
      expect(output).not.toContain('stands nowhere');
    });

    it('finishes the edition of one that was taken out, and says what to add to cdk.json', async () => {
      const { directory, output, ...ended } = await startChanged('gone', ({ publications }) => {
        publications.shift();
      });
      expect(ended).toMatchObject({ code: 0, errors: expect.stringMatching(atMostWaiting) });
      expect(await mailed(directory)).toEqual({ [old]: onceEach, [`${old}-zh`]: onceEach });
      const [, entry = ''] = /stands nowhere in cdk\.json[\s\S]*?\n {2}(\{.*\})\n/.exec(output) ?? [];
      expect(JSON.parse(entry)).toMatchObject({ id: old, from: { address: 'digest@news.example' } });
    });

    it('finishes the edition with the sender with which it was sealed, whatever that is by now', async () => {
      const { directory, ...ended } = await startChanged('moved', ({ publications: [first] }) => {
        first.from.address = 'digest@other.example';
      });
      expect(ended).toMatchObject({ code: 0, errors: expect.stringMatching(atMostWaiting) });
      expect(await mailed(directory)).toEqual({ [old]: onceEach, [`${old}-zh`]: onceEach });
      const ofOld = (await envelopesIn(directory)).filter(
        ({ tags }) => tags.publication === old && !tags.receipt,
      );
      expect(new Set(ofOld.map(({ source }) => source))).toEqual(new Set(['digest@news.example']));
    });
  },
);
