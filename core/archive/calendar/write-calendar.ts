import type { ToldDigest } from '../../digest/told-digest.ts';
import type { Instant } from '../../foundation/instant.ts';
import { archivePageUrl } from '../../publication/links.ts';
import type { Imprint } from '../../publication/retired.ts';
import { visibleText } from '../../rendering/language/visible-text.ts';
import type { FeedWords } from '../../rendering/pages/feed-words.ts';
import { urnOf } from '../feeds/feed.ts';
import { calendarText, contentLines, type Property } from './content-lines.ts';

/** What a calendar is made from. */
export type CalendarOf = {
  publication: Pick<Imprint, 'id' | 'title' | 'description' | 'language'>;
  /** What the newest edition told: all days ahead, and those that went within the last year. */
  told: ToldDigest;
  /** The end of its window. */
  at: Instant;
  /** Where the archive is served, and the page of all editions. */
  archive: string;
  home: string;
  words: FeedWords;
};

type Told = ToldDigest['daysAhead'][number];
type Gone = ToldDigest['daysGone'][number];

/**
 * Writes the days ahead as a calendar to subscribe to (RFC 5545). A day is known by the fact that tells it and by its date, whatever else is put right; one
 * that nobody tells any more is cancelled for a year. The same digest gives the same bytes.
 */
export function writeCalendar(of: CalendarOf): string {
  const { publication, told, at, home, words } = of;
  const { language } = publication;
  const standing = new Set(
    told.daysAhead.flatMap(({ id, date, also }) =>
      [id, ...also.map(one => one.id)].map(one => `${date} ${one}`),
    ),
  );
  const gone = told.daysGone.filter(({ date, id }) => !standing.has(`${date} ${id}`));
  const events = [
    ...numbered(told.daysAhead).map(([day, nth]) => eventOf(day, nth, of)),
    ...gone.map(day => cancelled(day, of)),
  ];
  const name = calendarText(visibleText(words.titles.dates));
  return contentLines([
    { name: 'BEGIN', value: 'VCALENDAR' },
    { name: 'VERSION', value: '2.0' },
    { name: 'PRODID', value: '-//Courant//Dates ahead//EN' },
    { name: 'CALSCALE', value: 'GREGORIAN' },
    { name: 'NAME', parameters: { LANGUAGE: language }, value: name },
    { name: 'X-WR-CALNAME', value: name },
    {
      name: 'DESCRIPTION',
      parameters: { LANGUAGE: language },
      value: calendarText(visibleText(publication.description)),
    },
    { name: 'LAST-MODIFIED', value: instantText(at) },
    { name: 'URL', value: home },
    { name: 'SOURCE', parameters: { VALUE: 'URI' }, value: new URL('dates.ics', home).href },
    { name: 'REFRESH-INTERVAL', parameters: { VALUE: 'DURATION' }, value: 'PT12H' },
    // A calendar must have something in it.
    ...(events.length === 0 ? universalTime : events.flat()),
    { name: 'END', value: 'VCALENDAR' },
  ]);
}

/** Which one of several each is that a fact tells of one date. */
function numbered(days: readonly Told[]): [Told, number][] {
  const seen = new Map<string, number>();
  return days.map(day => {
    const key = `${day.date} ${day.id}`;
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    return [day, nth];
  });
}

function eventOf(day: Told, nth: number, of: CalendarOf): Property[] {
  const { told, publication, words } = of;
  const back = told.daysGone.find(({ date, id }) => date === day.date && id === day.id);
  // Words of another language than the publication's are marked with theirs only where nothing of ours stands before them.
  const summary = words.day(day);
  const language = summary === visibleText(day.what.text) ? day.what.language : publication.language;
  return event(day, { nth, summary, language, sequence: 2 * (back?.times ?? 0), cancelled: false }, of);
}

function cancelled(day: Gone, of: CalendarOf): Property[] {
  const { text, language } = day.what;
  const sequence = 2 * day.times - 1;
  return event(day, { nth: 0, summary: visibleText(text), language, sequence, cancelled: true }, of);
}

type Shown = { nth: number; summary: string; language: string; sequence: number; cancelled: boolean };

function event(
  { id, date, fact }: Pick<Gone, 'id' | 'date' | 'fact'>,
  { nth, summary, language, sequence, cancelled: isCancelled }: Shown,
  { publication, at, archive }: CalendarOf,
): Property[] {
  const page = archivePageUrl(archive, fact.publication ?? publication.id, fact.edition);
  return [
    { name: 'BEGIN', value: 'VEVENT' },
    { name: 'UID', value: urnOf(`day ${date} ${id}${nth === 0 ? '' : ` ${nth}`}`).slice('urn:uuid:'.length) },
    { name: 'DTSTAMP', value: instantText(at) },
    { name: 'DTSTART', parameters: { VALUE: 'DATE' }, value: date.replaceAll('-', '') },
    { name: 'SEQUENCE', value: String(sequence) },
    ...(isCancelled ? [{ name: 'STATUS', value: 'CANCELLED' }] : []),
    { name: 'SUMMARY', parameters: { LANGUAGE: language }, value: calendarText(summary) },
    {
      name: 'DESCRIPTION',
      parameters: { LANGUAGE: publication.language },
      value: calendarText(visibleText(`${publication.title} ${fact.number}`)),
    },
    { name: 'URL', value: `${page}#fact-${fact.number}` },
    { name: 'TRANSP', value: 'TRANSPARENT' },
    { name: 'END', value: 'VEVENT' },
  ];
}

const universalTime: readonly Property[] = [
  { name: 'BEGIN', value: 'VTIMEZONE' },
  { name: 'TZID', value: 'Etc/UTC' },
  { name: 'BEGIN', value: 'STANDARD' },
  { name: 'DTSTART', value: '19700101T000000' },
  { name: 'TZOFFSETFROM', value: '+0000' },
  { name: 'TZOFFSETTO', value: '+0000' },
  { name: 'END', value: 'STANDARD' },
  { name: 'END', value: 'VTIMEZONE' },
];

/** `20261123T060000Z` */
function instantText(instant: Instant): string {
  return instant.replace(/\.\d+/, '').replace(/[-:]/g, '');
}
