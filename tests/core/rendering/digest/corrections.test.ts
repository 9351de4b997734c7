import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../../core/rendering/digest/changes.ts';
import type { RenderContext } from '../../../../core/rendering/digest/render-context.ts';
import { wordsOf } from '../../../../core/rendering/language/reading-time.ts';
import { anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact, english } from '../../../support/builders/a-digest-fact.ts';
import {
  aDigestCorrection,
  aDigestRetraction,
  aFullDigest,
} from '../../../support/builders/a-full-digest.ts';
import { languages, places, render } from '../shipped-templates.ts';
import { tagsOf, visibleWords } from './html-tags.ts';

const noDetails = {
  quote: null,
  quoteIn: null,
  quoteLanguage: 'en',
  instrument: null,
  citation: null,
  primarySource: null,
  occurred: null,
  jurisdictions: [],
  why: null,
};
const digest = aFullDigest();
const { html, text, page } = render(digest);
const folded = (value: string) => value.replace(/\s+/g, ' ');
const parts = [visibleWords(html), folded(text), visibleWords(page)] as const;
const hrefs = (part: string) => tagsOf(part).flatMap(({ attributes }) => attributes.href ?? []);
const folder = 'https://archive.example/archive/china-tech-controls';

describe('a correction', () => {
  it('says in all parts what we said and where, what is right, according to whom, and why', () => {
    for (const part of parts) {
      const pieces = [
        'Corrected 1-04, No. 1 of 16 November 2026',
        'We said: Shenzhen subsidises every chip company.',
        'In force · reported by the article',
        'Right is: Proposed: Shenzhen would subsidise chip companies that work in the city.',
        'According to Trade Department · source B',
        'Why: The notice is a draft, which we had taken for the final text.',
      ];
      let at = part.indexOf('Corrected 1-04');
      for (const piece of pieces) {
        const next = part.indexOf(piece, at);
        expect(next, piece).toBeGreaterThanOrEqual(at);
        at = next;
      }
    }
  });

  it('says of a retraction that nothing takes its place', () => {
    for (const part of parts) {
      const own = part.slice(part.indexOf('Withdrawn 1-09'));
      expect(own).toContain('Nobody named: The city counts 900 chip companies.');
      expect(own).toContain('Nothing takes its place. Why: The article took the number back.');
      expect(own).not.toContain('Right is:');
    }
  });

  it('leads to the fact on the page of the edition that carried it, where that is public', () => {
    const there = `${folder}/2026-11-16/index.html#fact-1-04`;
    expect(hrefs(html)).toContain(there);
    expect(text.split('\n')).toContain(there);
    expect(hrefs(page)).toContain('../2026-11-16/index.html#fact-1-04');
    const hidden = render(digest, { ...places, archiveUrl: null, allEditionsUrl: null });
    for (const part of [hidden.html, hidden.text]) {
      expect(part).not.toContain('#fact-');
      expect(folded(visibleWords(part))).toContain('Corrected 1-04, No. 1 of 16 November 2026');
    }
  });

  it('has its own place on the page, to which the page before leads', () => {
    for (const number of ['1-04', '1-09'])
      expect(page).toContain(`<article id="correction-${number}" aria-labelledby=`);
    expect(page).not.toContain('id="fact-1-04"');
  });

  it('stands alone in an edition without facts, which is then not empty', () => {
    const counts = { facts: 0, sources: 2, late: 0 };
    const only = render(anEmptyDigest({ corrections: digest.corrections, sources: digest.sources, counts }));
    expect(only.subject).toBe(
      'Withdrawn: “Unnamed source: The city counts 900 chip companies” (1-09) · No. 2',
    );
    expect(only.preheader).toBe(
      'Corrected: “In force” now “Proposed”: Shenzhen would subsidise chip companies that work in… (1-04)',
    );
    for (const part of [visibleWords(only.html), folded(only.text), visibleWords(only.page)]) {
      expect(part).toContain('No new facts were filed for this edition.');
      expect(part).toContain('Corrections');
      expect(part).toContain('Sources');
      expect(part).not.toContain('silence');
    }
    const retraction = render(anEmptyDigest({ corrections: [aDigestRetraction()] }));
    expect(retraction.subject).toBe(only.subject);
    expect(retraction.preheader).toMatch(/^Why: The article took the number back · /);
  });

  it('is not there when there is none', () => {
    const none = render(aFullDigest({ corrections: [], daysAhead: [] }));
    for (const part of [none.html, none.text, none.page]) {
      expect(part).not.toMatch(/Corrections|Dates ahead/);
    }
  });
});

