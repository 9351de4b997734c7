import { describe, expect, it } from 'vitest';
import { type MonthFact, monthView, renderMonthPage } from '../../../../core/rendering/pages/month-page.ts';
import { UnsafeLinkError } from '../../../../core/rendering/rendering-errors.ts';
import { english } from '../../../support/builders/a-digest-fact.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';
import { languages, messages, templates } from '../shipped-templates.ts';

const place = (edition: string, anchor: string) => `../${edition}/index.html#${anchor}`;
const by = {
  ...{ edition: '2026-12-07', editionNumber: 3, number: '1-04' },
  page: place('2026-12-07', 'correction-1-04'),
};

function aMonthFact(fields: Partial<MonthFact> = {}): MonthFact {
  return {
    ...{ number: '1-04', page: place('2026-11-23', 'fact-1-04'), label: 'proposed', language: 'en' },
    statement: { en: 'Rooms are lent.', 'zh-Hans': '出借洁净室。' },
    attribution: { who: { en: 'the ministry', 'zh-Hans': '该部' }, how: 'named' },
    ...{ source: { publisher: 'Example Times' }, standing: null },
    ...fields,
  };
}

const aMonth = (facts: MonthFact[], page = '../2026-11-23/index.html') => ({
  ...{ publication: aPublication(), month: '2026-11', previous: null },
  next: { month: '2026-12', page: '2026-12.html' },
  editions: [
    {
      ...{ edition: '2026-11-23', number: 1, page, facts },
      corrections: [
        { number: '0-02', page: by.page, kind: 'retraction' as const, statement: english('Gone.') },
      ],
    },
  ],
});
const wordsOf = (fact: MonthFact, of = messages) =>
  monthView(aMonth([fact]), of).editions[0]?.facts[0]?.standing.map(words =>
    words.map(({ text }) => text).join(''),
  );

describe('the page of a month', () => {
  it('has each fact with number, label, who says so and source, and leads to its permanent place', () => {
    const page = renderMonthPage(aMonth([aMonthFact()]), { templates, messages });
    expect(page).toContain('href="../2026-11-23/index.html#fact-1-04">Rooms are lent.</a>');
    expect(page).toContain('1-04 · Proposed · according to the ministry · Example Times');
    expect(page).toContain('<a rel="next" href="2026-12.html">December 2026 →</a>');
    expect(page).not.toContain('rel="prev"');
    expect(page).not.toContain('<script');
    expect(page).toContain('href="2026-11.jsonl"');
  });

  it('says before the words what became of them, and what of those that the edition put right', () => {
    const fact = aMonthFact({ standing: { kind: 'withdrawn', publisher: null, by } });
    const page = renderMonthPage(aMonth([fact]), { templates, messages });
    const places = ['Withdrawn in', 'Rooms are lent.', '0-02 · Withdrawn', 'Gone.'].map(text =>
      page.indexOf(text),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('says what became of a fact, in the words of the pages, and leads there', () => {
    const right = { statement: { en: 'Rooms are sold.' } };
    const said: [Partial<MonthFact>, string[]][] = [
      [{}, []],
      [{ standing: { kind: 'withdrawn', publisher: null, by } }, ['Withdrawn in No. 3, 7 December 2026.']],
      [
        { standing: { kind: 'corrected', publisher: null, by, right } },
        ['Corrected in No. 3, 7 December 2026.', 'Right is: Rooms are sold.'],
      ],
      [
        { standing: { kind: 'corrected', publisher: null, by, right: null } },
        ['Put right in No. 3, 7 December 2026. The statement stands.'],
      ],
      [
        { standing: { kind: 'withdrawn', publisher: 'Paper', by } },
        ['What Paper says of this was withdrawn in No. 3, 7 December 2026.'],
      ],
      [
        { standing: { kind: 'updated', publisher: null, by, label: 'suspended' } },
        ['Since then: Suspended, 1-04 (No. 3, 7 December 2026).'],
      ],
      [
        { standing: { kind: 'updated', publisher: null, by, label: null } },
        ['More on this since: 1-04 (No. 3, 7 December 2026).'],
      ],
    ];
    for (const [fields, expected] of said) expect(wordsOf(aMonthFact(fields))).toEqual(expected);
  });

  it('is in the language of the publication, and marks words that have none in it', () => {
    const chinese = { ...aMonth([aMonthFact(), aMonthFact({ statement: { en: 'Only English.' } })]) };
    const publication = aPublication({ language: 'zh-Hans' });
    const page = renderMonthPage({ ...chinese, publication }, { templates, messages: languages['zh-Hans'] });
    expect(page).toContain('>出借洁净室。</a>');
    expect(page).toContain('<span lang="en" dir="ltr">Only English.</span>');
  });

  it('lists what its editions corrected and withdrew', () => {
    const page = renderMonthPage(aMonth([]), { templates, messages });
    expect(page).toMatch(/Corrected and withdrawn[\s\S]*0-02 · Withdrawn[\s\S]*Gone\./);
    expect(page).toContain('This edition has no new facts.');
  });

  it('refuses a link that leads out of the archive', () => {
    for (const page of ['javascript:alert(1)', '//elsewhere.example', '../../../x/index.html'])
      expect(() => renderMonthPage(aMonth([], page), { templates, messages })).toThrow(UnsafeLinkError);
  });
});
