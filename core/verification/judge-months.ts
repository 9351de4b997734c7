import { archiveKey } from '../edition/damage.ts';
import { monthFromHistory } from '../edition/months/closure.ts';
import {
  endsItsYear,
  isOfFront,
  type MonthState,
  monthOf,
  readMonthState,
  writeMonthState,
  yearOf,
  yearOfFile,
} from '../edition/months/month-state.ts';
import type { History } from '../edition/months/past-edition.ts';
import { sha256 } from '../foundation/hash.ts';
import { textOf } from './edition-seen.ts';
import type { Findings } from './finding.ts';
import { judgeFacts } from './judge-facts.ts';
import { judgeYear } from './judge-years.ts';
import { keysOf, type Look } from './look.ts';
import { isInPart, type Part } from './part.ts';

/** What the months of a publication are judged by. */
export type Judging = {
  publication: string;
  /** Ids of the publication, the former one first, and the editions of all of them, the first one first. */
  chains: readonly string[];
  history: History;
  /** Months whose files may be there, where keys cannot be listed. */
  months?: readonly string[];
  /** Editions of this id that are not folded in yet: months may have something of them, and need not. */
  unfinished: ReadonlySet<string>;
  /** Whether there are such editions, of this id or of one before or after it: then months, pages and lists are still being written. */
  isSettling: boolean;
  /** Set where the look holds a part of the editions: the months cannot be made anew from it. */
  part?: Part | undefined;
};

/**
 * Makes the months of a publication anew from the sealed manifests, and compares them as bytes; then each page, list and text with the hash that its month
 * names.
 * @returns the names of pages for which no month vouches: those that a version before months made.
 */
export async function judgeMonths(look: Look, judging: Judging, findings: Findings): Promise<string[]> {
  const { publication, history, part } = judging;
  const own = history.filter(past => past.publication === publication);
  const expected = new Set(
    part?.months ??
      own.flatMap(({ manifest: { edition } }) => (judging.unfinished.has(edition) ? [] : monthOf(edition))),
  );
  const states = await statesIn(look, judging, own, findings);
  const folder = archiveKey(publication, 'all/');
  for (const month of expected) if (!states.has(month)) missingState(`${folder}${month}.json`, findings);
  await judgeAllFacts(look, [...states.values()], judging, findings);
  await judgeAllYears(look, [...states.values()], judging, findings);
  return judgeFiles(look, judging, own, states, findings);
}

/** The states that lie there, each judged; whatever else lies among them is extra. */
async function statesIn(
  look: Look,
  judging: Judging,
  own: History,
  findings: Findings,
): Promise<Map<string, MonthState>> {
  const states = new Map<string, MonthState>();
  const folder = archiveKey(judging.publication, 'all/');
  for (const key of await monthKeys(look, folder, judging.months)) {
    const name = key.slice(folder.length);
    if (isOfFront(`all/${name}`) || isOfKnownYear(name, own)) continue;
    const [, month] = /^(\d{4}-\d\d)\.(json|jsonl|html)$/.exec(name) ?? [];
    if (month === undefined || !own.some(({ manifest }) => monthOf(manifest.edition) === month))
      findings.add(key, 'extra', 'no sealed edition lies in a month or year of this name');
    else if (key.endsWith('.json')) {
      const state = await judgeState(look, key, month, judging, findings);
      if (state) states.set(month, state);
    }
  }
  return states;
}

/** Lines of an edition that is not folded in yet may be there, and need not. */
async function judgeAllFacts(
  look: Look,
  states: readonly MonthState[],
  { isSettling, chains }: Judging,
  findings: Findings,
): Promise<void> {
  if (isSettling) return;
  for (const state of states) await judgeFacts(look, state, chains, findings);
}

/** What the years put right, as far as this look has all of their editions. */
async function judgeAllYears(
  look: Look,
  states: readonly MonthState[],
  { unfinished, part, history }: Judging,
  findings: Findings,
): Promise<void> {
  if (unfinished.size > 0 || part) return;
  for (const state of states) if (endsItsYear(state)) await judgeYear(look, state, history, findings);
}

