import type { DigestAttribution, Label } from '../../digest/digest.ts';
import { type ClaimView, claimView } from '../digest/quiet-line.ts';
import type { Templates } from '../handlebars/templates.ts';
import { dateText, dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, type Runs, runIn } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill, fillPlural } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';
import { chosenWords } from './month-page.ts';
import { goneText } from './standing-view.ts';

type Words = Readonly<Record<string, string>>;
type Claim = { statement: Words; label: Label; attribution: { who: Words; how: DigestAttribution['how'] } };

/** What an edition put right, as its line in the year's data says. */
export type YearCorrection = {
  kind: 'corrected' | 'withdrawn';
  number: string;
  /** The edition in which the fact had appeared. */
  appeared: string;
  page: string;
  publisher: string | null;
  said: Claim | null;
  right: Claim | null;
  reason: Words | null;
  takenDown?: string | undefined;
};

/** What the page of a year is made from; addresses are relative to it. */
export type YearPageInput = {
  publication: { title: string; description: string; language: string; postalAddress: string };
  /** Such as `2026`. */
  year: string;
  /** Those that put something right, newest first. */
  editions: readonly {
    edition: string;
    number: number;
    page: string;
    corrections: readonly YearCorrection[];
  }[];
};

/** Puts what a year's editions put right into a page for people. Pure. */
export type RenderYear = (input: YearPageInput) => string;

/** What was put right, leading to where the edition says so. */
export type PutRightView = {
  page: string;
  name: string;
  /** What stands here instead of words that were taken down; else null. */
  gone: string | null;
  whose: string | null;
  /** What had been said; null where the same is right, and only details of it were not. */
  said: ClaimView | null;
  right: ClaimView | null;
  /** That nothing takes its place, or that the statement stands. */
  note: string | null;
  reason: Runs | null;
  meta: string;
};

/** What the template prints. */
export type YearView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  description: string;
  heading: string;
  name: string;
  count: string;
  data: string;
  editions: { page: string; name: string; corrections: PutRightView[] }[];
  words: Pick<Messages['yearPage'], 'turns' | 'empty' | 'data'> &
    Pick<Messages['monthPage'], 'search'> & {
      archive: string;
      said: string;
      right: string;
    };
  foot: { whyPage: string; postalAddress: string };
};

const name = 'year.html.hbs';
const linkBeside =
  /^"(?:\.\.\/index\.html|search\.html|\d{4}-corrections\.jsonl|\.\.\/\d{4}-\d\d-\d\d\/index\.html(?:#[\w-]+)?)"$/;

/** Renders the page of a year. Pure. @throws UnsafeLinkError for a link that leads out of the archive. */
export function renderYearPage(
  input: YearPageInput,
  { templates, messages }: { templates: Templates; messages: Messages },
): string {
  return refuseUnsafeLinks(templates.render(name, yearView(input, messages)), name, linkBeside);
}

/** Puts a year into words. */
export function yearView({ publication, year, editions }: YearPageInput, messages: Messages): YearView {
  const { yearPage, monthPage, locale, direction, words, foot, edition: wording } = messages;
  const { title, description, language, postalAddress } = publication;
  const { turns, empty, data } = yearPage;
  const count = editions.reduce((sum, { corrections }) => sum + corrections.length, 0);
  return visibleStrings({
    ...{ language, direction, title, description },
    heading: fill(yearPage.heading, { title, year }),
    name: fill(yearPage.name, { year }),
    count: fillPlural(yearPage.count, count, locale),
    data: `${year}-corrections.jsonl`,
    editions: editions.map(({ edition, number, page, corrections }) => ({
      page,
      name: fill(wording.named, { number: String(number), date: dayText(edition, locale) }),
      corrections: corrections.map(one => putRight(one, language, messages)),
    })),
    words: {
      ...{ turns, empty, data, search: monthPage.search },
      ...{ archive: words.archive, said: words.said, right: words.right },
    },
    foot: { whyPage: fill(foot.whyPage, { title }), postalAddress },
  });
}

function putRight(one: YearCorrection, language: string, messages: Messages): PutRightView {
  const { kind, number, page, publisher, reason, takenDown } = one;
  const { yearPage, corrections, locale } = messages;
  const shown = (claim: Claim | null) =>
    claim && claimView(inOneLanguage(claim, language), { messages, language });
  const [said, right] = [shown(one.said), shown(one.right)];
  const isSame = said !== null && right !== null && sameWords(said, right);
  return {
    page,
    name: fill(yearPage[kind], { number }),
    gone: takenDown === undefined ? null : goneText(takenDown, messages),
    whose: publisher === null ? null : fill(corrections.whose, { publisher, number }),
    said: isSame ? null : said,
    right,
    note: takenDown !== undefined ? null : noteOf(kind, isSame, messages),
    reason:
      reason &&
      fillRuns(corrections.reason, { reason: runIn(chosenWords(reason, language, language), language) }),
    meta: fill(yearPage.appeared, { date: dateText(one.appeared, locale) }),
  };
}

function sameWords(said: ClaimView, right: ClaimView): boolean {
  return said.before === right.before && said.statement.text === right.statement.text;
}

function noteOf(
  kind: YearCorrection['kind'],
  isSame: boolean,
  { corrections, yearPage }: Messages,
): string | null {
  if (kind === 'withdrawn') return corrections.withdrawn;
  return isSame ? yearPage.details : null;
}

function inOneLanguage({ statement, label, attribution: { who, how } }: Claim, language: string) {
  return {
    ...{ label, statement: chosenWords(statement, language, language) },
    attribution: { who: chosenWords(who, language, language), how },
  };
}
