import type {
  Digest,
  DigestAttribution,
  DigestDetails,
  DigestFact,
  DigestSource,
  Label,
} from '../../digest/digest.ts';
import {
  fillRuns,
  framed,
  listRuns,
  listText,
  plainRun,
  type Run,
  type Runs,
  runIn,
} from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import { UnknownSourceError } from '../rendering-errors.ts';
import { knownDateRuns, type RenderContext, referenceRun } from './render-context.ts';

/** How firm the ground is, for the colour beside the words: settled, still open, somebody's voice, no longer in force. */
export type Tone = 'firm' | 'open' | 'voice' | 'ended';

/** What was claimed, with its label: what In brief, corrections and facts have in common. */
export type ClaimView = { label: string; tone: Tone; statement: Run };

/** A fact as the templates print it: every field is there, null or empty where the fact says nothing. */
export type FactView = ClaimView & {
  number: string;
  /** By which it can be linked to on a page: `fact-2-01`. */
  anchor: string;
  /** That it came late, what it updates, where it was reported before. */
  marks: Runs[];
  /** In quotation marks. */
  quote: Run | null;
  /** Who says so, and in which source. */
  credit: Runs;
  /** Other sources of this edition that say the same. */
  also: Runs | null;
  /** What is known of time, instrument, citation and places. */
  details: Runs[];
  primarySource: string | null;
  /** An editor's remark, signed. */
  remark: Runs | null;
};

const tones: Record<Label, Tone> = {
  proposed: 'open',
  final: 'firm',
  'in force': 'firm',
  suspended: 'ended',
  revoked: 'ended',
  measure: 'firm',
  planned: 'open',
  said: 'voice',
  reported: 'firm',
  expected: 'open',
  view: 'voice',
  background: 'firm',
};

/** Puts a fact into words. @throws UnknownSourceError when a letter is not in the digest's list of sources. */
export function factView(fact: DigestFact, digest: Digest, context: RenderContext): FactView {
  const { messages } = context;
  return {
    ...claimView(fact, context),
    number: fact.number,
    anchor: `fact-${fact.number}`,
    marks: marksOf(fact, context),
    credit: fillRuns(messages.fact.credit, {
      who: whoRuns(fact.attribution, context),
      source: sourceRun(fact.source, fact, digest, context),
    }),
    also: alsoOf(fact, digest, context),
    details: detailsOf(fact, context),
    ...extrasOf(fact, context),
  };
}

/** What stands apart from the other details. */
export function extrasOf(
  { quote: text, quoteLanguage, primarySource, why }: DigestDetails,
  { messages, language }: RenderContext,
): Pick<FactView, 'quote' | 'primarySource' | 'remark'> {
  return {
    quote:
      text === null ? null : framed(messages.fact.quoted, runIn({ text, language: quoteLanguage }, language)),
    primarySource,
    remark: why && fillRuns(messages.fact.remark, { remark: runIn(why.remark, language), by: why.by }),
  };
}

/** Label and statement of a claim. */
export function claimView(
  { label, statement }: Pick<DigestFact, 'label' | 'statement'>,
  { messages, language }: RenderContext,
): ClaimView {
  return { label: messages.labels[label].text, tone: tones[label], statement: runIn(statement, language) };
}

/** Who says so, as a phrase without a full stop. */
export function whoRuns({ who, how }: DigestAttribution, { messages, language }: RenderContext): Runs {
  return fillRuns(messages.attribution[how], { who: runIn(who, language) });
}

function marksOf(fact: DigestFact, context: RenderContext): Runs[] {
  const { late, follows, sameAs } = context.messages.fact;
  return [
    ...(fact.late ? [[plainRun(late)]] : []),
    ...(fact.follows ? [fillRuns(follows, { number: referenceRun(fact.follows, context) })] : []),
    ...(fact.sameAs ? [fillRuns(sameAs, { number: referenceRun(fact.sameAs, context) })] : []),
  ];
}

/** Who says so is said again only where it is somebody else. */
function alsoOf(fact: DigestFact, digest: Digest, context: RenderContext): Runs | null {
  if (fact.also.length === 0) return null;
  const { messages } = context;
  const mentions = fact.also.map(({ source, attribution }) => {
    const run = sourceRun(source, fact, digest, context);
    if (isSame(attribution, fact.attribution)) return [run];
    return fillRuns(messages.fact.alsoWho, { source: run, who: whoRuns(attribution, context) });
  });
  return fillRuns(messages.fact.also, { sources: listRuns(mentions, messages.locale) });
}

function isSame(a: DigestAttribution, b: DigestAttribution): boolean {
  return a.how === b.how && a.who.text === b.who.text;
}

/** What is known of time, instrument, citation and places. */
export function detailsOf(fact: DigestDetails, context: RenderContext): Runs[] {
  const { fact: wording, locale } = context.messages;
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const places = fact.jurisdictions.map(code => names.of(code) ?? code);
  const details: [string, string | Run | Runs | null][] = [
    [wording.occurred, fact.occurred && knownDateRuns(fact.occurred, context)],
    [wording.instrument, fact.instrument && runIn(fact.instrument, context.language)],
    [wording.citation, fact.citation],
    [wording.places, places.length === 0 ? null : listText(places, locale)],
  ];
  return details.flatMap(([message, text]) => (text === null ? [] : [fillRuns(message, { text })]));
}

function sourceRun(letter: string, fact: DigestFact, digest: Digest, { messages }: RenderContext): Run {
  const { publisher, url } = sourceOf(letter, fact, digest);
  return plainRun(fill(messages.fact.source, { letter, publisher }), url ?? null);
}

function sourceOf(letter: string, fact: DigestFact, digest: Digest): DigestSource {
  const source = digest.sources.find(listed => listed.letter === letter);
  if (!source) throw new UnknownSourceError(letter, fact, digest);
  return source;
}
