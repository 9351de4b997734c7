import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../core/digest/digest.ts';
import { type BuiltEdition, buildEach } from '../support/editions/build.ts';
import { twelveWeeks } from '../support/editions/twelve-weeks.ts';
import { sampleOf } from '../support/run/sample.ts';
import { allChecks } from './all-checks.ts';
import { findingsOf } from './check.ts';
import { findingsIn } from './html-validator.ts';
import { inboxPage } from './inbox-page.ts';
import { messageOf } from './message.ts';

const languages = ['en', 'zh-Hans'] as const;
const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
const each = languages.flatMap(language => numbers.map(number => ({ language, number })));

const built = new Map<string, Promise<BuiltEdition[]>>();

function editionsIn(language: (typeof languages)[number]): Promise<BuiltEdition[]> {
  const editions = built.get(language) ?? buildEach(language, twelveWeeks[language], 'public');
  built.set(language, editions);
  return editions;
}

describe('twelve weeks of an invented publication', () => {
  it.each(sampleOf('twelve weeks', each, 'looks at editions'))(
    'make messages and pages without fault: $language, no. $number',
    async ({ language, number }) => {
      const edition = (await editionsIn(language))[number - 1];
      if (!edition) throw new Error(`no edition ${number}`);
      const message = await messageOf(edition);
      expect(findingsOf(allChecks, message)).toEqual([]);
      expect(findingsIn(message.html, 'message')).toEqual([]);
      expect(findingsIn(edition.page, 'page')).toEqual([]);
    },
  );

  it('have the same bytes whenever they are made', async () => {
    const [language = 'en'] = sampleOf('twelve weeks anew', languages, 'looks at editions');
    const again = await buildEach(language, twelveWeeks[language], 'public');
    const editions = await editionsIn(language);
    expect(again.map(({ message }) => message.toString('latin1'))).toEqual(
      editions.map(({ message }) => message.toString('latin1')),
    );
  });

  it.each(languages)('show every part of a digest, in %s', async language => {
    const digests = (await editionsIn(language)).map(({ digest }) => digest);
    const facts = digests.flatMap(factsOf);
    const corrections = digests.flatMap(digest => digest.corrections);
    const isQuiet = digests.filter(({ counts, corrections: all }) => counts.facts + all.length === 0);
    expect(digests.map(({ number }) => number)).toEqual(numbers);
    expect(new Set(facts.map(({ attribution }) => attribution.how)).size).toBe(4);
    expect(Math.max(...facts.map(({ updates }) => updates.length))).toBe(5);
    expect(facts.filter(({ statement }) => statement.language !== language)).toHaveLength(1);
    expect(facts.some(({ also }) => also.length > 0)).toBe(true);
    expect(corrections.some(({ right }) => right === null)).toBe(true);
    expect(corrections.filter(({ right }) => right !== null)).toHaveLength(language === 'en' ? 2 : 3);
    expect(isQuiet).toHaveLength(2);
  });

  it('are listed in the documents as an inbox shows them', async () => {
    const page = readFileSync(new URL('../../docs/inbox.md', import.meta.url), 'utf8');
    expect(page, 'npm run inbox writes it').toBe(await inboxPage());
  });
});
