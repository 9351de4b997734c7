import type { WordsIn } from '../../articles/own-words.ts';
import type { DigestAttribution, Label } from '../../digest/digest.ts';
import { type ClaimView, claimView } from '../digest/quiet-line.ts';
import type { Templates } from '../handlebars/templates.ts';
import { dateText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, listRuns, plainRun, type Runs } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';

/** What became of a fact on a page, and where that can be read, relative to the page. */
export type ShownStanding = {
  /** The number that it has on the page. */
  number: string;
  /** Whose account alone it is about, of a fact that several articles made. */
  publisher: string | null;
  /** The edition that says so, and the place on its page. */
  said: { edition: string; editionNumber: number; page: string };
} & (
  | { kind: 'withdrawn' }
  | { kind: 'corrected'; right: { statement: WordsIn; label: Label; attribution: DigestAttribution } | null }
  | { kind: 'updated'; label: Label | null; by: string }
);

/** What is put into a page for one fact; of each template's print one is not null. */
export type StandingView = {
  /** Of the words, for pages that were sealed in another language. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** Whether the words of the page hold no longer. */
  wrong: boolean;
  /** What became of it, with what is right. */
  lines: { words: Runs; rightIs: string | null; right: ClaimView | null }[] | null;
  /** What stands before the old words, behind links to them, and at the end of their citation. */
  said: string | null;
  /** The space behind it, which Chinese has none of. */
  gap: string;
  beside: string | null;
  cited: string | null;
};

/** The summary at the top of a page. */
export type BannerView = { language: string; direction: 'ltr' | 'rtl'; parts: Runs[]; heading: string };

const name = 'standing.html.hbs';
const banner = 'banner.html.hbs';
/** Links lie in the page of an edition and lead to a later one, so that the archive can be read under any address. */
const linkBeside =
  /^"(?:#fact-\d+-\d+|(?:(?:\.\.\/){1,2}[a-z0-9/-]+\/index\.html)?#(?:fact|correction)-\d+-\d+(?:-[\w-]+)?)"$/;

/** How a page is put into words: `language` is the publication's. */
export type Rendering = { templates: Templates; messages: Messages; language: string };

/**
 * Renders what is put into a page for one fact: at its article, before its old words, behind links to it, behind its citation. Pure.
 * @param standings of one number, at least one.
 * @throws UnsafeLinkError for a link that leads out of the archive.
 */
export function renderStanding(
  standings: readonly ShownStanding[],
  { templates, messages, language: own }: Rendering,
) {
  const all = standingView(standings, messages, own);
  const none = { lines: null, said: null, beside: null, cited: null };
  const print = (part: Partial<StandingView>) => {
    if (Object.values(part).every(value => value === null)) return '';
    const { language, direction, wrong, gap } = all;
    const view: StandingView = { ...none, language, direction, wrong, gap, ...part };
    return refuseUnsafeLinks(templates.render(name, view), name, linkBeside).replace(/\n+$/u, '');
  };
  return {
    mark: print({ lines: all.lines }),
    said: print({ said: all.said }),
    beside: print({ beside: all.beside }),
    cited: print({ cited: all.cited }),
  };
}

/** What stands in the place of words that were taken down. Pure. @param on a day, such as `2026-11-23` */
export function renderGone(on: string, { templates, messages }: Rendering): string {
  const { locale, direction } = messages;
  const view = visibleStrings({ language: locale, direction, text: goneText(on, messages) });
  return templates.render('gone.html.hbs', view).trimEnd();
}

/** That words were taken down, and when. */
export function goneText(on: string, { standing, locale }: Messages): string {
  return fill(standing.takenDown, { date: dateText(on, locale) });
}

