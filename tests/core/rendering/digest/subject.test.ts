import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest, DigestFact, Label } from '../../../../core/digest/digest.ts';
import { columnsOf } from '../../../../core/foundation/wrap.ts';
import { headlineOf, preheaderOf, subjectOf } from '../../../../core/rendering/digest/subject.ts';
import { shorten } from '../../../../core/rendering/language/shorten.ts';
import { fill } from '../../../../core/rendering/language/wording.ts';
import { aDigest, anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact, english } from '../../../support/builders/a-digest-fact.ts';
import { aDayAhead, aDigestCorrection, aDigestRetraction } from '../../../support/builders/a-full-digest.ts';
import { anyText } from '../language/any-text.ts';
import { languages, messages } from '../shipped-templates.ts';

const labels = Object.keys(messages.labels) as Label[];
const hows = ['named', 'the article itself', 'unnamed', 'unclear'] as const;
const suspended = 'US suspends affiliates rule until November 2026';
const chinese = (text: string) => ({ text, language: 'zh-Hans' });

/** An edition with these facts, the first three at its top. */
function withFacts(facts: readonly Partial<DigestFact>[], overrides: Partial<Digest> = {}): Digest {
  const all = facts.map((fact, index) => aDigestFact({ number: `2-${index + 1}`, ...fact }));
  return aDigest({
    inBrief: all.slice(0, 3).map(({ number }) => number),
    sections: [{ topic: { id: 'a', title: 'A' }, facts: all }],
    views: [],
    counts: { facts: all.length, sources: 1, late: 0 },
    ...overrides,
  });
}

const publicationOf = (changes: Partial<Digest['publication']>) => ({ ...aDigest().publication, ...changes });

/** How a line begins, by how we know who says so: behind the label, and where the label says no more than that it is reported. */
const behind = {
  en: {
    ...{ named: '{label}: ', 'the article itself': '{label}: ' },
    ...{ unnamed: '{label}, nobody named: ', unclear: '{label}, speaker unclear: ' },
  },
  'zh-Hans': {
    ...{ named: '{label}：', 'the article itself': '{label}：' },
    ...{ unnamed: '{label}（未具名）：', unclear: '{label}（出处不明）：' },
  },
};
const alone = {
  en: { ...behind.en, unnamed: 'Unnamed source: ', unclear: 'Speaker unclear: ' },
  'zh-Hans': { ...behind['zh-Hans'], unnamed: '未具名人士称：', unclear: '出处不明：' },
};

