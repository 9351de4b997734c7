import type { Fact } from '../articles/article-file.ts';
import { wordsIn } from '../articles/own-words.ts';
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
  instrument: null,
  citation: null,
  primarySource: null,
  occurred: null,
  jurisdictions: [],
  why: null,
};

/**
 * Whether readers of a publication see any change when a fact is corrected. Another topic, importance or translation is no change for
 * them, and neither is a fact that is again what they were told. If the log does not have what they were told, it counts as a change.
 */
export function changesAnything({ published, right, before }: Change, language: string): boolean {
  if (published.told.withdrawn !== null || right === null)
    return (published.told.withdrawn === null) !== (right !== null);
  if (before === undefined) return true;
  const [was, is] = [before, right.fact].map(fact => {
    const { entities, importance, ...shown } = showFact(fact, right.article, language);
    const { statement, label, attribution } = shown;
    const seen = published.mentioned ? { statement, label, attribution } : shown;
    return { ...seen, days: daysOf(fact, language), follows: fact.follows, sameAs: fact.sameAs };
  });
  return !same(was, is);
}

/** What differs between what was shown of a fact besides its statement and what is right. */
export function differences(
  { published, right, before }: Change,
  language: string,
): Pick<DigestCorrection, 'details' | 'days'> {
  if (right === null || before === undefined) return { details: null, days: { said: [], right: [] } };
  const days = { said: daysOf(before, language), right: daysOf(right.fact, language) };
  const show = (fact: Fact) => showFact(fact, right.article, language);
  return {
    details: published.mentioned ? null : differingDetails(show(before), show(right.fact)),
    days: same(days.said, days.right) ? { said: [], right: [] } : days,
  };
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
