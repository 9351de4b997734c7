import type { WordsIn } from '../../articles/own-words.ts';
import { type DigestAttribution, factsOf, type Label } from '../../digest/digest.ts';
import { overtakenBy } from '../../digest/standing.ts';
import { readToldDigest, type ToldDigest, toldOf } from '../../digest/told-digest.ts';
import type { EditionSources } from '../../edition/chain-manifests.ts';
import { archiveKey } from '../../edition/damage.ts';
import type { Manifest } from '../../edition/manifest.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import { goneSince } from '../../edition/months/taken-down.ts';
import { carrierOf, digestOf, digestTextOf } from '../../edition/past/published-facts.ts';
import type { EditionKey } from '../../publication/plan.ts';
import { type PlacedUpdate, standingUpdates } from './history.ts';

/** An edition that says what became of a fact, and the place on its page. */
export type Place = EditionKey & { editionNumber: number; anchor: string };

/** What is right by now, and who says so: what nobody named says is no firmer for being right. */
export type Right = {
  statement: WordsIn;
  label: Label;
  attribution: DigestAttribution;
  /** The statement in every language that it has; corrections of before do not say. */
  statements?: Readonly<Record<string, string>>;
};

/** What has become of a fact that an edition carried; what stands as it was told has none. */
export type Standing = {
  /** Id of the fact, its number, and where it may be found under it. */
  fact: string;
  number: string;
  /** Whose account alone it is about, of a fact that several articles made. */
  publisher: string | null;
  said: Place;
} & (
  | { kind: 'withdrawn' }
  /** `right` is null where the statement stands, and only details of it were put right. */
  | { kind: 'corrected'; right: Right | null }
  /** `label` says what the fact is by now; null where a later one adds to it and leaves it as it was. */
  | { kind: 'updated'; label: Label | null; by: string }
);

/** Reads what editions told, each once, whoever asks. */
export type Digests = (edition: PastEdition) => Promise<ToldDigest>;

/** Opens the digests of editions: as they were sealed, whatever became of their files. */
export function digestsOf(sources: EditionSources): Digests {
  const read = new Map<string, ToldDigest>();
  return async edition => digestWithout(await digestOf(sources, carrierOf(edition), read), edition);
}

/** What an edition told, without what was taken down of it. */
export function digestWithout<
  Told extends Pick<ToldDigest, 'sections' | 'views' | 'corrections' | 'daysAhead' | 'daysGone'>,
>(told: Told, edition: PastEdition): Told {
  if (!edition.takenDown) return told;
  const stays = ({ id }: { id: string }) => goneSince(edition, id) === undefined;
  const all = ({ id, also }: { id: string; also: readonly { id: string }[] }) =>
    stays({ id }) && also.every(stays);
  return {
    ...told,
    sections: told.sections.map(section => ({ ...section, facts: section.facts.filter(all) })),
    views: told.views.filter(all),
    corrections: told.corrections.filter(stays),
    daysAhead: told.daysAhead.filter(all),
    daysGone: told.daysGone.filter(stays),
  };
}

/** The bytes of digests, each read once, whoever asks for what. */
export type DigestTexts = (edition: PastEdition) => Promise<string>;

/** Reads digests' bytes as they were sealed, whatever became of their files. */
export function digestTextsOf(sources: EditionSources): DigestTexts {
  const read = new Map<string, Promise<string>>();
  return edition => {
    const { publication, manifest } = edition;
    const place = `${publication}/${manifest.edition}`;
    const text = read.get(place) ?? digestTextOf(sources, carrierOf(edition));
    read.set(place, text);
    return text;
  };
}

/** What digests told, by their bytes. */
export function digestsBy(texts: DigestTexts): Digests {
  return async edition =>
    digestWithout(
      readToldDigest(
        await texts(edition),
        archiveKey(edition.publication, `${edition.manifest.edition}/digest.json`),
      ),
      edition,
    );
}

/**
 * What has become of the facts of one edition, in the order of their numbers: of each the last that was said of it. A withdrawal of the
 * fact itself comes before what updates it.
 */
export async function standingsOf(
  { publication, edition }: EditionKey,
  history: History,
  digests: Digests,
): Promise<Standing[]> {
  const own = history.find(past => past.publication === publication && past.manifest.edition === edition);
  const each: Standing[] = [];
  for (const amendment of lastCorrections(edition, history)) {
    const told = own && toldOf(await digests(own), amendment.entry.fact)?.said;
    each.push(await standingAfter(amendment, told, digests));
  }
  const putRight = own && each.length > 0 ? withdrawnWhole(each, await digests(own)) : each;
  const gone = putRight.filter(({ kind }) => kind === 'withdrawn');
  const isGone = ({ fact, number }: Standing) =>
    gone.some(one => one.fact === fact || (one.number === number && one.publisher === null));
  const updated = updatesOf(edition, history).filter(update => !isGone(update));
  const all = [...putRight, ...updated];
  // Of facts under one number the same is said once; but what adds to one of them must not hide what overtook another.
  const labelIn = (one: Standing) => ('label' in one ? one.label : null);
  const keyOf = (one: Standing) => JSON.stringify([one.kind, one.number, one.said, labelIn(one)]);
  return [...new Map(all.map(one => [keyOf(one), one])).values()].sort((a, b) => countIn(a) - countIn(b));
}

