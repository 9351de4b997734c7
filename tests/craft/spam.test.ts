import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editionNamed } from '../support/editions/catalogue.ts';
import { describeWith, pathOf, spamassassin } from '../support/programs/needed-programs.ts';
import { everyLetter, letterNamed } from './letters.ts';
import { everyReceipt, receiptNamed } from './receipts.ts';
import { spamControl } from './spam-control.ts';

/** SpamAssassin's verdict: points, of which five are spam, and each rule that had a say. */
type Verdict = { score: number; rules: { points: number; name: string }[] };

/** Begins each message of an mbox file, which is how the program takes several; it gives them back in an order of its own. */
const separator = (index: number) => `From judge-${index}@mail.example Thu Jan  1 00:00:00 2026\n`;
const separators = /^From judge-(\d+)@mail\.example .*\n/gm;
const editions = ['usual', 'chinese', 'corrected', 'only corrections', 'empty', 'single', 'twelve weeks'];
const letters = everyLetter.map(letter => ({ name: `the letter ${letter.join(' ')}`, letter }));
const names = [
  ...editions.map(name => `the edition "${name}"`),
  ...letters.map(({ name }) => name),
  ...everyReceipt.map(name => `the mail of a receipt, "${name}"`),
];

describeWith([spamassassin], 'SpamAssassin, without the network', () => {
  const home = mkdtempSync(join(tmpdir(), 'courant-spam-'));
  afterAll(() => rmSync(home, { recursive: true }));

  /** On all messages at once: to start the program takes longer than to judge them. */
  let verdicts: Record<string, Verdict>;
  beforeAll(async () => {
    const built = await Promise.all(editions.map(name => editionNamed(name)));
    const written = await Promise.all(letters.map(({ letter }) => letterNamed(letter)));
    const receipts = await Promise.all(everyReceipt.map(name => receiptNamed(name)));
    const messages = [
      ...built.map(({ message }) => message),
      ...written.map(({ message }) => message.raw),
      ...receipts.map(({ raw }) => raw),
      spamControl,
    ];
    const judged = judge(messages);
    expect(judged).toHaveLength(messages.length);
    verdicts = Object.fromEntries([...names, 'spam'].map((name, index) => [name, judged[index] as Verdict]));
  });
  const verdictOn = (name: string) => verdicts[name] ?? expect.fail(`no verdict on ${name}`);

  /** `-L`: local tests only; `-x`: no preferences of whoever runs this. */
  function judge(messages: readonly Buffer[]): Verdict[] {
    const { stdout } = spawnSync(pathOf(spamassassin), ['-L', '-x', '-t', '--mbox'], {
      input: Buffer.concat(
        messages.flatMap((message, index) => [Buffer.from(separator(index)), message, Buffer.from('\n')]),
      ),
      maxBuffer: 2 ** 26,
      env: { PATH: process.env.PATH, HOME: home, LC_ALL: 'C' },
    });
    // What the pattern captures, the index of a message, stands before the message.
    const [, ...judged] = stdout.toString('latin1').split(separators);
    const verdicts: Verdict[] = [];
    for (let n = 0; n < judged.length; n += 2) verdicts[Number(judged[n])] = verdictIn(judged[n + 1] ?? '');
    return verdicts;
  }

  function verdictIn(judged: string): Verdict {
    const report = judged.split('Content analysis details:')[1] ?? '';
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

  describe.each(names)('%s', name => {
    it('has no point against it, from no rule', () => {
      const { score, rules } = verdictOn(name);
      expect(rules.length).toBeGreaterThan(0);
      expect(rules.filter(({ points }) => points >= 0.1)).toEqual([]);
      expect(score).toBeLessThanOrEqual(0);
    });
  });

  it('knows spam when it sees it', () => {
    const { score, rules } = verdictOn('spam');
    expect(score).toBeGreaterThanOrEqual(5);
    expect(rules.filter(({ points }) => points >= 0.1).length).toBeGreaterThan(2);
  });
});
