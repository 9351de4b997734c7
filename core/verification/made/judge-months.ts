import type { SealedPage } from '../../archive/pages/make-pages.ts';
import { archiveKey } from '../../edition/damage.ts';
import { monthFromHistory } from '../../edition/months/closure.ts';
import {
  endsItsYear,
  isOfFront,
  type MonthState,
  monthOf,
  readMonthState,
  writeMonthState,
  yearFiles,
  yearOf,
  yearOfFile,
} from '../../edition/months/month-state.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import type { Seal } from '../../edition/seal.ts';
import { textOf } from '../seen/edition-seen.ts';
import type { Findings } from '../seen/finding.ts';
import { keysOf, type Look } from '../seen/look.ts';
import { isInPart, type Part } from '../seen/part.ts';
import { type JudgedFiles, judgeFiles } from './judge-files.ts';
import { type Making, namedImprints } from './making.ts';
import { Remaking, type Stage } from './remaking.ts';
import { historiesOf, laterStages, storedStage } from './stages.ts';

/** What the months of a publication are judged by. */
export type Judging = {
  publication: string;
  /** Ids of the publication, the former one first, and the editions of all of them, the first one first. */
  chains: readonly string[];
  history: History;
  /** Months whose files may be there, where keys cannot be listed. */
  months?: readonly string[];
  /** Tells editions that are not folded in yet, of this id or of one before or after it: months may have something of them, and need not. */
  isUnfolded: (past: PastEdition) => boolean;
  /** Set where the look holds a part of the editions: the months cannot be made anew from it. */
  part?: Part | undefined;
  /** What makes pages and lists again; without it they are known by their hashes alone. */
  making?: Making | undefined;
  /** The page of an edition as it was sealed, and the newest seal, where seals can be seen. */
  sealedPage: (edition: string) => SealedPage | undefined;
  newestSeal?: Seal | undefined;
};

/** What a look at the months came to. */
export type JudgedMonths = Omit<JudgedFiles, 'named'> & {
  /** Pages for which no month vouches: those that a version before months made. */
  unvouched: string[];
};

/**
 * Makes the months of a publication anew from the sealed manifests, and compares them as bytes; then each page, list and text with the hash that its month
 * names and, where that is possible, with what is made again.
 */
export async function judgeMonths(look: Look, judging: Judging, findings: Findings): Promise<JudgedMonths> {
  const { publication, chains, history, part, making } = judging;
  const own = history.filter(past => past.publication === publication);
  const expected = new Set(
    part?.months ?? own.flatMap(past => (judging.isUnfolded(past) ? [] : monthOf(past.manifest.edition))),
  );
  const states = await statesIn(look, judging, own, findings);
  const folder = archiveKey(publication, 'all/');
  for (const month of expected) if (!states.has(month)) missingState(`${folder}${month}.json`, findings);
  const beingFolded = new Set(
    own.flatMap(past => (judging.isUnfolded(past) ? yearOf(past.manifest.edition) : [])),
  );
  const ends = [...states.values()].filter(
    state => endsItsYear(state) && !beingFolded.has(yearOf(state.month)),
  );
  await findExtraOfYears(look, judging, ends, findings);
  const remaking = new Remaking({ look, publication, chains, making, sealedPage: judging.sealedPage });
  const stages: [Stage, ...Stage[]] = [storedStage(states, own, judging.isUnfolded), ...laterStages(judging)];
  const imprints = making ? namedImprints(making, publication, judging.newestSeal) : [];
  const files = { look, publication, part, states, stages, remaking, imprints };
  const { named, ...judged } = await judgeFiles(files, findings);
  return {
    ...judged,
    unvouched: own.flatMap(({ manifest: { edition } }) => {
      const page = `${edition}/index.html`;
      return named.has(page) ? [] : page;
    }),
  };
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

/**
 * Files of a year's corrections that no month names. They are written before the state that names them, so the years of editions that are
 * being folded in are not looked at.
 * @param ends states of the last months of years.
 */
async function findExtraOfYears(
  look: Look,
  { publication, part }: Judging,
  ends: readonly MonthState[],
  findings: Findings,
): Promise<void> {
  for (const { month, files } of part ? [] : ends)
    for (const name of Object.values(yearFiles(yearOf(month)))) {
      const key = archiveKey(publication, name);
      if (!(name in files) && (await look.read('archive', key)))
        findings.add(key, 'extra', `the state of ${month}, the last month of its year, does not name it`);
    }
}

function isOfKnownYear(name: string, own: History): boolean {
  const year = yearOfFile(`all/${name}`);
  return year !== undefined && own.some(({ manifest }) => yearOf(manifest.edition) === year);
}

async function monthKeys(look: Look, folder: string, months: readonly string[] = []): Promise<string[]> {
  return look.keys ? keysOf(look, 'archive', folder) : months.map(month => `${folder}${month}.json`);
}

function missingState(key: string, findings: Findings): void {
  if (!findings.has(key))
    findings.add(key, 'missing', 'expected the state of a month that has editions, found none');
}

async function judgeState(
  look: Look,
  key: string,
  month: string,
  judging: Judging,
  findings: Findings,
): Promise<MonthState | undefined> {
  const { publication, chains, history, part } = judging;
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
  const isRight = historiesOf(judging).some(known => {
    const made = { ...monthFromHistory(publication, month, known, chains), files: state.files };
    return Buffer.from(writeMonthState(made)).equals(bytes);
  });
  if (!isRight) findings.add(key, 'altered', 'it is not what the sealed manifests make of this month');
  return state;
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
