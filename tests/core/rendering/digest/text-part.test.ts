import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../core/digest/digest.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { columnsOf } from '../../../../core/foundation/wrap.ts';
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
      const items = dense(text).split('-').join('');
      const own = items.slice(items.indexOf(dense(fact.statement.text).split('-').join('')) - 60);
      const item = own.slice(0, own.indexOf(`·${fact.number.replace('-', '')}`)).toLowerCase();
      expect(item.length, fact.number).toBeLessThan(500);
      const { how, who } = fact.attribution;
      if (how === 'named' || how === 'unnamed') expect(item).toContain(dense(who.text).toLowerCase());
      expect(item).toContain(dense(messages.labels[fact.label].text).toLowerCase());
      expect(item).toContain(`source${fact.source.toLowerCase()}`);
    }
  });

  it('has no line over 76 columns, but for links that stand alone', () => {
    for (const line of text.split('\n')) {
      if (/^(https:|mailto:)\S+$/.test(line)) continue;
      expect(columnsOf(line), line).toBeLessThanOrEqual(76);
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
        const both = [fact.number, fact.statement.text, fact.quote ?? ''];
        for (const value of both) {
          expect(words).toContain(dense(value));
          expect(dense(text)).toContain(dense(value));
        }
      }
    }
  });
});

describe('no-break spaces and hyphens', () => {
  it('of what a fact says stand in the text part, and no line ends or begins at one', () => {
    const bound = ['4\u00a0%', '10\u202f000', 'well\u2011known'];
    // Of every length, so that each comes to the end of a line.
    const facts = Array.from({ length: 25 }, (_, index) => {
      const text = `${'x'.repeat(index + 1)} ${Array(6).fill(bound.join(' ')).join(' ')}`;
      return aDigestFact({ number: `2-${index + 10}`, statement: english(text) });
    });
    const sections = [{ topic: { id: 'a', title: 'A' }, facts }];
    const part = render(aDigest({ inBrief: [], sections, views: [] })).text;
    expect(part).not.toMatch(/^\s*[\u00a0\u202f\u2011]|[\u00a0\u202f\u2011]$/mu);
    for (const words of bound) expect(part.split(words).length - 1).toBe(6 * 25);
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
    const items = text.match(/^- .*/gm) ?? [];
    expect(items.map(line => line.slice(0, 16))).toEqual(['- Nobody named:', `- ${'x'.repeat(14)}`]);
    for (const line of text.match(/^.*In force.*/gm) ?? []) expect(line).toMatch(/^ {2}/);
    expect(text.match(/^(?:\d+-\d+ |[A-Z]:).*/gm)).toBeNull();
  });
});

describe('In brief', () => {
  it('holds its facts in full, which their sections only name', () => {
    const item =
      'The United States restricts exports of certain advanced chip technologies to China, and what its nationals ' +
      'may do in Chinese chip factories.';
    for (const part of [text, visibleWords(html), visibleWords(page)]) {
      const words = part.replace(/\s+/g, ' ');
      expect(words.split(item)).toHaveLength(2);
      expect(words.indexOf(item)).toBeLessThan(words.lastIndexOf('Export controls'));
      expect(words).toMatch(/Also: 2-01 ?, above\./);
    }
    expect(page).toContain('Also: <a href="#fact-2-01">2-01</a>, above.');
    const whole = { topic: { id: 'a', title: 'A' }, facts: facts.slice(0, 1) };
    expect(render(aDigest({ inBrief: ['2-01'], sections: [whole] })).text).toContain('\n2-01, above.\n');
  });

  it('holds nothing that has no words in the language of the edition', () => {
    const { text } = render(aDigest({ inBrief: ['2-08'] }));
    expect(text).not.toContain('In brief');
    expect(text).toContain('- In Chinese: 市政府对在本市经营的半导体企业给予补贴。');
  });
});

describe('a section', () => {
  it('has what has no words in the language of the edition at its end', () => {
    const cities = folded.slice(
      folded.lastIndexOf('Cities and provinces'),
      folded.indexOf('Views and forecasts'),
    );
    expect(cities.indexOf('In Chinese:')).toBeGreaterThan(cities.indexOf('214 chip companies'));
  });

  it('says once what facts of one announcement share, and nothing twice that they only may share', () => {
    const occurred = { date: '2026-11-17', basis: 'stated', because: null } as const;
    const announced = { instrument: english('Etching Tools Order'), occurred, label: 'final' } as const;
    const facts = ['2-01', '2-02', '2-03'].map(number => aDigestFact({ number, ...announced }));
    const textOf = (changes: Parameters<typeof aDigestFact>[0]) => {
      const [first = aDigestFact(), ...others] = facts;
      const sections = [{ topic: { id: 'a', title: 'A' }, facts: [...others, { ...first, ...changes }] }];
      return render(aDigest({ inBrief: [], sections, views: [] })).text;
    };
    const together = textOf({});
    expect(together).toContain('\n* Etching Tools Order · dated 17 Nov 2026 · source A\n');
    expect(together.match(/Etching Tools Order/g)).toHaveLength(1);
    expect(together.match(/Final · according to Trade Department · 2-0\d\n/g)).toHaveLength(3);
    for (const other of [
      { source: 'B' },
      { instrument: english('Another') },
      { occurred: { ...occurred, date: '2026-11' } },
    ])
      expect(textOf(other).match(/Etching Tools Order|Another/g)).toHaveLength(2);
  });
});

