import type { WordsIn } from '../../articles/own-words.ts';
import type { DigestAttribution, Label } from '../../digest/digest.ts';
import type { Templates } from '../handlebars/templates.ts';
import { dateText, dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, plainRun, type Run, type Runs, runIn } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill, fillPlural } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';

type Words = Readonly<Record<string, string>>;

/** What became of a fact, as its line in the month's data says. */
export type MonthStanding = {
  kind: 'corrected' | 'withdrawn' | 'updated';
  publisher: string | null;
  by: { edition: string; editionNumber: number; number: string; page: string };
  right?: { statement: Words } | null | undefined;
  label?: Label | null | undefined;
};

/** A fact as its line in the month's data has it. */
export type MonthFact = {
  number: string;
  page: string;
  statement: Words;
  language: string;
  label: Label;
  attribution: { who: Words; how: DigestAttribution['how'] };
  source: { publisher: string };
  standing: MonthStanding | null;
  alsoSince?: readonly MonthStanding[] | undefined;
};

/** A fact of an earlier edition that one of the month put right, and where it says so. */
export type MonthCorrection = {
  number: string;
  page: string;
  kind: 'correction' | 'retraction';
  /** What is right, or what was withdrawn; null where neither is known. */
  statement: WordsIn | null;
};

/** An edition of the month. */
export type MonthEdition = {
  edition: string;
  number: number;
  page: string;
  facts: readonly MonthFact[];
  corrections: readonly MonthCorrection[];
};

/** What the page of a month is made from; addresses are relative to it. */
export type MonthPageInput = {
  publication: { title: string; description: string; language: string; postalAddress: string };
  /** Such as `2026-11`. */
  month: string;
  previous: { month: string; page: string } | null;
  next: { month: string; page: string } | null;
  /** Newest first. */
  editions: readonly MonthEdition[];
};

/** Puts the facts of a month into a page for people. Pure. */
export type RenderMonth = (input: MonthPageInput) => string;

/** A line of the page: a fact or what was put right, leading to its permanent place. */
export type MonthLine = { page: string; statement: Run; standing: Runs[]; meta: string };

/** What the template prints. */
export type MonthView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  description: string;
  heading: string;
  month: string;
  facts: string;
  data: string;
  /** What the editions of its year put right. */
  year: { page: string; text: string };
  previous: { page: string; text: string } | null;
  next: { page: string; text: string } | null;
  editions: { page: string; name: string; facts: MonthLine[]; corrections: MonthLine[] }[];
  words: Pick<Messages['monthPage'], 'turns' | 'search' | 'corrections' | 'empty' | 'data'> & {
    archive: string;
  };
  foot: { whyPage: string; postalAddress: string };
};

type Wording = { templates: Templates; messages: Messages };

const name = 'month.html.hbs';
/** The page lies among the months, beside the folders of editions, or of those under a former id. */
const linkBeside =
  /^"(?:\.\.\/index\.html|search\.html|\d{4}-corrections\.html|\d{4}-\d\d\.jsonl|(?:\.\.\/\.\.\/[a-z0-9-]+\/all\/)?\d{4}-\d\d\.html|\.\.\/(?:\.\.\/[a-z0-9-]+\/)?\d{4}-\d\d-\d\d\/index\.html(?:#[\w-]+)?)"$/;

/** Renders the page of a month. Pure. @throws UnsafeLinkError for a link that leads out of the archive. */
export function renderMonthPage(input: MonthPageInput, { templates, messages }: Wording): string {
  return refuseUnsafeLinks(templates.render(name, monthView(input, messages)), name, linkBeside);
}

/** Puts a month into words. */
export function monthView(input: MonthPageInput, messages: Messages): MonthView {
  const { publication, month, editions } = input;
  const { monthPage, locale, direction, words, foot, edition: wording } = messages;
  const { title, description, language, postalAddress } = publication;
  const { turns, search, corrections, empty, data } = monthPage;
  const year = month.slice(0, '2026'.length);
  const count = editions.reduce((sum, { facts }) => sum + facts.length, 0);
  const turn = (to: MonthPageInput['next'], message: string) =>
    to && { page: to.page, text: fill(message, { month: dateText(to.month, locale) }) };
  return visibleStrings({
    ...{ language, direction, title, description },
    heading: fill(monthPage.heading, { title, month: dateText(month, locale) }),
    month: dateText(month, locale),
    facts: fillPlural(wording.facts, count, locale),
    data: `${month}.jsonl`,
    year: { page: `${year}-corrections.html`, text: fill(monthPage.year, { year }) },
    previous: turn(input.previous, monthPage.previous),
    next: turn(input.next, monthPage.next),
    editions: editions.map(({ edition, number, page, facts, ...rest }) => ({
      page,
      name: fill(wording.named, { number: String(number), date: dayText(edition, locale) }),
      facts: facts.map(fact => factLine(fact, language, messages)),
      corrections: rest.corrections.map(one => correctionLine(one, language, messages)),
    })),
    words: { turns, search, corrections, empty, data, archive: words.archive },
    foot: { whyPage: fill(foot.whyPage, { title }), postalAddress },
  });
}

function factLine(fact: MonthFact, language: string, messages: Messages): MonthLine {
  const { number, page, label, attribution, source, standing, alsoSince = [] } = fact;
  const who = chosenWords(attribution.who, language, fact.language).text;
  const parts = [
    number,
    messages.labels[label].text,
    fill(messages.attribution.elsewhere[attribution.how], { who }),
    ...(source.publisher === '' ? [] : [source.publisher]),
  ];
  const said = chosenWords(fact.statement, language, fact.language);
  return {
    page,
    statement: runIn(said, language),
    standing: [...(standing ? [standing] : []), ...alsoSince].flatMap(one =>
      standingLines(one, language, messages),
    ),
    meta: parts.join(messages.words.joint),
  };
}

function standingLines(one: MonthStanding, language: string, messages: Messages): Runs[] {
  const { standing, locale, labels, words } = messages;
  const { by, kind, publisher, right, label } = one;
  const date = dateText(by.edition, locale);
  const edition = plainRun(fill(standing.edition, { number: String(by.editionNumber), date }), by.page);
  const isOfOne = kind !== 'updated' && publisher !== null;
  if (isOfOne) return [fillRuns(standing.of[kind], { publisher, edition })];
  if (kind === 'withdrawn') return [fillRuns(standing.withdrawn, { edition })];
  if (kind === 'corrected') {
    if (!right) return [fillRuns(standing.details, { edition })];
    const is = runIn(chosenWords(right.statement, language, language), language);
    return [fillRuns(standing.corrected, { edition }), [plainRun(words.right), is]];
  }
  const number = by.number;
  if (!label) return [fillRuns(standing.adds, { number, edition })];
  return [fillRuns(standing.updated, { label: labels[label].text, number, edition })];
}

function correctionLine(one: MonthCorrection, language: string, messages: Messages): MonthLine {
  const { number, page, kind, statement } = one;
  const is = messages.corrections[kind];
  return {
    page,
    statement: statement === null ? plainRun(number) : runIn(statement, language),
    standing: [],
    meta: [number, is].join(messages.words.joint),
  };
}

/** Words in the publication's language, else as they were shown, else the first that there are. */
export function chosenWords(words: Words, language: string, shown: string): WordsIn {
  const [first = [shown, '']] = Object.entries(words);
  const found = [language, shown].find(tag => words[tag] !== undefined);
  return found === undefined
    ? { language: first[0], text: first[1] }
    : { language: found, text: words[found] ?? '' };
}
