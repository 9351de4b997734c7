import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../../core/foundation/instant.ts';
import { toldArchive } from '../../../support/archives/told-archive.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { editionOf, folder, listOf, week } from '../../../support/documents/archive-lists.ts';

const hours = (n: number) => plusHours(week(n), -1);
const on = (...dates: string[]) => ({
  dates: dates.map(date => ({
    date,
    what: { en: `The rule takes effect, on ${date}; at last`, 'zh-Hans': `规则于${date}生效` },
  })),
});
const article = (id: string, n: number, changes: object) =>
  aRecord(hours(n), anArticleFile(id, [aFact(id, 1, changes)]));

function eventsIn(calendar: string) {
  const root = new ICAL.Component(ICAL.parse(calendar));
  return root.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      date: event.startDate.toString(),
      isDay: event.startDate.isDate,
      days: event.duration.toSeconds() / 86400,
      summary: event.summary,
      sequence: event.sequence,
      status: component.getFirstPropertyValue('status'),
      url: component.getFirstPropertyValue('url'),
      stamp: String(component.getFirstPropertyValue('dtstamp')),
      language: component.getFirstProperty('summary')?.getFirstParameter('language'),
    };
  });
}

const calendarOf = (archive: Awaited<ReturnType<typeof toldArchive>>) => listOf(archive.press, 'dates.ics');

describe('the calendar of the days ahead', () => {
  it('has each as a whole day that leads to its fact', async () => {
    const archive = await toldArchive([[article('one', 1, on('2026-12-24'))]]);
    expect(eventsIn(calendarOf(archive))).toEqual([
      {
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        date: '2026-12-24',
        ...{ isDay: true, days: 1, sequence: 0, status: null },
        summary: 'The rule takes effect, on 2026-12-24; at last',
        url: `${folder}/${editionOf(1)}/index.html#fact-1-01`,
        stamp: week(1),
        language: 'en',
      },
    ]);
    const root = new ICAL.Component(ICAL.parse(calendarOf(archive)));
    expect(root.getFirstPropertyValue('version')).toBe('2.0');
    expect(root.getFirstPropertyValue('name')).toBe('Dates ahead of Weekly');
  });

  it('is in the language of the publication', async () => {
    const archive = await toldArchive([[article('one', 1, on('2026-12-24'))]], { language: 'zh-Hans' });
    expect(eventsIn(calendarOf(archive)).map(({ summary, language }) => [summary, language])).toEqual([
      ['规则于2026-12-24生效', 'zh-Hans'],
    ]);
  });

  it('keeps a day’s identifier while other editions come, and what weakens it before its words', async () => {
    const archive = await toldArchive([[article('one', 1, { ...on('2026-12-24'), kind: 'expectation' })]]);
    const [before] = eventsIn(calendarOf(archive));
    await archive.publish(2, []);
    const [after] = eventsIn(calendarOf(archive));
    expect(after).toEqual({ ...before, stamp: week(2) });
    expect(after?.summary).toMatch(/^Expected: /);
  });

  it('cancels what nobody tells any more, by the same identifier', async () => {
    const archive = await toldArchive([
      [article('one', 1, on('2027-12-24'))],
      [aRetraction(hours(2), 'one.1')],
    ]);
    const [gone, ...more] = eventsIn(calendarOf(archive));
    expect(more).toEqual([]);
    expect(gone).toMatchObject({ date: '2027-12-24', status: 'CANCELLED', sequence: 1 });
    const first = await toldArchive([[article('one', 1, on('2027-12-24'))]]);
    expect(eventsIn(calendarOf(first))[0]?.uid).toBe(gone?.uid);
    await archive.publish(3, []);
    expect(eventsIn(calendarOf(archive))).toEqual([{ ...gone, stamp: week(3) }]);
  });

  it('is a calendar that can be read when there is no day, too', async () => {
    const calendar = calendarOf(await toldArchive([[article('one', 1, {})]]));
    expect(eventsIn(calendar)).toEqual([]);
    expect(new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents().length).toBe(1);
  });

  it('cancels the day from which a fact moved, and counts on when it comes back', async () => {
    const archive = await toldArchive([
      [article('one', 1, on('2027-12-24'))],
      [aCorrection(hours(2), 'one.1', on('2027-12-31'))],
    ]);
    const shown = () =>
      eventsIn(calendarOf(archive)).map(({ date, status, sequence }) => [date, status, sequence]);
    expect(shown()).toEqual([
      ['2027-12-31', null, 0],
      ['2027-12-24', 'CANCELLED', 1],
    ]);
    await archive.publish(3, [aCorrection(hours(3), 'one.1', on('2027-12-24'), 2)]);
    expect(shown()).toEqual([
      ['2027-12-24', null, 2],
      ['2027-12-31', 'CANCELLED', 1],
    ]);
  });

  it('says nothing of a day that another fact tells still, nor of one that has come', async () => {
    const archive = await toldArchive([
      [article('one', 1, on('2027-12-24', '2026-11-25')), article('two', 1, on('2027-12-24'))],
      [aRetraction(hours(2), 'one.1')],
    ]);
    expect(eventsIn(calendarOf(archive)).map(({ date, status }) => [date, status])).toEqual([
      ['2027-12-24', null],
    ]);
  });
});
