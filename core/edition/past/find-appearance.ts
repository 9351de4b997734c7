import type { FactLog } from '../../articles/fact-log.ts';
import { articleIdOf, articleName, recordedAtOfKey } from '../../articles/record-key.ts';
import { type Instant, plusHours } from '../../foundation/instant.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { FoldMarks } from '../months/appearances.ts';
import { type MonthState, monthOf } from '../months/month-state.ts';
import type { Months } from '../months/months.ts';
import type { PastEdition } from '../months/past-edition.ts';
import type { Seals } from '../seal.ts';
import { keysOfArticleAmendments } from './article-before.ts';

/** An edition takes up what was recorded so long before its window began, and not what is older. */
const takenUpHours = 48;

/** Where a fact appeared, under whatever id. */
async function appearanceOf(
  marks: Pick<FoldMarks, 'appearance'>,
  chains: readonly string[],
  fact: string,
): Promise<string | undefined> {
  for (const id of chains.toReversed()) {
    const edition = await marks.appearance(id, fact);
    if (edition !== undefined) return edition;
  }
  return undefined;
}

/** What tells where facts appeared; without the log a fact of which no mark tells cannot be looked for. */
export type AppearanceSources = {
  marks: Pick<FoldMarks, 'appearance'>;
  log?: Pick<FactLog, 'recordNamed'> | undefined;
  seals: Pick<Seals, 'links'>;
};

/**
 * The edition that carried a fact, of those that are folded in. A mark that names another one is as good as none.
 * @param newest up to which it is looked for where no mark is; undefined where all editions were looked at: nothing is lost there.
 */
export async function appearedIn(
  { marks, log, seals }: AppearanceSources,
  months: Months,
  newest: EditionKey | undefined,
  fact: string,
): Promise<PastEdition | undefined> {
  const edition = await appearanceOf(marks, months.chains, fact);
  const state = edition === undefined ? undefined : await months.stateOf(edition);
  const noted = state?.editions.find(
    ({ manifest }) => manifest.edition === edition && manifest.facts.includes(fact),
  );
  return noted ?? (newest && log && lookAround({ log, seals, months }, newest, fact));
}

/**
 * Looks for the edition that carried a fact in the months after its article was recorded, or after facts were added to that, until one is
 * reached that could not have taken it up: before a fact counts as unpublished, since the note of where it appeared may be lost. Most
 * facts that no edition carried were filed lately, for other publications; so this costs a month or two, and as much for each addition.
 */
async function lookAround(
  sources: LookSources,
  newest: EditionKey,
  fact: string,
): Promise<PastEdition | undefined> {
  const article = articleIdOf(fact);
  const key = await sources.log.recordNamed(articleName(article));
  if (key === undefined) return undefined;
  // Which of them has the fact, only reading them all would tell.
  for (const each of [key, ...(await keysOfArticleAmendments(sources.log, article))]) {
    const found = await lookSince(sources, newest, fact, recordedAtOfKey(each));
    if (found) return found;
  }
  return undefined;
}

type LookSources = { log: Pick<FactLog, 'recordNamed'>; seals: Pick<Seals, 'links'>; months: Months };

async function lookSince(
  { seals, months }: LookSources,
  newest: EditionKey,
  fact: string,
  recordedAt: Instant,
): Promise<PastEdition | undefined> {
  // An edition is named by its local day, which may be the one before.
  for (let month = monthOf(plusHours(recordedAt, -24)); month <= monthOf(newest.edition); ) {
    const looks: MonthLook[] = [];
    for (const id of months.chains) looks.push(await lookInto({ seals, months }, newest, id, month));
    const editions = looks.flatMap(look => look.editions);
    const found = editions.find(({ manifest }) => manifest.facts.includes(fact));
    if (found) return found;
    if (editions.some(past => isTooLate(past, recordedAt))) return undefined;
    const next = editions.length > 0 ? undefined : looks.flatMap(look => look.later).sort()[0];
    month = next === undefined ? monthAfter(month) : monthOf(next);
  }
  return undefined;
}

/** The editions of a month under an id; where it has none, the names of later ones that were met in passing. */
type MonthLook = { editions: readonly PastEdition[]; later: string[] };

/** Looks into a month; makes its state anew where that is gone though editions lie in it. */
async function lookInto(
  { seals, months }: { seals: Pick<Seals, 'links'>; months: Months },
  newest: EditionKey,
  id: string,
  month: string,
): Promise<MonthLook> {
  const state = await months.state(id, month);
  if (state) return { editions: editionsIn(state), later: [] };
  const links = (await seals.links(id, month)).filter(link => link !== null && link >= month) as string[];
  const names = [...links, ...(newest.publication === id ? [newest.edition] : [])].filter(
    name => name >= month,
  );
  const own = names.find(name => monthOf(name) === month);
  if (own === undefined) return { editions: [], later: names };
  const remade = await months.stateOf(own);
  return { editions: remade ? editionsIn(remade) : [], later: [] };
}

/** With the edition before the month's first: no seal of the former id names the last one there. */
function editionsIn({ before, editions }: MonthState): PastEdition[] {
  return before ? [before, ...editions] : editions;
}

function isTooLate({ manifest: { window } }: PastEdition, recordedAt: Instant): boolean {
  return window.from !== null && window.from > plusHours(recordedAt, takenUpHours);
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
