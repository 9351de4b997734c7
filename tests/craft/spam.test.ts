import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildSeries } from '../support/editions/build.ts';
import { editionNamed } from '../support/editions/catalogue.ts';
import { exampleConfiguration, examplePublication } from '../support/editions/example.ts';
import { chineseNotice, notice } from '../support/editions/notice.ts';
import { describeWith, pathOf, spamassassin } from '../support/needed-programs.ts';
import { spamControl } from './spam-control.ts';

/** SpamAssassin's verdict: points, of which five are spam, and each rule that had a say. */
type Verdict = { score: number; rules: { points: number; name: string }[] };

/** The publication in Chinese, if the example configuration has one; else the one in English, with nothing but Chinese facts. */
const chinesePublication = exampleConfiguration.publications.find(({ language }) =>
  language.startsWith('zh'),
) ?? {
  ...examplePublication,
  title: '中国科技与管制',
  description: '中国的科技政策与相关出口管制，每周一期，附来源。',
};

const messages: [name: string, message: () => Promise<Buffer>][] = [
  ...['usual', 'empty', 'single'].map((name): [string, () => Promise<Buffer>] => [
    `the edition "${name}"`,
    async () => (await editionNamed(name)).message,
  ]),
  [
    'an edition in Chinese',
    async () => {
      const week = async (desk: Parameters<Parameters<typeof buildSeries>[1]['weeks'][0]>[0]) => {
        await desk.file(chineseNotice);
        await desk.file(notice);
      };
      return (await buildSeries('zh', { publication: chinesePublication, weeks: [week] }, 'public')).message;
    },
  ],
];

describeWith([spamassassin], 'SpamAssassin, without the network', () => {
  const home = mkdtempSync(join(tmpdir(), 'courant-spam-'));
  afterAll(() => rmSync(home, { recursive: true }));

  /** `-L`: local tests only; `-x`: no preferences of whoever runs this. */
  function judge(message: Buffer): Verdict {
    const { stdout } = spawnSync(pathOf(spamassassin), ['-L', '-x', '-t'], {
      input: message,
      env: { PATH: process.env.PATH, HOME: home, LC_ALL: 'C' },
    });
    const report = stdout.toString('latin1').split('Content analysis details:')[1] ?? '';
    const score = /\((-?[\d.]+) points/.exec(report)?.[1];
    if (score === undefined) throw new Error('SpamAssassin gave no verdict');
    return {
      score: Number(score),
      rules: [...report.matchAll(/^ ?(-?[\d.]+) ([A-Z][A-Z0-9_]+)/gm)].map(([, points, name = '']) => ({
        points: Number(points),
        name,
      })),
    };
  }

  describe.each(messages)('%s', (_, message) => {
    it('has no point against it, from no rule', async () => {
      const { score, rules } = judge(await message());
      expect(rules.length).toBeGreaterThan(0);
      expect(rules.filter(({ points }) => points >= 0.1)).toEqual([]);
      expect(score).toBeLessThanOrEqual(0);
    });
  });

  it('knows spam when it sees it', () => {
    const { score, rules } = judge(spamControl);
    expect(score).toBeGreaterThanOrEqual(5);
    expect(rules.filter(({ points }) => points >= 0.1).length).toBeGreaterThan(2);
  });
});
