import { factsRenderer } from '../../archive/folding/month-facts.ts';
import { correctionsRenderer } from '../../archive/folding/year-files.ts';
import { archiveKey } from '../../edition/damage.ts';
import {
  endsItsYear,
  isOfFront,
  type Made,
  type MonthState,
  yearOf,
  yearOfFile,
} from '../../edition/months/month-state.ts';
import { sha256 } from '../../foundation/hash.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { Findings } from '../seen/finding.ts';
import type { Look } from '../seen/look.ts';
import { isInPart, type Part } from '../seen/part.ts';
import type { NamedImprint } from './making.ts';
import type { Remaking, Stage } from './remaking.ts';

/** Files read and made again at a time. */
const filesAtOnce = 8;

/** What files of months are judged by. */
export type FileJudging = {
  look: Look;
  publication: string;
  part: Part | undefined;
  /** The states as they lie there. */
  states: ReadonlyMap<string, MonthState>;
  /** The months as they lie there first; then, where editions are not folded in yet, as they may be by then. */
  stages: readonly [Stage, ...Stage[]];
  remaking: Remaking;
  imprints: readonly NamedImprint[];
};

/** What became of the files that months name: their names, how many were made again, how many were not, and those of which nobody can tell yet. */
export type JudgedFiles = { named: ReadonlySet<string>; again: number; notAgain: number; open: string[] };

type Named = { name: string; month: string; made: Made };

/**
 * Judges each file that a state names: by its hash and, where it was made with the same templates, words and configuration, or is data, by making it again. So it shows
 * that somebody changed a file together with the hash that its month names.
 */
export async function judgeFiles(judging: FileJudging, findings: Findings): Promise<JudgedFiles> {
  const named = namedIn(judging);
  const each = await mapInOrder(named, filesAtOnce, file => judgeFile(judging, file, findings));
  const count = (what: Judged) => each.filter(one => one === what).length;
  await findLostFront(judging, named, findings);
  return {
    named: new Set(named.map(({ name }) => name)),
    again: count('again'),
    notAgain: count('not again'),
    open: named.flatMap(({ name }, at) => (each[at] === 'open' ? name : [])),
  };
}

/** Lists by the newest month, which names them last. */
function namedIn({ part, states }: FileJudging): Named[] {
  const newest = [...states.keys()].sort().at(-1);
  return [...states].flatMap(([month, state]) =>
    Object.entries(state.files)
      .filter(([name]) =>
        part ? isPartOf(part, name) : isOfMonth(name, state) || (month === newest && isOfFront(name)),
      )
      .map(([name, made]) => ({ name, month, made })),
  );
}

/** Files for which a month vouches itself: pages of its editions, what is made of the month, and what its year put right, if it is the last one of it. */
function isOfMonth(name: string, state: MonthState): boolean {
  if (yearOfFile(name) === yearOf(state.month)) return endsItsYear(state);
  return name.startsWith(`${state.month}-`) || name.startsWith(`all/${state.month}.`);
}

/** Whether a copy of a part has a file that a month names: its own, and the pages of its editions. */
function isPartOf(part: Part, name: string): boolean {
  const [folder = ''] = name.split('/');
  return folder === 'all'
    ? part.months.some(month => name.startsWith(`all/${month}.`))
    : /^\d{4}-/.test(folder) && isInPart(part, folder);
}

type Judged = 'again' | 'not again' | 'open' | 'found';

async function judgeFile(judging: FileJudging, file: Named, findings: Findings): Promise<Judged> {
  const { look, publication, stages } = judging;
  const { name, month, made } = file;
  const key = archiveKey(publication, name);
  const bytes = await look.read('archive', key);
  if (!bytes) {
    findings.add(key, 'missing', 'expected a file that its month names, found none');
    return 'found';
  }
  const hash = sha256(bytes);
  const isNamed = hash === made.sha256;
  // Of a state that is not what it should be the files are not judged by it: it is named itself.
  const again = findings.has(archiveKey(publication, `all/${month}.json`))
    ? 'unknown'
    : await compare(judging, file, hash);
  if (again === 'same' && (isNamed || stages.length > 1)) return 'again';
  if (!isNamed && stages.length > 1 && again === 'unknown') return 'open';
  if (isNamed && again === 'unknown') return 'not again';
  findings.add(key, 'altered', isNamed ? madeOtherwise : otherHash(made.sha256, hash));
  return 'found';
}

const madeOtherwise =
  'it is not what the sealed editions make of it, with the templates, words and configuration that its month names: it was changed together with its hash';

function otherHash(expected: string, found: string): string {
  return `expected the SHA-256 ${expected}, which its month names, found ${found}`;
}

/** Compares a file with what is made again at any stage; unknown where it cannot be made as it was. */
async function compare(
  judging: FileJudging,
  file: Named,
  hash: string,
): Promise<'same' | 'other' | 'unknown'> {
  const made = await madeAgain(judging, file);
  if (made.contents.some(content => sha256(content) === hash)) return 'same';
  return made.isAsNamed && made.contents.length > 0 ? 'other' : 'unknown';
}

/** What a file would be at each stage, and whether it is made with what its month names: else what differs may be right. */
async function madeAgain(
  { stages, remaking, imprints }: FileJudging,
  { name, made: { renderer } }: Named,
): Promise<{ contents: string[]; isAsNamed: boolean }> {
  const contents: (string | undefined)[] = [];
  if (name.endsWith('.jsonl')) {
    if (renderer === (yearOfFile(name) === undefined ? factsRenderer : correctionsRenderer))
      for (const stage of stages) contents.push(await remaking.data(stage, name));
    return { contents: contents.flatMap(content => content ?? []), isAsNamed: true };
  }
  const named = imprints.filter(({ pages, front }) => pages === renderer || front === renderer);
  // What is being folded in may be made with another configuration than what was there before.
  const tried = stages.length > 1 ? imprints : named;
  for (const stage of stages)
    for (const { imprint } of tried) contents.push(await remaking.file(stage, name, imprint));
  return { contents: contents.flatMap(content => content ?? []), isAsNamed: named.length > 0 };
}

/** A list that is made with the others, and that neither lies there nor is named any more, was taken away together with its name. */
async function findLostFront(
  { publication, part, states, stages, remaking, imprints }: FileJudging,
  named: readonly Named[],
  findings: Findings,
): Promise<void> {
  const newest = [...states.keys()].sort().at(-1);
  if (part || stages.length > 1 || newest === undefined) return;
  const list = named.find(({ name }) => name === 'editions.json');
  const today = imprints.find(({ front }) => front === list?.made.renderer);
  if (!today || findings.has(archiveKey(publication, `all/${newest}.json`))) return;
  for (const name of (await remaking.frontNames(stages[0], today.imprint)) ?? [])
    if (named.every(one => one.name !== name))
      findings.add(
        archiveKey(publication, name),
        'missing',
        'expected it beside the other lists, found none',
      );
}
