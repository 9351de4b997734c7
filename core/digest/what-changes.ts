import { type Fact, followedBy } from '../articles/fact.ts';
import { type OwnWords, wordsIn } from '../articles/own-words.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import type { DigestCorrection, DigestDay, DigestDetails } from './digest.ts';
import type { Amended } from './past.ts';
import { type ShownFact, showFact } from './show-fact.ts';

/** What of an amended fact is compared. */
type Change = Pick<Amended, 'published' | 'right' | 'before'>;

/** Details of which readers were told none. */
const noDetails: DigestDetails = {
  quote: null,
  quoteLanguage: '',
  quoteIn: null,
  instrument: null,
  citation: null,
  primarySource: null,
  occurred: null,
  jurisdictions: [],
  why: null,
};

/**
 * Whether readers of a publication see any change when a fact is corrected. Another topic, importance or a language that it lacked is no
 * change for them, and neither is a fact that is again what they were told. A headline is one if they were shown it. If the log does not
 * have what they were told, it counts as a change.
 */
export function changesAnything(change: Change, language: string): boolean {
  const { published, right, before } = change;
  if (published.told.withdrawn !== null || right === null)
    return (published.told.withdrawn === null) !== (right !== null);
  if (before === undefined) return true;
  const headline = published.said.short;
  if (headline !== null && right.fact.short?.[headline.language] !== headline.text) return true;
  const [was, is] = [before, right.fact].map(fact => {
    const words = inWordsSeen(fact, before, change, language);
    const { entities, importance, short, data, ...shown } = showFact(words, right.article, language);
    const { statement, label, attribution } = shown;
    const seen = published.mentioned ? { statement, label, attribution } : shown;
    const named = { follows: followedBy(fact).sort(), sameAs: fact.sameAs };
    return { ...seen, days: daysOf(words, language), ...named };
  });
  return !same(was, is);
}

/** What differs between what was shown of a fact besides its statement and what is right. */
export function differences(change: Change, language: string): Pick<DigestCorrection, 'details' | 'days'> {
  const { published, right, before } = change;
  if (right === null || before === undefined) return { details: null, days: { said: [], right: [] } };
  const days = { said: daysOf(before, language), right: daysOf(right.fact, language) };
  const is = inWordsSeen(right.fact, before, change, language);
  const show = (fact: Fact) => showFact(fact, right.article, language);
  return {
    details: published.mentioned ? null : differingDetails(show(before), show(is)),
    days: same(days.said, daysOf(is, language)) ? { said: [], right: [] } : days,
  };
}

/** A fact in the words that readers saw of it before, wherever it has those: then only what they saw can differ. */
function inWordsSeen(fact: Fact, before: Fact, { published }: Change, language: string): Fact {
  const { occurred, instrument, why, quoteIn, dates, attribution } = fact;
  const { statement } = published.said;
  const isSaid = before.statement[statement.language] === statement.text;
  const keep = (is: OwnWords, was: OwnWords | undefined, seen?: string) =>
    was === undefined ? is : onlyIn(is, seen ?? wordsIn(was, language).language);
  const keepDay = (day: Day) => {
    const isThis = (was: Day) => was.date === day.date && saysStill(day.what, was.what, language);
    return { ...day, what: keep(day.what, before.dates?.find(isThis)?.what) };
  };
  return {
    ...fact,
    statement: keep(fact.statement, before.statement, isSaid ? statement.language : undefined),
    attribution: { ...attribution, who: keep(attribution.who, before.attribution.who) },
    instrument: instrument && keep(instrument, before.instrument),
    occurred: occurred?.because
      ? { ...occurred, because: keep(occurred.because, before.occurred?.because) }
      : occurred,
    why: why && { remark: keep(why.remark, before.why?.remark), by: keep(why.by, before.why?.by) },
    dates: dates?.map(keepDay),
    quoteIn: before.quoteIn?.[language] === undefined ? undefined : quoteIn,
  } as Fact;
}

type Day = NonNullable<Fact['dates']>[number];

/** The words in one language alone, if they are in it at all. */
function onlyIn(words: OwnWords, language: string): OwnWords {
  const byLanguage = typeof words === 'string' ? { [wordsIn(words, language).language]: words } : words;
  const text = byLanguage[language];
  return text === undefined ? words : { [language]: text };
}

function saysStill(is: OwnWords, was: OwnWords, language: string): boolean {
  const seen = wordsIn(was, language);
  return same(wordsIn(onlyIn(is, seen.language), language), seen);
}

function differingDetails(was: ShownFact, is: ShownFact): DigestDetails | null {
  const names = Object.keys(noDetails) as (keyof DigestDetails)[];
  const differing = names.filter(name => !same(was[name], is[name]));
  if (differing.length === 0) return null;
  const details = Object.fromEntries(differing.map(name => [name, was[name]]));
  return { ...noDetails, quoteLanguage: was.quoteLanguage, ...details };
}

function daysOf({ dates = [] }: Fact, language: string): DigestDay[] {
  return dates.map(({ date, what }) => ({ date, what: wordsIn(what, language) }));
}

function same(one: unknown, other: unknown): boolean {
  return canonicalJson([one]) === canonicalJson([other]);
}
