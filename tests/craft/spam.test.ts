import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { editionNamed } from '../support/editions/catalogue.ts';
import { describeWith, pathOf, spamassassin } from '../support/programs/needed-programs.ts';
import { spamControl } from './spam-control.ts';

/** SpamAssassin's verdict: points, of which five are spam, and each rule that had a say. */
type Verdict = { score: number; rules: { points: number; name: string }[] };

const names = ['usual', 'chinese', 'corrected', 'only corrections', 'empty', 'single'];

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

  describe.each(names)('the edition "%s"', name => {
    it('has no point against it, from no rule', async () => {
      const { score, rules } = judge((await editionNamed(name)).message);
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