describe('the relations of a fact', () => {
  it('are said below it, and lead to the other fact', () => {
    for (const part of parts) {
      expect(part).toMatch(/2-05 Updates 1-07/);
      expect(part).toMatch(/2-06 As reported in 1-02/);
    }
    expect(hrefs(html)).toContain(`${folder}/2026-11-16/index.html#fact-1-07`);
    expect(hrefs(page)).toContain('../2026-11-16/index.html#fact-1-02');
  });

  it('name other sources, and who says so there if it is somebody else', () => {
    for (const part of parts) expect(part).toContain('Also: source B (according to Ministry of Science)');
    const attribution = { who: english('Ministry of Science'), how: 'named' } as const;
    const also = ['B', 'A'].map(source => ({ id: 'x', source, attribution }));
    const same = aDigestFact({ attribution, also });
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [same] }];
    const { text } = render(aFullDigest({ inBrief: [], sections, views: [], corrections: [] }));
    expect(folded(text)).toContain('Also: source B, source A');
  });

  it('lead to a place on the page itself when this edition carried the other', () => {
    const fact = aDigestFact({ follows: { number: '2-01', edition: '2026-11-23' } });
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [fact] }];
    const { page } = render(aFullDigest({ inBrief: [], sections, views: [] }));
    expect(page).toContain('Updates <a href="#fact-2-01">2-01</a>');
  });

  it('say what every fact was that one updates, as far as that was another', () => {
    const [one, other] = ['1-02', '1-05'].map(number => ({ number, edition: '2026-11-16' }));
    if (!one || !other) throw new Error('two facts');
    const updates = [
      { ...one, was: 'final' as const, facts: [] },
      { ...other, was: null, facts: [] },
    ];
    const fact = aDigestFact({ label: 'suspended', follows: one, updates });
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [fact] }];
    const { text } = render(aFullDigest({ inBrief: [], sections, views: [], corrections: [] }));
    expect(folded(text)).toContain('Updates 1-02, which was Final · Updates 1-05');
  });

  it('say once what several facts were, where that was the same', () => {
    const updates = ['1-02', '1-05', '1-06'].map(number => ({
      ...{ number, edition: '2026-11-16', facts: [] },
      was: 'final' as const,
    }));
    const fact = aDigestFact({ label: 'suspended', updates });
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [fact] }];
    const { text } = render(aFullDigest({ inBrief: [], sections, views: [], corrections: [] }));
    expect(folded(text)).toContain('Updates 1-02, 1-05, 1-06, which were Final');
    expect(folded(text)).not.toContain('which was');
  });
});

