import { expect, it } from 'vitest';
import { editionNamed } from '../support/editions/catalogue.ts';
import { allChecks } from './all-checks.ts';
import { inHtml } from './break.ts';
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
  async (name, breakIt, found, of = 'usual') => {
    const check = allChecks.find(each => each.name === name);
    if (!check) throw new Error(`no check "${name}"`);
    const whole = await messageOf(await editionNamed(of));
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

it('takes an edition that leaves facts out, counts them and links to them', async () => {
  const check = allChecks.find(({ name }) => name === 'the HTML part holds every fact, or counts the rest');
  if (!check) throw new Error('no such check');
  const whole = await messageOf(await editionNamed('usual'));
  const without = await inHtml(/2-[1-4]\d/g, '')(whole);
  expect(check.find(without)).toEqual(['35 facts are missing, uncounted']);
  const counted = await inHtml('</body>', '<p>35 more facts are on the web.</p></body>')(without);
  expect(check.find(counted)).toEqual([]);
  const { web } = whole.edition.links;
  const unlinked = await inHtml(new RegExp(`href="${web}"`, 'g'), 'href="https://other.example/"')(counted);
  expect(check.find(unlinked)).toEqual(['facts are missing, and no link leads to them']);
});
