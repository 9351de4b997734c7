import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../core/digest/digest.ts';
import { toInstant } from '../../../../core/foundation/instant.ts';
import { headlineOf, preheaderOf, subjectOf } from '../../../../core/rendering/digest/subject.ts';
import { aDigest, anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { english } from '../../../support/builders/a-digest-fact.ts';
import { aDayAhead } from '../../../support/builders/a-full-digest.ts';
import { languages, messages } from '../shipped-templates.ts';

type Every = NonNullable<Digest['publication']['every']>;

/** An edition of 23 November that found nothing since a day. */
function quiet(every: Every | undefined, from: string | null, language: 'en' | 'zh-Hans' = 'en'): string {
  const { every: _, ...publication } = { ...aDigest().publication, language };
  const window = {
    from: from === null ? null : toInstant(`${from}T06:00:00Z`),
    to: toInstant('2026-11-23T06:00:00Z'),
  };
  const digest = anEmptyDigest({
    publication: every === undefined ? publication : { ...publication, every },
    window,
  });
  return headlineOf(digest, languages[language]).text;
}

describe('an edition that was quiet', () => {
  it('says so in the words of its schedule, in either language', () => {
    expect(quiet('day', '2026-11-22')).toBe('A quiet day: no new facts');
    expect(quiet('week', '2026-11-16')).toBe('A quiet week: no new facts');
    expect(quiet('month', '2026-10-23')).toBe('A quiet month: no new facts');
    expect(quiet('day', '2026-11-22', 'zh-Hans')).toBe('本日无新消息');
    expect(quiet('week', '2026-11-16', 'zh-Hans')).toBe('本周无新消息');
    expect(quiet('month', '2026-10-23', 'zh-Hans')).toBe('本月无新消息');
  });

  it('calls nothing a week that was longer, and gives the days where no schedule is known', () => {
    expect(quiet('week', '2026-11-02')).toBe('No new facts from 2 November 2026 to 23 November 2026');
    expect(quiet('day', '2026-11-20')).toBe('No new facts from 20 November 2026 to 23 November 2026');
    expect(quiet('month', '2026-10-01', 'zh-Hans')).toBe('2026年10月1日至2026年11月23日无新消息');
    expect(quiet(undefined, '2026-11-16')).toBe('No new facts from 16 November 2026 to 23 November 2026');
    expect(quiet('week', null)).toBe('The first edition: no facts yet');
  });

  it('says nothing of the next edition in what lists show, which is kept for good', () => {
    for (const next of ['2026-11-30T06:00:00Z', '2030-01-01T06:00:00Z']) {
      const digest = anEmptyDigest({ next: toInstant(next) });
      expect(headlineOf(digest, messages).text).toBe('A quiet week: no new facts');
      expect(subjectOf(digest, messages)).toBe('A quiet week: no new facts · No. 2');
    }
  });
});

describe('a day ahead in an edition without facts', () => {
  const what = english('The suspension of the affiliates rule ends.');
  const subject = (...days: Parameters<typeof aDayAhead>[]) =>
    subjectOf(anEmptyDigest({ daysAhead: days.map(day => aDayAhead(...day)) }), messages);

  it('is its news from its own day until before the next edition’s', () => {
    for (const [date, day] of [
      ['2026-11-23', '23 November'],
      ['2026-11-29', '29 November'],
    ] as const)
      expect(subject([date, { what }])).toBe(`${day}: The suspension of the affiliates rule ends · No. 2`);
    for (const date of ['2026-11-22', '2026-11-30'])
      expect(subject([date, { what }])).toBe('A quiet week: no new facts · No. 2');
  });

  it('has a label where it is not sure to come, and says where nobody is named', () => {
    expect(subject(['2026-11-24', { what, label: 'proposed' }])).toBe(
      'Proposed, 24 November: The suspension of the affiliates rule ends · No. 2',
    );
    const attribution = { who: english('some'), how: 'unnamed' as const };
    expect(subject(['2026-11-24', { what, attribution }])).toMatch(/^Unnamed source, 24 November: /);
    expect(subject(['2026-11-24', { what, label: null, attribution: null }])).toMatch(/^24 November: /);
  });

  it('has a second one beside it', () => {
    const days = ['2026-11-24', '2026-11-25'].map(date =>
      aDayAhead(date, { what: english(`A ban of ${date} ends`) }),
    );
    const digest = anEmptyDigest({ daysAhead: days });
    expect(subjectOf(digest, messages)).toBe('24 November: A ban of 2026-11-24 ends · No. 2');
    expect(preheaderOf(digest, messages)).toMatch(/^25 November: A ban of 2026-11-25 ends/);
  });
});