describe('what is not news', () => {
  it('is announced at the top, in one sentence, with the date as it is known', () => {
    for (const part of [folded, visibleWords(html), visibleWords(page)]) {
      const note = part.indexOf('Background, not news: source A of October 2022 (date inferred).');
      expect(note).toBeGreaterThan(0);
      expect(note).toBeLessThan(part.lastIndexOf('In brief'));
    }
    expect(render(aDigest({ old: [] })).text).not.toContain('Background, not news');
    expect(folded).toContain('published October 2022 (inferred: it tells of the Party Congress');
  });

  it('says so of all, of several, and of what only tells of old events', () => {
    const [a = aDigestSource(), b = a] = digest.sources;
    const caveat = (changes: Partial<typeof digest>) =>
      /Background, not news[^.]*\./.exec(render(aDigest(changes)).text.replace(/\s+/g, ' '))?.[0];
    const ofA = facts.filter(({ source }) => source === 'A');
    const one = {
      sources: [a],
      sections: [{ topic: { id: 'a', title: 'A' }, facts: ofA }],
      views: [],
      inBrief: [],
    };
    expect(caveat(one)).toBe(
      'Background, not news: all from one source of October 2022 (date inferred), Harbour Law Review.',
    );
    expect(caveat({ old: ['B'] })).toBe('Background, not news: source B, which tells of older events.');
    const many = ['A', 'B', 'C'].map(letter => ({ ...b, letter }));
    expect(caveat({ sources: many, old: ['A', 'B', 'C'] })).toBe('Background, not news: sources A, B, C.');
    expect(render(aDigest({ ...one, old: [] })).text).toContain('All from one source: Harbour Law Review.');
  });

  it('is marked where a fact comes late', () => {
    for (const part of [folded, visibleWords(html)]) expect(part).toMatch(/2-03 Reported late/);
    expect(visibleWords(page)).toContain('1 fact was filed before this window began');
  });

  it('stands apart and last when it is a view or a forecast', () => {
    const views = text.indexOf('Views and forecasts');
    for (const fact of digest.views) expect(text.indexOf(fact.number)).toBeGreaterThan(views);
    for (const fact of digest.sections.flatMap(section => section.facts)) {
      expect(text.lastIndexOf(`· ${fact.number}\n`)).toBeLessThan(views);
    }
  });
});

describe('who says so', () => {
  it('is said in plain words when nobody is named or it is not clear', () => {
    expect(folded).toContain('View · Nobody named: The controls prove');
    expect(folded).toContain('Source A says only “some in the country” · 2-12');
    expect(folded).toContain('Unattributed: Chip makers need a licence');
    expect(folded).toContain('Measure, status not given · source A does not say by whom · 2-02');
    expect(folded).toContain('Reported by source B · 2-10');
    expect(visibleWords(page)).toContain('Who says so is unclear: the article.');
  });
});

describe('what the edition covers', () => {
  const hidden = { ...places, archiveUrl: null, allEditionsUrl: null };

  it('is said with the zone, on its wall clock, on the page, and in the message where there is none', () => {
    const words =
      'from Monday 16 November 2026, 07:00 to Monday 23 November 2026, 07:00 (Central European Time)';
    const privately = render(digest, hidden);
    for (const part of [
      visibleWords(page),
      visibleWords(privately.html),
      privately.text.replace(/\s+/g, ' '),
    ])
      expect(part).toContain(words);
    for (const part of [folded, visibleWords(html)]) expect(part).not.toContain('07:00');
    const first = render(aDigest({ window: { ...digest.window, from: null }, previousManifest: null }));
    expect(visibleWords(first.page)).toContain('everything filed up to Monday 23 November 2026, 07:00');
    expect(first.text).toContain(messages.about.first);
  });

  it('is said of the first edition as where it begins, of a later one with what it leaves out', () => {
    const text = (changes: Partial<Digest>) => render(aDigest(changes)).text.replace(/\s+/g, ' ');
    const first = { number: 1, previous: null };
    expect(text(first)).toContain('This one covers what was filed since Monday 16 November 2026.');
    expect(visibleWords(render(aDigest(first)).page)).toContain(
      'The first edition. Covers what was filed from Monday 16 November 2026, 07:00 to',
    );
    expect(text({})).not.toContain('filed since');
    const less = text({ leftOutSince: '2026-11-14T06:00:00Z' as Instant });
    expect(less).toContain(
      'What was filed before that, from Saturday 14 November 2026, 07:00 on, is in no edition.',
    );
    expect(text({})).not.toContain('in no edition');
  });

  it('is said of an edition before which others were left out, also where it leads to a page', () => {
    const text = (skipped: readonly string[]) => {
      const { text, page } = render(aDigest({ skipped }));
      return [text.replace(/\s+/g, ' '), visibleWords(page)];
    };
    for (const part of text(['2026-11-16']))
      expect(part).toContain(
        '(Central European Time). There was no edition of Monday 16 November 2026: this one covers its time too.',
      );
    for (const part of text(['2026-11-02', '2026-11-09', '2026-11-16']))
      expect(part).toContain(
        'There were no editions at 3 dates, from Monday 2 November 2026 to Monday 16 November 2026: this one covers their time too.',
      );
    expect(render(aDigest()).text).not.toMatch(/There (was|were) no edition/);
  });

  it('is how dates of events were inferred, beside each fact on the page, and once in a message where there is none', () => {
    const reason = 'the week of the Party Congress';
    const { text } = render(digest, hidden);
    expect(text.replace(/\s+/g, ' ')).toContain(`How dates were inferred - 2-01, 2-04: ${reason}.`);
    expect(visibleWords(page).split(`Date inferred: ${reason}.`)).toHaveLength(3);
    for (const part of [folded, visibleWords(html)]) expect(part).not.toContain(reason);
  });

  it('is where every number leads, where there is a page', () => {
    expect(text.split('\n')).toContain(`${places.archiveUrl}#fact-NUMBER`);
    expect(render(digest, hidden).text).not.toContain('NUMBER');
  });
});
