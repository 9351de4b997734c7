import { describe, expect, it } from 'vitest';
import { anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact, english } from '../../../support/builders/a-digest-fact.ts';
import {
  aDigestCorrection,
  aDigestRetraction,
  aFullDigest,
} from '../../../support/builders/a-full-digest.ts';
import { places, render } from '../shipped-templates.ts';
import { tagsOf, visibleWords } from './html-tags.ts';

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
        'Correction',
        'In No. 1 of Monday 16 November 2026 we said:',
        'In force',
        'Shenzhen subsidises every chip company.',
        'The article’s own account',
        'What is right:',
        'Proposed',
        'Shenzhen would subsidise chip companies that work in the city.',
        'According to: Trade Department. Source B, Bay City Gazette',
        'Why: The notice is a draft, which we had taken for the final text.',
      ];
      let at = part.lastIndexOf('Corrections');
      for (const piece of pieces) {
        const next = part.indexOf(piece, at);
        expect(next, piece).toBeGreaterThanOrEqual(at);
        at = next;
      }
    }
  });

  it('says of a retraction that nothing takes its place', () => {
    for (const part of parts) {
      const own = part.slice(part.lastIndexOf('Retraction'));
      expect(own).toContain(
        'We withdraw this. Nothing takes its place. Why: The article took the number back.',
      );
      expect(own).not.toContain('What is right:');
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
      expect(folded(visibleWords(part))).toContain('In No. 1 of Monday 16 November 2026 we said:');
    }
  });

  it('has its own place on the page, to which banners lead', () => {
    for (const number of ['1-04', '1-09']) expect(page).toContain(`<article id="correction-${number}">`);
    expect(page).not.toContain('id="fact-1-04"');
  });

  it('stands alone in an edition without facts, which is then not empty', () => {
    const counts = { facts: 0, sources: 2, late: 0 };
    const only = render(anEmptyDigest({ corrections: digest.corrections, sources: digest.sources, counts }));
    expect(only.subject).toBe('Withdrawn: “Nobody named: The city counts 900 chip companies” (1-09) · No. 2');
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
  it('are said beside its number, and lead to the other fact', () => {
    for (const part of [visibleWords(html), folded(text)]) {
      expect(folded(part)).toMatch(/2-05( \[Proposed\])? · update to 1-07/);
      expect(folded(part)).toMatch(/2-06( \[Background\])? · as reported in 1-02/);
    }
    expect(hrefs(html)).toContain(`${folder}/2026-11-16/index.html#fact-1-07`);
    expect(hrefs(page)).toContain('../2026-11-16/index.html#fact-1-02');
  });

  it('name other sources, and who says so there if it is somebody else', () => {
    for (const part of parts)
      expect(part).toContain('Also: Source B, Bay City Gazette (According to: Ministry of Science)');
    const attribution = { who: english('Ministry of Science'), how: 'named' } as const;
    const also = ['B', 'A'].map(source => ({ id: 'x', source, attribution }));
    const same = aDigestFact({ attribution, also });
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [same] }];
    const { text } = render(aFullDigest({ inBrief: [], sections, views: [], corrections: [] }));
    expect(folded(text)).toContain('Also: Source B, Bay City Gazette, Source A, Harbour Law Review');
  });

  it('lead to a place on the page itself when this edition carried the other', () => {
    const fact = aDigestFact({ follows: { number: '2-01', edition: '2026-11-23' } });
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [fact] }];
    const { page } = render(aFullDigest({ inBrief: [], sections, views: [] }));
    expect(page).toContain('update to <a href="#fact-2-01">2-01</a>');
  });
});

describe('a corrected fact', () => {
  it('may name a source that only it has', () => {
    const right = aDigestFact({ number: '1-04', source: 'B' });
    const one = anEmptyDigest({
      corrections: [aDigestCorrection({ right })],
      sources: digest.sources,
    });
    expect(render(one).text).toContain('\nB: Notice on subsidies for the chip industry');
  });
});
