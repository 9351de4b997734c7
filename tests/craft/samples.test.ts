import { expect, it } from 'vitest';
import { editionNamed } from '../support/editions/catalogue.ts';
import { allChecks } from './all-checks.ts';
import { findingsOf } from './check.ts';
import { messageOf } from './message.ts';
import type { Expected } from './sample.ts';
import { htmlSamples } from './samples-html.ts';
import { mimeSamples } from './samples-mime.ts';
import { styleSamples } from './samples-style.ts';
import { textSamples } from './samples-text.ts';

const samples = [...mimeSamples, ...textSamples, ...htmlSamples, ...styleSamples];

it.each(samples)(
  'the check "%s" finds in a broken message what is broken, and no more',
  async (name, breakIt, found) => {
    const check = allChecks.find(each => each.name === name);
    if (!check) throw new Error(`no check "${name}"`);
    const edition = await editionNamed('usual');
    const whole = await messageOf(edition);
    const before = new Set(findingsOf([check], whole).map(finding => finding.found));
    const after = findingsOf([check], await breakIt(whole)).filter(finding => !before.has(finding.found));
    const expected: Expected[] = [found].flat();
    expect(after).toEqual(
      expected.map(like => ({
        check: name,
        found: typeof like === 'string' ? like : expect.stringMatching(like),
      })),
    );
  },
);

it('breaks a message for every check that there is', () => {
  const broken = new Set(samples.map(([check]) => check));
  expect(allChecks.map(({ name }) => name).filter(name => !broken.has(name))).toEqual([]);
});
