import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import {
  renderBanner,
  renderStanding,
  type ShownStanding,
} from '../../../../core/rendering/pages/standing-view.ts';
import { UnsafeLinkError } from '../../../../core/rendering/rendering-errors.ts';
import { english } from '../../../support/builders/a-digest-fact.ts';
import { languages, messages, templates } from '../shipped-templates.ts';

const rendering = { templates, messages, language: 'en' };
const later = '../2026-11-30/index.html';
const about = {
  number: '2-05',
  publisher: null,
  said: { edition: '2026-11-30', editionNumber: 3, page: `${later}#correction-2-05` },
};
const withdrawn: ShownStanding = { ...about, kind: 'withdrawn' };
const right = {
  statement: english('It <b>ends</b>.'),
  label: 'proposed',
  attribution: { who: english('the ministry'), how: 'named' },
} as const;
const corrected: ShownStanding = { ...about, kind: 'corrected', right };
const details: ShownStanding = { ...about, kind: 'corrected', right: null };
const place = { ...about.said, page: `${later}#fact-3-02` };
const updated: ShownStanding = { ...about, kind: 'updated', said: place, label: 'suspended', by: '3-02' };
const added: ShownStanding = { ...updated, label: null };

/** What stands at each place of a page, in words. */
function inWords(...standings: ShownStanding[]) {
  const { mark, said, beside, cited } = renderStanding(standings, rendering);
  const text = (html: string) => load(html)('body').text().replace(/\s+/g, ' ').trim();
  return [mark, said, beside, cited].map(text);
}

describe('what stands at the places of a fact', () => {
  it.each([
    [
      'withdrawn',
      withdrawn,
      ['Withdrawn in No. 3, 30 November 2026.', 'We had said:', '(withdrawn)', ', withdrawn in No. 3'],
    ],
    [
      'corrected',
      corrected,
      [
        'Corrected in No. 3, 30 November 2026. Right is: Proposed: It <b>ends</b>.',
        'We had said:',
        '(corrected)',
        ', as corrected in No. 3',
      ],
    ],
    [
      'corrected in its details',
      details,
      [
        'Put right in No. 3, 30 November 2026. The statement stands.',
        '',
        '(corrected)',
        ', as corrected in No. 3',
      ],
    ],
    [
      'overtaken',
      updated,
      [
        'Since then: Suspended, 3-02 (No. 3, 30 November 2026).',
        'At the time:',
        '(since then: Suspended)',
        ', updated by 3-02',
      ],
    ],
    [
      'told further',
      added,
      ['More on this since: 3-02 (No. 3, 30 November 2026).', '', '(updated)', ', updated by 3-02'],
    ],
    [
      'withdrawn by one of its publishers',
      { ...withdrawn, publisher: 'Second Post' },
      [
        'What Second Post says of this was withdrawn in No. 3, 30 November 2026.',
        '',
        '(one source withdrawn)',
        ', one source withdrawn in No. 3',
      ],
    ],
    [
      'corrected in what one of its publishers says',
      { ...corrected, publisher: 'Second Post' },
      [
        'What Second Post says of this was corrected in No. 3, 30 November 2026. Right is: Proposed: It <b>ends</b>.',
        '',
        '(one source corrected)',
        ', one source corrected in No. 3',
      ],
    ],
  ] as const)('says that it was %s', (_, standing, expected) => {
    expect(inWords(standing)).toEqual(expected);
  });

  it('says all of it where a fact was both corrected and overtaken: the old words were wrong', () => {
    expect(inWords(corrected, updated)).toEqual([
      'Corrected in No. 3, 30 November 2026. Right is: Proposed: It <b>ends</b>. Since then: Suspended, 3-02 (No. 3, 30 November 2026).',
      'We had said:',
      '(corrected)',
      ', as corrected in No. 3',
    ]);
  });

  it('says beside links what became of the fact itself, whatever became of one of its accounts', () => {
    const [, , beside, cited] = inWords(added, { ...withdrawn, publisher: 'Second Post' });
    expect([beside, cited]).toEqual(['(updated)', ', updated by 3-02']);
  });

  it('says of what is right that nobody is named for it', () => {
    const attribution = { who: english('some'), how: 'unnamed' } as const;
    const [mark] = inWords({ ...corrected, right: { ...right, attribution } });
    expect(mark).toContain('Right is: Proposed · Nobody named: It');
  });

  it('marks what is no longer right by words and by a line through it, and nothing else by the line', () => {
    for (const [standing, wrong] of [
      [withdrawn, true],
      [corrected, true],
      [details, false],
      [updated, false],
      [{ ...withdrawn, publisher: 'Second Post' }, false],
    ] as const)
      expect(load(renderStanding([standing], rendering).mark)('.standing').hasClass('wrong')).toBe(wrong);
  });

  it('is in the language of the publication, marked, as the page may be in another; a foreign statement says so', () => {
    const chinese = { templates, messages: languages['zh-Hans'], language: 'zh-Hans' };
    const { mark, said } = renderStanding([corrected], chinese);
    expect(mark).toContain('<div class="standing wrong" lang="zh-CN" dir="ltr">');
    expect(load(mark)('[lang=en]').text()).toBe('It <b>ends</b>.');
    expect(mark).toContain(
      '已由<a href="../2026-11-30/index.html#correction-2-05">2026年11月30日第3期</a>更正。',
    );
    // Chinese has no space behind its colon.
    expect(said).toMatch(/：<\/b>$/);
  });

  it('refuses a link that leads out of the archive', () => {
    for (const page of ['//elsewhere.example/x', 'javascript:x', '../x/index.html#x', 'https:x'])
      expect(() => renderStanding([{ ...withdrawn, said: { ...about.said, page } }], rendering)).toThrow(
        UnsafeLinkError,
      );
  });
});

describe('the summary at the top of a page', () => {
  it('names each fact once under what became of it, leading to it, and says nothing where all stands', () => {
    const other = { ...withdrawn, number: '2-09' };
    const html = renderBanner(
      [corrected, { ...details, publisher: 'Second Post' }, other, updated],
      rendering,
    );
    const $ = load(html);
    expect($('body').text().trim()).toBe('Since this edition:corrected 2-05 · withdrawn 2-09 · updated 2-05');
    expect(
      $('a')
        .toArray()
        .map(a => $(a).attr('href')),
    ).toEqual(['#fact-2-05', '#fact-2-09', '#fact-2-05']);
    expect(renderBanner([], rendering)).toBe('');
  });

  it('does not call a fact withdrawn that others of its sources still tell', () => {
    const text = load(renderBanner([{ ...withdrawn, publisher: 'Second Post' }], rendering))('body').text();
    expect(text.trim()).toBe('Since this edition:corrected 2-05');
  });
});
