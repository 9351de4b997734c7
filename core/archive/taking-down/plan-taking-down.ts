import { factsOf } from '../../digest/digest.ts';
import type { ToldDigest } from '../../digest/told-digest.ts';
import { sealOfEdition } from '../../edition/chain.ts';
import { Months } from '../../edition/months/months.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import type { TakenDownRecord } from '../../edition/months/taken-down.ts';
import { CourantError } from '../../foundation/errors.ts';
import { sha256 } from '../../foundation/hash.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { FoldContext } from '../folding/fold-context.ts';
import { digestsOf } from '../standing/standings.ts';

/** Enough to hide the store's answering time. */
const readsAtOnce = 8;

/** What is to be taken down. */
export type Wanted = TakenDownRecord['what'];

/** What taking it down comes to. */
export type TakingDownPlan = Pick<
  TakenDownRecord,
  'publication' | 'what' | 'edition' | 'number' | 'facts' | 'sealed'
> & {
  /** What a fact says, so that whoever takes it down sees that it is the one; null for an edition. */
  statement: string | null;
  /** Other facts that say the same in the same words: they stay. */
  sameWords: string[];
  /** Ids of other publications that carried a fact of it: there it stays. */
  elsewhere: string[];
};

/**
 * Finds where the words of an edition or of a fact stand: in the edition itself, in later ones that put it right or withdraw it, and in those that tell of its days
 * ahead, or that these are none any more. Walks the whole chain: this is asked once in years.
 * @param chains ids of the publication, the former one first. @throws NothingToTakeDownError
 */
export async function planTakingDown(
  context: Pick<FoldContext, 'seals' | 'archive' | 'damage'>,
  chains: readonly string[],
  what: Wanted,
): Promise<TakingDownPlan> {
  const history = await new Months(context, chains).history();
  const own = history.find(({ manifest }) =>
    what.kind === 'edition' ? manifest.edition === what.edition : manifest.facts.includes(what.fact),
  );
  if (!own) throw new NothingToTakeDownError(chains.at(-1) ?? '', what);
  const digests = digestsOf(context);
  const item =
    what.kind === 'fact'
      ? factsOf(await digests(own)).find(one => idsOf(one).includes(what.fact))
      : undefined;
  const facts = what.kind === 'edition' ? own.manifest.facts : item ? idsOf(item) : [what.fact];
  const later = history.slice(history.indexOf(own) + 1);
  const told = await mapInOrder(later, readsAtOnce, async past => ({ past, digest: await digests(past) }));
  const concerned = told.filter(({ digest }) => tells(digest, facts)).map(({ past }) => past);
  return {
    ...{ publication: own.publication, what, edition: own.manifest.edition, facts },
    number: item?.number ?? String(own.manifest.number),
    sealed: await sealedFilesOf(context, [own, ...concerned]),
    statement: item?.statement.text ?? null,
    sameWords: item ? await sameWords(history, digests, item.statement.text, facts) : [],
    elsewhere: await carriedElsewhere(context, chains, facts),
  };
}

function idsOf({ id, also }: { id: string; also: readonly { id: string }[] }): string[] {
  return [id, ...also.map(other => other.id)];
}

/** Whether an edition tells again of facts that an earlier one carried: puts them right, or names their days, also those that are off. */
function tells({ corrections, daysAhead, daysGone }: ToldDigest, facts: readonly string[]): boolean {
  return (
    [...corrections, ...daysGone].some(({ id }) => facts.includes(id)) ||
    daysAhead.some(day => idsOf(day).some(id => facts.includes(id)))
  );
}

async function sameWords(
  history: History,
  digests: (past: PastEdition) => Promise<ToldDigest>,
  text: string,
  gone: readonly string[],
): Promise<string[]> {
  const all = await mapInOrder(history, readsAtOnce, async past => factsOf(await digests(past)));
  return all.flat().flatMap(one => (one.statement.text === text && !gone.includes(one.id) ? one.id : []));
}

/** Publications share the log, so one fact may stand in several, in as many languages. */
async function carriedElsewhere(
  context: Pick<FoldContext, 'seals' | 'archive' | 'damage'>,
  chains: readonly string[],
  facts: readonly string[],
): Promise<string[]> {
  const others = (await context.seals.publications()).filter(id => !chains.includes(id));
  const carrying = await mapInOrder(others, readsAtOnce, async id => {
    const history = await new Months(context, [id]).history();
    return history.some(({ manifest }) => manifest.facts.some(fact => facts.includes(fact))) ? [id] : [];
  });
  return carrying.flat();
}

/** By the seals: whatever became of the files since. */
async function sealedFilesOf(
  { seals }: Pick<FoldContext, 'seals'>,
  editions: History,
): Promise<TakenDownRecord['sealed']> {
  return mapInOrder(editions, readsAtOnce, async ({ publication, manifest: { edition } }) => {
    const files: Partial<Record<string, string>> =
      (await sealOfEdition(seals, { publication, edition }))?.files ?? {};
    const names = Object.keys(files).filter(name => name !== 'index.html');
    return {
      ...{ publication, edition },
      files: Object.fromEntries(names.sort().map(name => [name, sha256(files[name] ?? '')])),
    };
  });
}

/** No edition of this date is there, or none carried the fact. */
export class NothingToTakeDownError extends CourantError {
  constructor(publication: string, what: Wanted) {
    super(
      what.kind === 'edition'
        ? `publication ${publication}: expected an edition ${what.edition}, found none. courant archive list shows them all.`
        : `publication ${publication}: expected a fact ${what.fact} that an edition carried, found none. Nothing of it is public. ` +
            'courant facts show tells of facts; one that is filed and not published yet is retracted: courant facts retract.',
    );
  }
}