/** Puts into words what became of the facts under one number. */
export function standingView(
  standings: readonly ShownStanding[],
  messages: Messages,
  language: string,
): StandingView {
  const { standing: wording } = messages;
  const whole = standings.filter(({ publisher }) => publisher === null);
  const told = whole.find(isWrong) ?? whole.find(isOvertaken);
  const last = told ?? whole.at(-1) ?? standings.at(-1);
  const said = told ? (isWrong(told) ? wording.said : wording.before) : null;
  return visibleStrings({
    language: messages.locale,
    direction: messages.direction,
    wrong: told !== undefined && isWrong(told),
    lines: standings.map(one => lineOf(one, messages, language)),
    said: said?.trimEnd() ?? null,
    gap: said === null ? '' : said.slice(said.trimEnd().length),
    beside: last ? besideText(last, messages) : null,
    cited: last ? citedText(last, messages) : null,
  });
}

/** Whether what the page says was not right; what a later fact overtook was. */
function isWrong(standing: ShownStanding): boolean {
  return standing.kind === 'withdrawn' || (standing.kind === 'corrected' && standing.right !== null);
}

function isOvertaken(standing: ShownStanding): boolean {
  return standing.kind === 'updated' && standing.label !== null;
}

function lineOf(
  standing: ShownStanding,
  messages: Messages,
  language: string,
): NonNullable<StandingView['lines']>[number] {
  const { standing: wording, words, locale } = messages;
  const { said, publisher } = standing;
  const named = fill(wording.edition, {
    number: String(said.editionNumber),
    date: dateText(said.edition, locale),
  });
  const edition = plainRun(named, said.page);
  const right = standing.kind === 'corrected' ? standing.right : null;
  const line = (text: Runs) => ({
    words: text,
    rightIs: right ? words.right : null,
    right: right && claimView(right, { messages, language }),
  });
  if (standing.kind === 'updated') {
    const number = plainRun(standing.by, said.page);
    const of = { number, edition: plainRun(named) };
    if (standing.label === null) return line(fillRuns(wording.adds, of));
    return line(fillRuns(wording.updated, { ...of, label: messages.labels[standing.label].text }));
  }
  if (publisher !== null) return line(fillRuns(wording.of[standing.kind], { publisher, edition }));
  const kind = standing.kind === 'corrected' && right === null ? 'details' : standing.kind;
  return line(fillRuns(wording[kind], { edition }));
}

/** What one of several articles said says nothing of the fact, which the others still tell. */
function besideText(standing: ShownStanding, { standing: { beside }, labels }: Messages): string {
  if (standing.kind !== 'updated')
    return (standing.publisher === null ? beside : beside.ofOne)[standing.kind];
  return standing.label === null ? beside.adds : fill(beside.updated, { label: labels[standing.label].text });
}

function citedText(standing: ShownStanding, { standing: { cited }, edition }: Messages): string {
  if (standing.kind === 'updated') return fill(cited.updated, { number: standing.by });
  const number = String(standing.said.editionNumber);
  const words = standing.publisher === null ? cited : cited.ofOne;
  return fill(words[standing.kind], { edition: fill(edition.number, { number }) });
}

/** Renders the summary of what became of an edition's facts; empty if nothing did. @param standings in the order of their numbers */
export function renderBanner(
  standings: readonly ShownStanding[],
  { templates, messages }: Rendering,
): string {
  if (standings.length === 0) return '';
  const html = templates.render(banner, bannerView(standings, messages));
  return `\n${refuseUnsafeLinks(html, banner, linkBeside).trimEnd()}`;
}

/** Puts the summary into words: which facts were corrected, which withdrawn, which updated. One of whose accounts was withdrawn still stands. */
export function bannerView(standings: readonly ShownStanding[], messages: Messages): BannerView {
  const { banner: wording, locale, direction } = messages;
  const parts = (['corrected', 'withdrawn', 'updated'] as const).flatMap(kind => {
    const isOf = (one: ShownStanding) =>
      one.publisher !== null && one.kind === 'withdrawn' ? kind === 'corrected' : one.kind === kind;
    const numbers = [...new Set(standings.flatMap(one => (isOf(one) ? one.number : [])))];
    const links = numbers.map((number): Runs => [plainRun(number, `#fact-${number}`)]);
    return links.length === 0 ? [] : [fillRuns(wording[kind], { numbers: listRuns(links, locale) })];
  });
  return visibleStrings({ language: locale, direction, heading: wording.heading, parts });
}
