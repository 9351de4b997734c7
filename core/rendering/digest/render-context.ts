import {
  type Appearance,
  type Digest,
  type DigestDate,
  type DigestSource,
  factsOf,
} from '../../digest/digest.ts';
import { dateText, shortDateText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, plainRun, type Run, type Runs, runIn } from '../language/runs.ts';
import { fill } from '../language/wording.ts';

/** What putting something into words depends on besides the thing itself. */
export type RenderContext = {
  /** The publication's. */
  language: string;
  messages: Messages;
  /** Where a fact of this or another edition can be read, for readers of this part; null where nothing can be linked. */
  linkTo: (reference: Appearance) => string | null;
  /** The edition's, whose name and sources facts are looked up in. */
  edition: string;
  sources: readonly Pick<DigestSource, 'letter' | 'publisher' | 'url'>[];
  /** All facts come from one source, which is named once for all of them. */
  hasOneSource: boolean;
  /** Country codes that most facts share, and no fact needs to repeat. */
  sharedPlaces: ReadonlySet<string>;
  /** This part also says what a message leaves to the page it links to: how dates were inferred, hashes, how we read. */
  saysAll: boolean;
  /** How a fact of this edition is cited; null in parts that are no place to cite from. */
  cite: ((number: string) => Citation) | null;
};

/** What to copy, and what that is called. */
export type Citation = { name: string; text: string };

/** What all of an edition's words have in common. */
export function contextOf(
  digest: Digest,
  {
    messages,
    linkTo,
    saysAll,
    isPage = false,
    address = null,
  }: Pick<RenderContext, 'messages' | 'linkTo' | 'saysAll'> & { isPage?: boolean; address?: string | null },
): RenderContext {
  return {
    language: digest.publication.language,
    messages,
    linkTo,
    edition: digest.edition,
    sources: digest.sources,
    hasOneSource: digest.sources.length === 1 && digest.counts.facts > 0,
    sharedPlaces: sharedPlaces(digest),
    saysAll,
    cite: isPage ? number => citationOf(number, digest, address, messages) : null,
  };
}

/** `China Tech & Controls 1-06, 23 November 2026`, with the address where there is one. */
function citationOf(
  number: string,
  { publication, edition }: Digest,
  address: string | null,
  { standing, locale }: Messages,
): Citation {
  const values = { title: publication.title, number, date: dateText(edition, locale) };
  const text =
    address === null
      ? fill(standing.citation, values)
      : fill(standing.citationAt, { ...values, address: `${address}#fact-${number}` });
  return { name: fill(standing.cite, { number }), text };
}

/** Those of more than half of the facts that name any; a fact alone shares none. */
function sharedPlaces(digest: Digest): Set<string> {
  const placed = factsOf(digest).filter(({ jurisdictions }) => jurisdictions.length > 0);
  const all = placed.flatMap(({ jurisdictions }) => [...new Set(jurisdictions)]);
  const times = Map.groupBy(all, code => code);
  return new Set(
    [...times].flatMap(([code, { length }]) => (length > 1 && length > placed.length / 2 ? code : [])),
  );
}

/** A date with its reason: `October 2022`, or `October 2022 (inferred: it names the Party Congress)`. */
export function knownDateRuns(known: DigestDate, { language, messages }: RenderContext): Runs {
  const date = dateText(known.date, messages.locale);
  if (known.basis === 'stated' || known.because === null) return [plainRun(date)];
  return fillRuns(messages.fact.because, { date, because: goingOn(runIn(known.because, language)) });
}

/** A date in a few words, which say whether it was inferred: `16 Oct 2022 (date inferred)`. */
export function shortDate({ date, basis }: DigestDate, { messages }: RenderContext): string {
  const text = shortDateText(date, messages.locale);
  return basis === 'inferred' ? fill(messages.fact.inferred, { date: text }) : text;
}

/** A date that says whether it was inferred, in a sentence: `October 2022 (date inferred)`. */
export function datedText({ date, basis }: DigestDate, { messages }: RenderContext): string {
  const text = dateText(date, messages.locale);
  return basis === 'inferred' ? fill(messages.fact.inferred, { date: text }) : text;
}

/** A text that goes on in a sentence of ours, without a full stop of its own. */
export function withoutStop(text: string): string {
  return text.replace(/[.。]$/u, '');
}

/** Words that go on in a sentence of ours. */
export function goingOn(run: Run): Run {
  return { ...run, text: withoutStop(run.text) };
}

/** The number of a fact, leading to it where that is possible. */
export function referenceRun(reference: Appearance, { linkTo }: Pick<RenderContext, 'linkTo'>): Run {
  return plainRun(reference.number, linkTo(reference));
}

/** A source as facts name it: by its letter, leading to its address if it has one, or, where it is the only one, as the article. */
export function sourceRun(letter: string, { messages, sources, hasOneSource }: RenderContext): Run {
  if (hasOneSource) return plainRun(messages.fact.onlySource);
  const url = sources.find(source => source.letter === letter)?.url ?? null;
  return plainRun(fill(messages.fact.source, { letter }), url);
}

/** The number of the edition that carried a fact, known from the fact's: `1-04` stands in No. 1. */
export function editionNumber({ number }: Appearance): number {
  return Number(number.slice(0, number.lastIndexOf('-')));
}
