import type { ToldDigest } from '../../digest/told-digest.ts';
import { type ClaimView, claimView } from '../digest/quiet-line.ts';
import type { Templates } from '../handlebars/templates.ts';
import { dateText, dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { joinedRuns, plainRun, type Run, type Runs, runIn } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';

/** What the page of the days ahead is made from. */
export type DatesPageInput = {
  publication: { id: string; title: string; description: string; language: string; postalAddress: string };
  /** The newest edition, which told them. */
  edition: { edition: string; number: number };
  told: Pick<ToldDigest, 'daysAhead' | 'daysGone'>;
  /** Whether there is a calendar of them. */
  calendar: boolean;
};

/** Puts the days ahead into a page for people. Pure. */
export type RenderDates = (input: DatesPageInput) => string;

type DayView = { day: string; date: string; before: string | null; statement: Run; meta: Runs };

/** What the template prints. */
export type DatesView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  description: string;
  heading: string;
  /** By which edition this is so, leading to it. */
  asOf: string;
  newest: string;
  days: DayView[];
  /** What was told within the last year and is no more. */
  gone: DayView[];
  calendar: boolean;
  words: Omit<Messages['datesPage'], 'asOf' | 'since'> & { archive: string; search: string };
  foot: { whyPage: string; postalAddress: string };
};

const name = 'dates.html.hbs';
const linkBeside =
  /^"(?:\.\.\/(?:index\.html|dates\.ics)|search\.html|\.\.\/(?:\.\.\/[a-z0-9-]+\/)?\d{4}-\d\d-\d\d\/index\.html(?:#[\w-]+)?)"$/;

/** Renders the page of the days ahead. Pure. @throws UnsafeLinkError for a link that leads out of the archive. */
export function renderDatesPage(
  input: DatesPageInput,
  { templates, messages }: { templates: Templates; messages: Messages },
): string {
  return refuseUnsafeLinks(templates.render(name, datesView(input, messages)), name, linkBeside);
}

/** Puts the days ahead into words, the next one first. */
export function datesView(
  { publication, edition: newest, told, calendar }: DatesPageInput,
  messages: Messages,
): DatesView {
  const { datesPage, locale, direction, words, foot, edition, feed, monthPage } = messages;
  const { title, description, language, postalAddress } = publication;
  const { asOf, since: _, ...own } = datesPage;
  const named = fill(edition.named, { number: String(newest.number), date: dayText(newest.edition, locale) });
  const gone = told.daysGone.filter(({ date }) => date >= newest.edition);
  return visibleStrings({
    ...{ language, direction, title, description },
    heading: fill(feed.dates, { title }),
    asOf: fill(asOf, { edition: named }),
    newest: `../${newest.edition}/index.html`,
    days: inOrder(told.daysAhead).map(day => dayView(day, publication, messages)),
    gone: inOrder(gone).map(day => goneView(day, publication, messages)),
    calendar,
    words: { ...own, archive: words.archive, search: monthPage.search },
    foot: { whyPage: fill(foot.whyPage, { title }), postalAddress },
  });
}

type Told = ToldDigest['daysAhead'][number];
type Of = Pick<DatesPageInput['publication'], 'id' | 'language'>;

function inOrder<Day extends { date: string }>(days: readonly Day[]): Day[] {
  return days.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}

function dayView({ date, what, label, attribution, fact, also }: Told, of: Of, messages: Messages): DayView {
  const numbers = [fact, ...also.map(other => other.fact)].map(one => [
    plainRun(one.number, placeOf(one, of)),
  ]);
  const claim: ClaimView | null =
    label && claimView({ label, statement: what, attribution }, { messages, language: of.language });
  // What weakens it stands before the words.
  const kind = label === null || claim?.before != null ? [] : [[plainRun(messages.labels[label].text)]];
  return {
    ...{ day: date, date: dayText(date, messages.locale), before: claim?.before ?? null },
    statement: runIn(what, of.language),
    meta: joinedRuns([...numbers, ...kind], messages.words.joint),
  };
}

function goneView(
  { date, what, fact, gone }: ToldDigest['daysGone'][number],
  of: Of,
  messages: Messages,
): DayView {
  const since = fill(messages.datesPage.since, { date: dateText(gone, messages.locale) });
  const number = [plainRun(fact.number, placeOf(fact, of))];
  return {
    ...{ day: date, date: dayText(date, messages.locale), before: null, statement: runIn(what, of.language) },
    meta: joinedRuns([number, [plainRun(since)]], messages.words.joint),
  };
}

/** The place of a fact, seen from the page. */
function placeOf({ number, edition, publication }: Told['fact'], { id }: Of): string {
  const folder = publication === undefined || publication === id ? '../' : `../../${publication}/`;
  return `${folder}${edition}/index.html#fact-${number}`;
}
