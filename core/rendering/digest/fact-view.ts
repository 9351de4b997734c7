import type {
  Appearance,
  DigestAttribution,
  DigestDetails,
  DigestFact,
  DigestUpdate,
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
import { UnknownSourceError } from '../rendering-errors.ts';
import { type ClaimView, claimView, type QuietLine, quietLine, whenRuns } from './quiet-line.ts';
import { type Citation, goingOn, type RenderContext, referenceRun, sourceRun } from './render-context.ts';

/** A fact as the templates print it: every field is there, null or empty where the fact says nothing. */
export type FactView = ClaimView &
  Omit<QuietLine, 'when'> & {
    number: string;
    /** By which it can be linked to on a page: `fact-2-01`. */
    anchor: string;
    /** In quotation marks. */
    quote: Run | null;
    /** The quote in our translation, where it stands in another language than the edition's. */
    translation: Runs | null;
    /** What it updates, that it came late, other sources, and what is known of instrument, citation and places; a phrase each. */
    details: Runs[];
    /** How its date was inferred and whom the article may mean, in a part that says all. */
    grounds: Runs[];
    primarySource: string | null;
    /** An editor's remark, signed. */
    remark: Runs | null;
    /** How it is cited, as text to copy; null in messages. */
    cite: Citation | null;
  };

/** What stands above a fact, and it need not say again: its number, or source, instrument and day. */
export type Above = { isNumbered?: boolean; isAnnounced?: boolean };

/** Puts a fact into words. @throws UnknownSourceError when a letter is not in the digest's list of sources. */
export function factView(
  fact: DigestFact,
  context: RenderContext,
  { isNumbered = false, isAnnounced = false }: Above = {},
): FactView {
  refuseUnknownSources(fact, context);
  const { label, attribution, source, occurred, number } = fact;
  const at = isNumbered ? null : { number, edition: context.edition };
  const claim = { label, attribution, source, occurred, number: at, announced: isAnnounced };
  const { opening, line, when } = quietLine(claim, context);
  return {
    ...claimView(fact, context),
    opening,
    line,
    number,
    anchor: `fact-${number}`,
    details: [
      ...relationsOf(fact, context),
      ...(when ? [when] : []),
      ...alsoOf(fact, context),
      ...detailsOf(
        { ...fact, occurred: null, ...(isAnnounced && { instrument: null }) },
        context,
        saidIn(fact),
      ),
    ],
    grounds: context.saysAll ? groundsOf(fact, context) : [],
    ...extrasOf(fact, context),
    cite: context.cite?.(number) ?? null,
  };
}

/** What stands apart from the other details. */
export function extrasOf(
  { quote: text, quoteLanguage, quoteIn, primarySource, why }: DigestDetails,
  { messages, language }: RenderContext,
): Pick<FactView, 'quote' | 'translation' | 'primarySource' | 'remark'> {
  return {
    quote:
      text === null ? null : framed(messages.fact.quoted, runIn({ text, language: quoteLanguage }, language)),
    translation:
      text === null || !quoteIn
        ? null
        : fillRuns(messages.fact.translated, { text: runIn(quoteIn, language) }),
    primarySource,
    remark: why && fillRuns(messages.fact.remark, { remark: runIn(why.remark, language), by: why.by }),
  };
}

/**
 * What is known of time, instrument, citation and places, a phrase each; of places those that others of the edition do not share.
 * @param said what the fact says already: a place that stands there is not named again.
 */
export function detailsOf(fact: DigestDetails, context: RenderContext, said = ''): Runs[] {
  const { fact: wording, locale } = context.messages;
  const places = placesOf(fact.jurisdictions, context, said);
  const details: [string, string | Run | null][] = [
    [wording.instrument, fact.instrument && runIn(fact.instrument, context.language)],
    [wording.citation, fact.citation],
    [wording.places, places.length === 0 ? null : listText(places, locale)],
  ];
  return [
    ...(fact.occurred ? [whenRuns('measure', fact.occurred, context)] : []),
    ...details.flatMap(([message, text]) => (text === null ? [] : [fillRuns(message, { text })])),
  ];
}

function groundsOf({ occurred, attribution }: DigestFact, { messages, language }: RenderContext): Runs[] {
  const { because } = occurred?.basis === 'inferred' ? occurred : { because: null };
  const unclear = attribution.how === 'unclear' ? attribution.who : null;
  return [
    ...(because ? [fillRuns(messages.fact.ground, { because: goingOn(runIn(because, language)) })] : []),
    ...(unclear ? [fillRuns(messages.fact.whom, { who: goingOn(runIn(unclear, language)) })] : []),
  ];
}

function placesOf(
  codes: readonly string[],
  { messages, sharedPlaces }: RenderContext,
  said: string,
): string[] {
  const named = (style: 'long' | 'short') =>
    new Intl.DisplayNames(messages.locale, { type: 'region', style });
  const [long, short] = [named('long'), named('short')];
  const isSaid = (name = '') => standsIn(said, name);
  return codes
    .filter(code => !sharedPlaces.has(code) && !isSaid(long.of(code)) && !isSaid(short.of(code)))
    .map(code => long.of(code) ?? code);
}

/** A name as a word of its own, where words are set apart at all. */
function standsIn(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0 || name === '') return false;
  const neighbours = `${text.charAt(at - 1)} ${text.charAt(at + name.length)}`;
  return /\p{Script=Han}/u.test(name) || !/\p{Script=Latin}/u.test(neighbours);
}

