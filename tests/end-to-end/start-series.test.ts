import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../core/digest/digest.ts';
import {
  type Ended,
  envelopesIn,
  filesBelow,
  installationIn,
  npmStart,
} from '../support/programs/npm-start.ts';
import { isChosen } from '../support/run/sample.ts';

const archive = 's3/archive/archive';
const languages = { 'china-tech-controls': 'en', 'china-tech-controls-zh': 'zh-Hans' };
const until = ['--at', '2026-12-08T09:00:00Z'];
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-series-'));
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

describe.runIf(isChosen('npm start -- --editions 3', 'long tests'))(
  'npm start -- --editions 3',
  { timeout: 300_000 },
  () => {
    let directory = '';
    let first: Ended;
    let files: Record<string, string>;
    const digestOf = (publication: string, edition: string): Digest =>
      JSON.parse(utf8(files[`${archive}/${publication}/${edition}/digest.json`]));

    beforeAll(async () => {
      directory = join(scratch, 'series');
      first = await npmStart(directory, ['--editions', '3', ...until]);
      files = await filesBelow(directory);
    });

    it('publishes three editions of each publication, a week apart, and says what became of each', () => {
      expect(first).toMatchObject({ code: 0, errors: '' });
      expect(first.output.match(/^Published .*/gm)).toEqual(
        ['1 of 2026-11-23', '2 of 2026-11-30', '3 of 2026-12-07'].flatMap(edition => [
          `Published China Tech & Controls, edition ${edition}.`,
          `Published 中国科技与管制, edition ${edition}.`,
        ]),
      );
      expect(first.output.match(/5 readers: 5 accepted/g)).toHaveLength(6);
      expect(first.output.match(/^Filed .*/gm)).toEqual([
        expect.stringMatching(/30 facts of 1 article in facts\/, 1 new$/),
        expect.stringMatching(/ 1 correction in facts\/corrections\/, 1 new$/),
      ]);
      for (const publication of Object.keys(languages))
        expect(first.output).toContain(`file://${directory}/${archive}/${publication}/2026-11-30/index.html`);
    });

    it.each(Object.entries(languages))(
      '%s: tells the facts, puts one of them right, and then has nothing to say',
      (publication, language) => {
        const [told, corrected, quiet] = ['2026-11-23', '2026-11-30', '2026-12-07'].map(edition =>
          digestOf(publication, edition),
        ) as [Digest, Digest, Digest];
        expect(
          [told, corrected, quiet].map(({ counts, corrections }) => [counts.facts, corrections.length]),
        ).toEqual([
          [30, 0],
          [0, 1],
          [0, 0],
        ]);
        const [{ id, said, right, reason, appeared }] = corrected.corrections as [Digest['corrections'][0]];
        const shown = [...told.sections.flatMap(({ facts }) => facts), ...told.views].find(
          fact => fact.id === id,
        );
        expect(appeared).toEqual({ number: shown?.number, edition: '2026-11-23' });
        expect(said.statement).toEqual(shown?.statement);
        expect(right?.statement.text).not.toBe(said.statement.text);
        expect([said.statement, right?.statement, reason].map(words => words?.language)).toEqual(
          Array(3).fill(language),
        );
      },
    );

    it('mails each reader each edition once, and nobody when it runs again', async () => {
      const again = await npmStart(directory, ['--editions', '3', ...until]);
      expect(again).toMatchObject({ code: 0, errors: '' });
      expect(again.output.match(/is published already/g)).toHaveLength(6);
      expect(again.output.match(/nobody in this run/g)).toHaveLength(6);
      expect(again.output).not.toContain('Filed');
      const mailed = (await envelopesIn(directory))
        .filter(({ destinations }) => destinations[0] !== 'operator@news.example')
        .map(({ destinations, tags }) => [tags.publication, tags.edition, ...destinations].join(' '));
      expect(mailed).toHaveLength(30);
      expect(new Set(mailed).size).toBe(30);
      const after = await filesBelow(join(directory, 's3'));
      expect(after).toEqual(
        Object.fromEntries(
          Object.entries(files).flatMap(([name, content]) =>
            name.startsWith('s3/') ? [[name.slice('s3/'.length), content]] : [],
          ),
        ),
      );
    });

    it('goes on from what a single edition left: its sealed files stay, its page shows that it was put right', async () => {
      const grown = await installationIn(join(scratch, 'grown'));
      const before = await filesBelow(join(grown, archive));
      const series = await npmStart(grown, ['--editions', '3', ...until]);
      expect(series.output.match(/is published already/g)).toHaveLength(2);
      expect(series.output.match(/^Published /gm)).toHaveLength(4);
      const after = await filesBelow(join(grown, archive));
      for (const publication of Object.keys(languages)) {
        const folder = `${publication}/2026-11-23`;
        for (const name of ['digest.json', 'digest.html', 'digest.txt', 'message.eml', 'manifest.json'])
          expect(after[`${folder}/${name}`]).toBe(before[`${folder}/${name}`]);
        expect(before[`${folder}/index.html`]).not.toContain('2026-11-30/index.html#');
        const page = after[`${folder}/index.html`];
        expect(page).toContain('../2026-11-30/index.html#');
        // However the series came about, it says the same.
        expect(page).toBe(files[`${archive}/${folder}/index.html`]);
      }
    });
  },
);

function utf8(content: string | undefined): string {
  return Buffer.from(content ?? '', 'latin1').toString('utf8');
}
