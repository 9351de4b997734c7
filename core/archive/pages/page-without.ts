import { factsOf } from '../../digest/digest.ts';
import type { ToldDigest } from '../../digest/told-digest.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import { goneSince } from '../../edition/months/taken-down.ts';
import type { PageFills } from '../../rendering/pages/page-fills.ts';
import { placeOf, type Standing } from '../standing/standings.ts';
import { barePage, type Cut, cutPage } from './cut-page.ts';

/**
 * The page of an edition without what was taken down of it. Where its words cannot be cut out, nothing of the page is left but that it was
 * taken down.
 * @param told what the edition told, whole.
 */
export function pageWithout(
  sealedPage: string,
  own: PastEdition,
  told: ToldDigest,
  { name, gone }: Pick<PageFills, 'name' | 'gone'>,
): string {
  const { takenDown } = own;
  if (!takenDown) return sealedPage;
  const bare = (on: string) => barePage(sealedPage, name, gone(on));
  if (takenDown.edition !== null) return bare(takenDown.edition);
  const last = Object.values(takenDown.facts).sort().at(-1) ?? '';
  return cutPage(sealedPage, cutOf(own, told), gone) ?? bare(last);
}

/** What an edition says of facts that were taken down. */
function cutOf(own: PastEdition, told: ToldDigest): Cut {
  const facts = goneFacts(own, told);
  const corrections = told.corrections.filter(({ id }) => goneSince(own, id) !== undefined);
  const days = told.daysAhead.filter(day => goneTellers(own, day).length > 0);
  const ofDays = days
    .flatMap(day => goneTellers(own, day))
    .map(({ id, fact }) => [fact.number, since(own, id)]);
  return {
    facts: new Map(facts.map(fact => [fact.number, since(own, ...[fact, ...fact.also].map(({ id }) => id))])),
    days: new Map([...facts.map(({ number, id }) => [number, since(own, id)]), ...ofDays] as [
      string,
      string,
    ][]),
    corrections: new Map(
      own.manifest.corrections.flatMap(entry =>
        goneSince(own, entry.fact) === undefined
          ? []
          : [[placeOf(own, entry).anchor, since(own, entry.fact)]],
      ),
    ),
    words: [
      ...[...facts, ...corrections.flatMap(({ said, right }) => [said, right ?? []].flat())].flatMap(wordsOf),
      ...corrections.flatMap(({ days: { said, right } }) => [...said, ...right]).map(({ what }) => what.text),
      ...days.map(({ what }) => what.text),
    ],
  };
}

/** What stands under one number goes as a whole: its words are of all the articles that say so. */
function goneFacts(own: PastEdition, told: ToldDigest) {
  return factsOf(told).filter(fact =>
    [fact, ...fact.also].some(({ id }) => goneSince(own, id) !== undefined),
  );
}

function goneTellers(own: PastEdition, day: ToldDigest['daysAhead'][number]) {
  return [day, ...day.also].filter(({ id }) => goneSince(own, id) !== undefined);
}

/** The day on which the first of these was taken down. */
function since(own: PastEdition, ...facts: string[]): string {
  return facts.flatMap(fact => goneSince(own, fact) ?? [])[0] ?? '';
}

function wordsOf({ statement, short }: { statement: { text: string }; short: { text: string } | null }) {
  return [statement.text, short?.text ?? ''];
}

/** What became of facts, but for those that are gone. */
export function standingsWithout<One extends Pick<Standing, 'fact' | 'number'>>(
  standings: readonly One[],
  own: PastEdition | undefined,
  told: ToldDigest | undefined,
): One[] {
  if (!own?.takenDown || !told) return [...standings];
  const { facts } = cutOf(own, told);
  return standings.filter(({ fact, number }) => goneSince(own, fact) === undefined && !facts.has(number));
}