function saidIn({ statement, attribution }: DigestFact): string {
  return `${statement.text} ${attribution.who.text}`;
}

/** That it came late, what it updates and what that was, said once of all that were the same, and where it was reported before. */
function relationsOf(fact: DigestFact, context: RenderContext): Runs[] {
  const { messages } = context;
  const { late, updates, updatesFrom, updatesSeveral, sameAs } = messages.fact;
  const updated: readonly (Appearance & Pick<DigestUpdate, 'was'>)[] =
    fact.updates.length > 0 || !fact.follows ? fact.updates : [{ ...fact.follows, was: null }];
  return [
    ...(fact.late ? [[plainRun(late)]] : []),
    ...[...Map.groupBy(updated, ({ was }) => was)].map(([was, alike]) => {
      const runs = alike.map(({ was: _, ...at }): Runs => [referenceRun(at, context)]);
      const numbers = listRuns(runs, messages.locale);
      if (was === null) return fillRuns(updates, { number: numbers });
      const label = messages.labels[was].text;
      return alike.length === 1
        ? fillRuns(updatesFrom, { number: numbers, label })
        : fillRuns(updatesSeveral, { numbers, label });
    }),
    ...(fact.sameAs ? [fillRuns(sameAs, { number: referenceRun(fact.sameAs, context) })] : []),
  ];
}

/** Who says so is said again only where it is somebody else. */
function alsoOf(fact: DigestFact, context: RenderContext): Runs[] {
  if (fact.also.length === 0) return [];
  const { messages, language } = context;
  const mentions = fact.also.map(({ source, attribution }): Runs => {
    const run = sourceRun(source, context);
    if (isSame(attribution, fact.attribution)) return [run];
    return fillRuns(messages.fact.alsoWho, {
      source: run,
      who: otherRuns(attribution, { messages, language }),
    });
  });
  return [fillRuns(messages.fact.also, { sources: listRuns(mentions, messages.locale) })];
}

/** Who says so in another article, beside its letter. */
function otherRuns(
  { who, how }: DigestAttribution,
  { messages, language }: Pick<RenderContext, 'messages' | 'language'>,
): Runs {
  return fillRuns(messages.attribution.elsewhere[how], { who: runIn(who, language) });
}

function isSame(a: DigestAttribution, b: DigestAttribution): boolean {
  return a.how === b.how && a.who.text === b.who.text;
}

function refuseUnknownSources(fact: DigestFact, { edition, sources }: RenderContext): void {
  for (const letter of [fact.source, ...fact.also.map(mention => mention.source)])
    if (!sources.some(listed => listed.letter === letter))
      throw new UnknownSourceError(letter, fact, { edition, sources: [...sources] });
}