function isOfKnownYear(name: string, own: History): boolean {
  const year = yearOfFile(`all/${name}`);
  return year !== undefined && own.some(({ manifest }) => yearOf(manifest.edition) === year);
}

async function monthKeys(look: Look, folder: string, months: readonly string[] = []): Promise<string[]> {
  return look.keys ? keysOf(look, 'archive', folder) : months.map(month => `${folder}${month}.json`);
}

function missingState(key: string, findings: Findings): void {
  if (!findings.list().some(finding => finding.key === key))
    findings.add(key, 'missing', 'expected the state of a month that has editions, found none');
}

async function judgeState(
  look: Look,
  key: string,
  month: string,
  { publication, chains, history, isSettling, part }: Judging,
  findings: Findings,
): Promise<MonthState | undefined> {
  const bytes = (await look.read('archive', key)) ?? new Uint8Array();
  const state = readMonthState(textOf(bytes), key);
  if (!state) {
    findings.add(key, 'unreadable', 'it is no state of a month that this version can read');
    return undefined;
  }
  if (part) {
    judgePart(key, state, history, part, findings);
    return state;
  }
  if (isSettling) return state;
  const made = monthFromHistory(publication, month, history, chains);
  if (!Buffer.from(writeMonthState({ ...made, files: state.files })).equals(bytes))
    findings.add(key, 'altered', 'it is not what the sealed manifests make of this month');
  return state;
}

/** Files for which a month vouches itself: pages of its editions, what is made of the month, and what its year put right, if it is the last one of it. */
function isOfMonth(name: string, state: MonthState): boolean {
  if (yearOfFile(name) === yearOf(state.month)) return endsItsYear(state);
  return name.startsWith(`${state.month}-`) || name.startsWith(`all/${state.month}.`);
}

/** Of a month that cannot be made anew: it names the manifests that were sealed, and no others in this part. */
function judgePart(
  key: string,
  { editions, publication }: MonthState,
  history: History,
  part: Part,
  findings: Findings,
): void {
  const named = editions.filter(({ manifest }) => isInPart(part, manifest.edition));
  for (const { manifest, sha256: hash } of named) {
    const sealed = history.find(
      past => past.publication === publication && past.manifest.edition === manifest.edition,
    );
    if (sealed?.sha256 !== hash)
      findings.add(
        key,
        'contradicts',
        `it names a manifest of ${manifest.edition} with the SHA-256 ${hash}, found ${sealed?.sha256 ?? 'no such edition'}`,
      );
  }
}

/** Each file that a state names by its hash; lists by the newest month, which names them last. */
async function judgeFiles(
  look: Look,
  { publication, part, isSettling }: Judging,
  own: History,
  states: ReadonlyMap<string, MonthState>,
  findings: Findings,
): Promise<string[]> {
  const newest = [...states.keys()].sort().at(-1);
  const named = [...states].flatMap(([month, state]) =>
    Object.entries(state.files).filter(([name]) =>
      part ? isPartOf(part, name) : isOfMonth(name, state) || (month === newest && isOfFront(name)),
    ),
  );
  for (const [name, { sha256: hash }] of isSettling ? [] : named) {
    const key = archiveKey(publication, name);
    const bytes = await look.read('archive', key);
    if (!bytes) findings.add(key, 'missing', 'expected a file that its month names, found none');
    else if (sha256(bytes) !== hash)
      findings.add(
        key,
        'altered',
        `expected the SHA-256 ${hash}, which its month names, found ${sha256(bytes)}`,
      );
  }
  const vouched = new Set(named.map(([name]) => name));
  return own.flatMap(({ manifest: { edition } }) => {
    const page = `${edition}/index.html`;
    return vouched.has(page) ? [] : page;
  });
}

/** Whether a copy of a part has a file that a month names: its own, and the pages of its editions. */
function isPartOf(part: Part, name: string): boolean {
  const [folder = ''] = name.split('/');
  return folder === 'all'
    ? part.months.some(month => name.startsWith(`all/${month}.`))
    : /^\d{4}-/.test(folder) && isInPart(part, folder);
}
