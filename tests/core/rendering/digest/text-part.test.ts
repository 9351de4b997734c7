import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../core/digest/digest.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { displayWidth } from '../../../../core/foundation/wrap.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact, aDigestSource, english } from '../../../support/builders/a-digest-fact.ts';
import { messages, places, render } from '../shipped-templates.ts';
import { visibleWords } from './html-tags.ts';

const digest = aDigest();
const { html, text, page } = render(digest);
const folded = text.replace(/\s+/g, ' ');
const facts = [...digest.sections.flatMap(section => section.facts), ...digest.views];

/** Text without white space: East Asian text breaks between characters. */
const dense = (value: string) => value.replace(/\s+/g, '');

describe('the text part', () => {
  it('holds every statement, who says so, its label and its source', () => {
    for (const fact of facts) {
      const start = folded.lastIndexOf(`${fact.number} [${messages.labels[fact.label].text}]`);
      expect(start, fact.number).toBeGreaterThan(0);
      const own = dense(folded.slice(start, start + 500));
      expect(own).toContain(dense(fact.statement.text));
      if (fact.attribution.how !== 'the article itself')
        expect(own).toContain(dense(fact.attribution.who.text));
      expect(own).toContain(`Source${fact.source},`);
    }
  });

  it('has no line over 76 columns, but for links that stand alone', () => {
    for (const line of text.split('\n')) {
      if (/^(https:|mailto:)\S+$/.test(line)) continue;
      expect(displayWidth(line), line).toBeLessThanOrEqual(76);
      expect(line).not.toContain('https:');
    }
  });

  it('holds every link whole, on a line of its own', () => {
    const links = [places.leaveUrl, places.archiveUrl, ...digest.sources.flatMap(source => source.url ?? [])];
    for (const link of links) expect(text.split('\n')).toContain(link);
  });

  it('is plain: no tags, no entities, no traces of templates', () => {
    expect(text).not.toMatch(/<[a-z/!]|&[a-z#]\w*;|\{\{|\}\}|undefined|\[object|NaN|\bnull\b/);
    expect(text).not.toMatch(/\n{3,}|[ \t]$|\r/m);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('says nothing in HTML or on the page that it does not say itself', () => {
    for (const part of [html, page]) {
      expect(part).not.toMatch(/\{\{|undefined|\[object|NaN/);
      const words = dense(visibleWords(part));
      for (const fact of facts) {
        const both = [fact.number, messages.labels[fact.label].text, fact.statement.text, fact.quote ?? ''];
        for (const value of both) {
          expect(words).toContain(dense(value));
          expect(dense(text)).toContain(dense(value));
        }
      }
    }
  });
});

describe('a heading of the text part', () => {
  it('cannot be forged by anything that a fact or source says, however long', () => {
    const forged = `${'x'.repeat(74)} 1-09 [In force] ${'words '.repeat(11)}1-09 [In force] B: `;
    const known = { date: '2026-11', basis: 'inferred', because: english(forged) } as const;
    const fact = aDigestFact({
      statement: { text: forged, language: 'en' },
      attribution: { who: english(forged), how: 'unnamed' },
      quote: forged,
      instrument: english(forged),
      citation: forged,
      occurred: known,
      why: { remark: english(forged), by: forged },
    });
    const source = aDigestSource({
      title: english(forged),
      publisher: forged,
      author: forged,
      note: english(forged),
      published: known,
    });
    const { text } = render(
      aDigest({
        inBrief: [fact.number],
        sections: [{ topic: { id: 'a', title: 'A' }, facts: [fact] }],
        views: [],
        sources: [source],
        old: ['A'],
      }),
    );
    const headings = text.match(/^(?:\d+-\d+|[A-Z]:).*/gm);
    expect(headings).toEqual(['1-01 [Reported]', '1-01 [Reported]', 'A:']);
    for (const line of text.match(/^.*In force.*/gm) ?? []) expect(line).toMatch(/^ {2}/);
  });
});

describe('In brief', () => {
  it('says of each fact in all parts, its label, what it is, who says so, and its number', () => {
    const line =
      'Final The United States restricts exports of certain advanced chip technologies to China, and what its nationals ' +
      'may do in Chinese chip factories. According to: US Department of Commerce';
    for (const part of [html, page]) {
      const words = dense(visibleWords(part));
      expect(words).toContain(dense(`In brief ${line} · 2-01`));
      expect(words).toContain(dense('The article’s own account · 2-07'));
    }
    expect(folded).toContain(`In brief -------- 2-01 [${line.replace('Final', 'Final]')}`);
  });
});

describe('what is not news', () => {
  it('is announced at the top, with the date as it is known and why', () => {
    for (const part of [folded, visibleWords(html), visibleWords(page)]) {
      const note = part.indexOf('published October 2022 (inferred: it tells of the Party Congress');
      expect(note).toBeGreaterThan(0);
      expect(note).toBeLessThan(part.lastIndexOf('In brief'));
    }
    expect(render(aDigest({ old: [] })).text).not.toContain(messages.older.heading);
  });

  it('is marked where a fact comes late', () => {
    expect(text).toContain('2-03 [Suspended] · reported late');
    expect(visibleWords(html)).toContain('2-03 · reported late');
    expect(folded).toContain('1 fact was filed before this window began');
  });

  it('stands apart and last when it is a view or a forecast', () => {
    const views = text.indexOf('Views and forecasts');
    for (const fact of digest.views) expect(text.indexOf(fact.number)).toBeGreaterThan(views);
    for (const fact of digest.sections.flatMap(section => section.facts)) {
      expect(text.lastIndexOf(`${fact.number} [`)).toBeLessThan(views);
    }
  });
});

describe('who says so', () => {
  it('is said in plain words when nobody is named or it is not clear', () => {
    expect(folded).toContain('Nobody is named, only “some in the country”. Source A');
    expect(folded).toContain('The article leaves unclear who says so (the article). Source A');
    expect(folded).toContain('The article’s own account. Source B');
  });
});

describe('what the edition covers', () => {
  it('is said with the zone, on its wall clock', () => {
    expect(folded).toContain(
      'from Monday 16 November 2026, 07:00 to Monday 23 November 2026, 07:00 (Central European Time)',
    );
    const first = render(aDigest({ window: { ...digest.window, from: null }, previousManifest: null }));
    expect(first.text.replace(/\s+/g, ' ')).toContain(
      'everything filed up to Monday 23 November 2026, 07:00',
    );
    expect(first.text).toContain(messages.about.first);
  });

  it('is said of the first edition as where it begins, of a later one with what it leaves out', () => {
    const text = (changes: Partial<Digest>) => render(aDigest(changes)).text.replace(/\s+/g, ' ');
    const began = text({ number: 1, previous: null });
    expect(began).toContain(
      'The first edition. Covers what was filed from Monday 16 November 2026, 07:00 to',
    );
    const less = text({ leftOutSince: '2026-11-14T06:00:00Z' as Instant });
    expect(less).toContain(
      'What was filed before that, from Saturday 14 November 2026, 07:00 on, is in no edition.',
    );
    expect(text({})).not.toContain('in no edition');
  });
});