describe('every line that an inbox or a list shows', () => {
  const claims = fc.record({
    text: anyText,
    short: fc.option(anyText),
    label: fc.constantFrom(...labels),
    how: fc.constantFrom(...hows),
  });
  const digests = fc
    .record({
      title: anyText,
      sender: fc.option(anyText, { nil: undefined }),
      facts: fc.array(claims, { maxLength: 3 }),
      corrected: fc.array(fc.tuple(claims, claims), { maxLength: 2 }),
      days: fc.array(anyText, { maxLength: 2 }),
      language: fc.constantFrom('en', 'zh-Hans'),
    })
    .map(({ title, sender = undefined, facts, corrected, days, language }) => {
      const factOf = ({ text, short, label, how }: (typeof facts)[number]) => ({
        statement: { text, language },
        short: short === null ? null : { text: short, language },
        label,
        attribution: { who: english('x'), how },
      });
      return withFacts(facts.map(factOf), {
        publication: publicationOf({
          title: title.slice(0, 40),
          language,
          ...(sender === undefined ? {} : { sender }),
        }),
        corrections: corrected.map(([said, right], at) =>
          aDigestCorrection({ said: factOf(said), right: at === 0 ? aDigestFact(factOf(right)) : null }),
        ),
        daysAhead: days.map(what => aDayAhead('2026-11-24', { what: { text: what, language } })),
      });
    });

  it('is one line of 1 to 100 columns, whatever there is to tell', () => {
    fc.assert(
      fc.property(digests, digest => {
        const words = languages[digest.publication.language as keyof typeof languages];
        for (const line of [subjectOf, preheaderOf]
          .map(of => of(digest, words))
          .concat(headlineOf(digest, words).text)) {
          expect(columnsOf(line)).toBeGreaterThan(0);
          expect(columnsOf(line)).toBeLessThanOrEqual(100);
          expect(line).not.toMatch(/\p{Cc}|\u2028|\u2029/u);
          expect(line.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  const cases = (['en', 'zh-Hans'] as const).flatMap(language =>
    labels.flatMap(label => hows.map(how => ({ language, label, how }))),
  );

  it.each(cases)('has the whole label and news beside it in 40 columns: $language, $label, $how', claim => {
    const { language, label, how } = claim;
    const words = languages[language];
    const { text, inSubject } = words.labels[label];
    const begins = fill(label === 'reported' ? alone[language][how] : behind[language][how], {
      label: inSubject ?? text,
    });
    const statement = {
      text: { en: 'Word '.repeat(60).trim(), 'zh-Hans': '词语'.repeat(200) }[language],
      language,
    };
    const fact = { statement, short: null, label, attribution: { who: english('x'), how } };
    const digest = withFacts([fact], { publication: publicationOf({ language, sender: 'X' }) });
    for (const line of [subjectOf(digest, words), headlineOf(digest, words).text]) {
      expect(shorten(line, 40).startsWith(begins)).toBe(true);
      expect(shorten(line, 40)).toMatch(/Word|词语/);
    }
  });
});

describe('the subject', () => {
  it('begins with the first lead’s own headline, and ends with the number', () => {
    const digest = withFacts([{ short: english(`${suspended}.`), label: 'suspended' }]);
    expect(subjectOf(digest, messages)).toBe(`${suspended} · No. 2`);
    expect(headlineOf(digest, messages)).toMatchObject({ text: suspended, language: 'en' });
  });

  it('has label and statement where there is no headline in the edition’s language', () => {
    for (const short of [null, chinese('美国暂停关联方规则')])
      expect(
        subjectOf(withFacts([{ short, statement: english('A rule.'), label: 'suspended' }]), messages),
      ).toBe('Suspended: A rule · No. 2');
  });

  it('says that nobody is named, or that the source is unclear', () => {
    const subject = (label: Label, how: (typeof hows)[number]) =>
      subjectOf(
        withFacts([
          { statement: english('It eases.'), short: null, label, attribution: { who: english('some'), how } },
        ]),
        messages,
      );
    expect(subject('expected', 'unnamed')).toBe('Expected, nobody named: It eases · No. 2');
    expect(subject('reported', 'unclear')).toBe('Speaker unclear: It eases · No. 2');
    expect(subject('final', 'the article itself')).toBe('Final: It eases · No. 2');
  });

  it('cuts a statement at a word, and leaves out the number where it does not fit', () => {
    const text =
      'A rule about the export of machines that make the very smallest chips takes effect in most of the country';
    expect(subjectOf(withFacts([{ statement: english(text), short: null, label: 'final' }]), messages)).toBe(
      'Final: A rule about the export of machines that make the very smallest chips takes effect in most…',
    );
  });

  it('has the number whatever there is to tell, in an edition without facts', () => {
    const said = { ...aDigestRetraction().said, statement: english('word '.repeat(60)) };
    const corrections = [aDigestCorrection(), { ...aDigestRetraction(), said }];
    expect(subjectOf(anEmptyDigest({ corrections }), messages)).toMatch(
      /^Withdrawn: “Unnamed source: word .*word…” \(1-09\) · No\. 2$/,
    );
  });

  it('has the title only where the sender’s name is another', () => {
    const of = (sender: string | undefined, title = 'Chips & Controls') => {
      const { sender: _, ...rest } = publicationOf({ title });
      const publication = sender === undefined ? rest : { ...rest, sender };
      return subjectOf(withFacts([{ short: english('A rule ends') }], { publication }), messages);
    };
    for (const same of ['Chips & Controls', 'CHIPS &  controls', 'Chips & Controls by Example Press'])
      expect(of(same)).toBe('A rule ends · No. 2');
    for (const other of ['Example Press', 'Chips', undefined])
      expect(of(other)).toBe('A rule ends · Chips & Controls No. 2');
    expect(of('Example Press', '国'.repeat(40))).toMatch(/^A rule ends · 国{10,}… No\. 2$/u);
  });

  it('leaves the news its place beside the longest title', () => {
    const publication = publicationOf({ title: '国'.repeat(40), sender: 'Example Press' });
    const digest = withFacts([{ statement: english('word '.repeat(60)), short: null }], { publication });
    const [news = ''] = subjectOf(digest, messages).split(' · ');
    expect(columnsOf(news)).toBeGreaterThan(50);
  });

  it('tells of a fact that does not lead where none leads', () => {
    expect(subjectOf(aDigest({ inBrief: [] }), messages)).toMatch(/^Final: The United States restricts/);
  });
});

describe('what is in another language than the edition', () => {
  const foreign = { statement: chinese('商务部更新清单'), short: null };
  const own = { statement: english('A rule ends.'), short: null, label: 'final' as const };

  it('is neither subject nor preheader while there is something in the edition’s own', () => {
    const digest = withFacts([foreign, foreign, own, { ...own, statement: english('A second rule ends.') }]);
    expect(subjectOf(digest, messages)).toBe('Final: A rule ends · No. 2');
    expect(preheaderOf(digest, messages)).toMatch(/^Final: A second rule ends/);
    const day = aDayAhead('2026-11-24', { what: english('A ban ends') });
    expect(subjectOf(withFacts([foreign], { daysAhead: [day] }), messages)).toBe(
      '24 November: A ban ends · No. 2',
    );
  });

  it('is all the same better than nothing, and the list says which language it is', () => {
    const digest = withFacts([foreign]);
    expect(subjectOf(digest, messages)).toContain('商务部更新清单');
    expect(headlineOf(digest, messages).language).toBe('zh-Hans');
  });

  it('is not what a reader of the edition reads under another tag', () => {
    const british = { ...own, statement: { text: 'A rule ends in Britain.', language: 'en-GB' } };
    expect(subjectOf(withFacts([british, own]), messages)).toBe('Final: A rule ends in Britain · No. 2');
    const traditional = { ...own, statement: { text: '规则', language: 'zh-Hant' } };
    const publication = publicationOf({ language: 'zh-Hans', sender: 'x' });
    const mainland = { ...own, statement: { text: '清单', language: 'zh-CN' } };
    const digest = withFacts([traditional, mainland], { publication });
    expect(headlineOf(digest, languages['zh-Hans']).text).toContain('清单');
  });
});

describe('the line beside the subject', () => {
  it('is the second headline', () => {
    const other = 'Beijing lifts its ban on exports of gallium';
    const digest = withFacts([{ short: english(suspended) }, { short: english(other) }]);
    expect(preheaderOf(digest, messages)).toBe(other);
  });

  it('is never what the subject says', () => {
    const digest = withFacts([{ short: english(suspended) }, { short: english(suspended) }]);
    expect(preheaderOf(digest, messages)).toMatch(/^Reported: /);
  });

  it('has the counts, and what the publication is about, where it would be short', () => {
    const digest = withFacts([{ short: english('A rule ends') }, { short: english('A ban ends') }]);
    expect(preheaderOf(digest, messages)).toBe(
      'A ban ends · 2 facts from 1 source · China’s technology policy and the export controls around it…',
    );
  });

  it('is the whole statement where one fact has a headline, and a correction where there is one', () => {
    const fact = {
      short: english(suspended),
      statement: english(`${'Word '.repeat(12)}ends.`),
      label: 'suspended' as const,
    };
    expect(preheaderOf(withFacts([fact]), messages)).toBe(`Suspended: ${'Word '.repeat(12)}ends`);
    expect(preheaderOf(withFacts([fact], { corrections: [aDigestRetraction()] }), messages)).toBe(
      'Withdrawn: “Unnamed source: The city counts 900 chip companies” (1-09)',
    );
  });

  it('says of a single withdrawal why, and of a single day when the next edition comes', () => {
    expect(preheaderOf(anEmptyDigest({ corrections: [aDigestRetraction()] }), messages)).toMatch(
      /^Why: The article took the number back · All is running\./,
    );
    expect(preheaderOf(anEmptyDigest({ daysAhead: [aDayAhead('2026-11-24')] }), messages)).toBe(
      'All is running. The next edition is due on Monday 30 November 2026.',
    );
  });
});