describe('what was put right', () => {
  const said = (text: string) => ({ ...aDigestCorrection().said, statement: english(text) });
  const right = (text: string) => aDigestFact({ number: '1-04', statement: english(text), source: 'B' });
  const correctedTo = (before: string, after: string) =>
    render(aFullDigest({ corrections: [aDigestCorrection({ said: said(before), right: right(after) })] }));

  it('is marked word by word, with what it was in words, where the statements are alike', () => {
    const one = correctedTo(
      'The controls are proof that China must act.',
      'The controls are evidence that China must act.',
    );
    for (const part of [visibleWords(one.html), folded(one.text), visibleWords(one.page)]) {
      expect(part.replaceAll(' ', '')).toContain('Thecontrolsareevidence(was:“proof”)thatChinamustact.');
      expect(part).not.toContain('We said:');
    }
    for (const part of [one.html, one.page]) expect(part).toContain('>evidence</b> (was: “proof”) that');
  });

  it('says of words that were left out that they are no longer there', () => {
    const one = correctedTo(
      'The ban covers all tools that are sold abroad.',
      'The ban covers tools that are sold abroad.',
    );
    expect(folded(one.text)).toContain('The ban covers (no longer: “all”) tools that are sold abroad.');
  });

  it('says of words that were put in that they are new, as a mark alone is neither heard nor in the text part', () => {
    const one = correctedTo(
      'The ban covers tools that are sold abroad.',
      'The ban covers only the tools that are sold abroad, and parts.',
    );
    const expected = 'The ban covers only the (added) tools that are sold abroad, and parts (added).';
    expect(folded(one.text)).toContain(expected);
    expect(visibleWords(one.html).replaceAll(' ', '')).toContain(expected.replaceAll(' ', ''));
    const comma = correctedTo(
      'The ban covers tools, parts and masks.',
      'The ban covers tools, parts, and masks.',
    );
    expect(folded(comma.text)).toContain('The ban covers tools, parts, and masks.');
  });

  it('tells both whole where a single Chinese character was put in, which may be any part of a word', () => {
    const context = { language: 'zh-Hans', messages: languages['zh-Hans'] } as RenderContext;
    const chinese = (text: string) => ({ text, language: 'zh-Hans' });
    const of = (was: string, is: string) => changesOf(chinese(was), chinese(is), context);
    expect(of('该市有214家芯片企业。', '据该市统计，当地有214家芯片企业。')).toBeNull();
    expect(
      of('晶圆进口增长4%。', '晶圆进口增长6%。')
        ?.map(({ text }) => text)
        .join(''),
    ).toBe('晶圆进口增长6%（原为“4%”）。');
  });

  it('is told whole where they have less in common, or many places changed', () => {
    for (const after of [
      'Nothing of the kind was said.',
      'Our controls were evidence which China could act.',
    ])
      expect(folded(correctedTo('The controls are proof that China must act.', after).text)).toContain(
        `Right is: ${after}`,
      );
  });

  it('has a quote and its translation, or neither', () => {
    const quoteIn = english(
      'so many words that no message has the room for them beside all that it says already',
    );
    const partsWith = (quote: string) => {
      const fact = { ...right('It ends.'), quote, quoteLanguage: 'zh-Hans', quoteIn };
      const one = aDigestCorrection({ right: fact, details: { ...noDetails } });
      const { text, page } = render(
        aFullDigest({ corrections: [one], inBrief: [], sections: [], views: [] }),
      );
      return [folded(text), visibleWords(page)];
    };
    const [text = '', page = ''] = partsWith('到此为止，到此为止，到此为止，到此为止，到此为止，到此为止');
    expect([text.includes('到此为止'), text.includes('Our translation')]).toEqual([false, false]);
    expect([page.includes('到此为止'), page.includes('Our translation')]).toEqual([true, true]);
  });

  it('takes at most 35 words besides statement and reason, and leads to the page for the rest', () => {
    const details = {
      ...noDetails,
      citation: '86 FR 1',
      instrument: english('A rule with a name of many words for trade'),
    };
    const one = aDigestCorrection({
      said: { ...said('The rule is final and binds makers of tools.'), label: 'final' },
      right: {
        ...right('The rule is final and binds all makers of tools.'),
        citation: '87 FR 62186',
        instrument: english('Another rule with a name of very many words for trade'),
      },
      details,
      days: {
        said: [],
        right: [
          { date: '2026-12-20', what: english('the rule takes effect in all ports and all free zones') },
        ],
      },
    });
    const { html, page } = render(aFullDigest({ corrections: [one] }));
    const own = visibleWords(/Corrections<\/h2>[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '');
    const words =
      wordsOf(own, 'en') - wordsOf(`Corrections ${one.right?.statement.text} ${one.reason.text}`, 'en');
    expect(words).toBeLessThanOrEqual(35);
    expect(hrefs(html)).toContain(`${folder}/2026-11-23/index.html#correction-1-04`);
    expect(visibleWords(page)).toContain('the rule takes effect in all ports and all free zones');
    expect(visibleWords(page)).toContain('Was: Citation: 86 FR 1');
  });
});

describe('a corrected fact', () => {
  it('may name a source that only it has', () => {
    const right = aDigestFact({ number: '1-04', source: 'B' });
    const one = anEmptyDigest({
      corrections: [aDigestCorrection({ right })],
      sources: digest.sources,
    });
    expect(render(one).text).toContain('\n- B: Notice on subsidies for the chip industry');
  });
});