/** Of a number whose every account was withdrawn, the last withdrawal is of the fact itself. */
function withdrawnWhole(putRight: readonly Standing[], told: ToldDigest): Standing[] {
  const accounts = putRight.filter(({ kind, publisher }) => kind === 'withdrawn' && publisher !== null);
  const isLast = (one: Standing) => {
    const item = factsOf(told).find(({ number }) => number === one.number);
    const all = accounts.filter(({ number }) => number === one.number);
    const newest = Math.max(...all.map(({ said }) => said.editionNumber));
    return (
      item !== undefined &&
      [item, ...item.also].every(({ id }) => all.some(({ fact }) => fact === id)) &&
      one === all.findLast(({ said }) => said.editionNumber === newest)
    );
  };
  return putRight.map(one => (accounts.includes(one) && isLast(one) ? { ...one, publisher: null } : one));
}

/** The place of a number within its edition: `1-101` comes after `1-99`. */
function countIn({ number }: Standing): number {
  return Number(number.slice(number.lastIndexOf('-') + 1));
}

/** What a manifest says of a fact that its edition puts right. */
export type Entry = Manifest['corrections'][number];
/** That an edition puts a fact right, or withdraws it. */
export type Amendment = { by: PastEdition; entry: Entry };

/** What was said last of each fact of an edition that later ones put right. */
function lastCorrections(edition: string, history: History): Amendment[] {
  const last = new Map<string, Amendment>();
  for (const by of history)
    for (const entry of by.manifest.corrections)
      if (entry.edition === edition) last.set(entry.fact, { by, entry });
  return [...last.values()];
}

/** Where an edition says so. */
export function placeOf(by: PastEdition, { number, anchor = `correction-${number}` }: Entry): Place {
  const { edition, number: editionNumber } = by.manifest;
  return { publication: by.publication, edition, editionNumber, anchor };
}

/** @param told what the page says, where it says it. */
async function standingAfter(
  { by, entry }: Amendment,
  told: Right | null | undefined,
  digests: Digests,
): Promise<Standing> {
  const { fact, number, publisher = null } = entry;
  const place = { fact, number, publisher, said: placeOf(by, entry) };
  if (entry.kind === 'retraction') return { ...place, kind: 'withdrawn' };
  const right = rightIn(await digests(by), fact);
  return { ...place, kind: 'corrected', right: right && told && isSame(told, right) ? null : right };
}

/** What has become of what an edition itself put right: the last that later ones say of it, by the anchor that it has on its page. */
export async function correctionStandings(
  { publication, edition }: EditionKey,
  history: History,
  digests: Digests,
): Promise<Map<string, Standing>> {
  const at = history.findIndex(past => past.publication === publication && past.manifest.edition === edition);
  const own = history[at];
  const standings = new Map<string, Standing>();
  if (!own) return standings;
  const later = history
    .slice(at + 1)
    .flatMap(by => by.manifest.corrections.map((entry): Amendment => ({ by, entry })));
  for (const entry of own.manifest.corrections) {
    const again = later.findLast(amendment => amendment.entry.fact === entry.fact);
    if (!again) continue;
    const told = entry.kind === 'retraction' ? null : rightIn(await digests(own), entry.fact);
    standings.set(placeOf(own, entry).anchor, await standingAfter(again, told, digests));
  }
  return standings;
}

function rightIn({ corrections }: ToldDigest, fact: string): Right | null {
  const right = corrections.find(({ id }) => id === fact)?.right;
  if (!right) return null;
  const { statement, label, attribution, data } = right;
  return { statement, label, attribution, ...(data && { statements: data.statement }) };
}

/** Whether readers were told the same, whatever its details. */
export function isSame(told: Right, right: Right): boolean {
  return (
    told.label === right.label &&
    told.attribution.how === right.attribution.how &&
    told.statement.text === right.statement.text &&
    told.statement.language === right.statement.language
  );
}

function updatesOf(edition: string, history: History): Standing[] {
  const standing = standingUpdates(history);
  const facts = new Map(
    standing.filter(update => update.edition === edition).map(({ fact, number }) => [fact, number]),
  );
  return [...facts].map(([fact, number]): Standing => {
    const overtaking = overtakenBy(fact, standing) as PlacedUpdate | undefined;
    // Newest first: what was said last leads on.
    const { by } = (overtaking ?? standing.find(update => update.fact === fact)) as PlacedUpdate;
    const editionNumber = Number(by.number.slice(0, by.number.lastIndexOf('-')));
    const { publication, edition: saying } = by;
    const said = { publication, edition: saying, editionNumber, anchor: `fact-${by.number}` };
    return {
      ...{ fact, number, publisher: null, said, kind: 'updated', by: by.number },
      label: overtaking ? by.label : null,
    };
  });
}
