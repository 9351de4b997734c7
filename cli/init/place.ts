import type { Instant } from '../../core/foundation/instant.ts';
import { domainOf } from '../../core/publication/domains.ts';
import { isReserved } from '../../infra/inputs/reserved-domains.ts';
import type { Options } from '../program/options.ts';
import type { Prompts } from '../program/prompts.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import type { CdkJson, Change, Path } from './cdk-json-file.ts';
import { Draft } from './draft.ts';
import { questions } from './questions.ts';

/** Which publication of cdk.json the answers are about. */
export type Place = {
  index: number;
  /** It is not in the file yet. */
  isNew: boolean;
  /** Indexes, in the file, of the publications of the example that go. */
  dropped: readonly number[];
  /** The example's addresses are no answers: they are to be replaced. */
  isTakenOver: boolean;
};

type Entry = { id?: unknown; title?: unknown; from?: { address?: unknown } };

/**
 * Finds the publication that is meant, by the options, or by asking.
 * @param prompts undefined where nobody sits at a terminal.
 * @throws UsageError where several could be meant and nobody can be asked.
 */
export async function choosePlace(
  { context }: CdkJson,
  options: Options,
  prompts: Prompts | undefined,
): Promise<Place> {
  const entries = entriesOf(context);
  const ofExample = entries.flatMap((entry, index) => (isOfExample(entry) ? [index] : []));
  if (options.empty) return beginning(entries, ofExample);
  const named = entries.findIndex(({ id }) => id === options.publication);
  if (named >= 0) return existing(named, options.example && ofExample.includes(named));
  if (options.publication !== undefined) return beginning(entries, []);
  if (options.example || entries.length <= 1) {
    const first = options.example ? (ofExample[0] ?? 0) : 0;
    return entries.length === 0 ? beginning([], []) : existing(first, options.example);
  }
  if (isOfInstallation(options)) return existing(0, false);
  if (prompts === undefined) throw new UsageError([notNamed(entries)]);
  return askWhere(prompts, entries, ofExample);
}

async function askWhere(
  prompts: Prompts,
  entries: readonly Entry[],
  ofExample: readonly number[],
): Promise<Place> {
  const own =
    ofExample.length > 0
      ? 'begin with a publication of your own; those of the example go'
      : 'add another publication';
  const chosen = await prompts.choose({
    message: 'What do you want to set up?',
    choices: [
      { value: 'own', name: own },
      ...entries.map(({ id, title }, index) => ({
        value: String(index),
        name: `${ofExample.includes(index) ? 'begin with' : 'change'} ${title} (${id})`,
      })),
    ],
    present: ofExample.length > 0 ? 'own' : '0',
  });
  if (chosen === 'own') return beginning(entries, ofExample);
  return existing(Number(chosen), ofExample.includes(Number(chosen)));
}

/** Whether all that was said is about no publication more than another. */
function isOfInstallation(options: Options): boolean {
  const said = questions.filter(({ option }) => options[option] !== undefined);
  return said.length > 0 && said.every(({ ofInstallation }) => ofInstallation === true);
}

function beginning(entries: readonly Entry[], dropped: readonly number[]): Place {
  return { index: entries.length - dropped.length, isNew: true, dropped, isTakenOver: true };
}

function existing(index: number, isTakenOver: boolean): Place {
  return { index, isNew: false, dropped: [], isTakenOver };
}

function entriesOf(context: unknown): Entry[] {
  const { publications } = (context ?? {}) as { publications?: unknown };
  return Array.isArray(publications) ? publications : [];
}

/** The stack refuses to deploy what has such a sender: it is still the example's. */
function isOfExample({ from }: Entry): boolean {
  return typeof from?.address === 'string' && isReserved(domainOf(from.address));
}

function notNamed(entries: readonly Entry[]) {
  return usageMistake(
    'no --publication',
    `--publication with one of ${entries.map(({ id }) => id).join(', ')}, or --empty`,
    'name the publication to change, or begin with one of your own (--empty)',
  );
}

/** The draft that answers go into: the file's, without what goes. */
export function draftAt({ context }: CdkJson, { index, dropped, isNew }: Place, now: Instant): Draft {
  const kept = entriesOf(context).filter((_, at) => !dropped.includes(at));
  // With its records in place each answer is missed by itself.
  const begun = isNew ? [{ from: {}, schedule: {} }] : [];
  return new Draft({ ...(context as object), publications: [...kept, ...begun] }, index, now);
}

const fieldOrder = ['id', 'title', 'description', 'language', 'from', 'replyTo', 'postalAddress', 'schedule'];
const scheduleOrder = ['every', 'on', 'at', 'timeZone'];

/** What to change in the file: of a publication that it has only what is new, and one that it does not have in one piece. */
export function changesOf(draft: Draft, { isNew, index, dropped }: Place): readonly Change[] {
  if (!isNew) return draft.changes;
  const others = draft.changes.filter(({ path }) => path[0] !== 'publications');
  const publication = inOrder(draft.at(['publications', index]), fieldOrder);
  const value = { ...publication, schedule: inOrder(publication.schedule, scheduleOrder) };
  if (index === 0) return [{ path: ['publications'], value: [value] }, ...others];
  const gone = dropped.toReversed().map((at): Change => ({ path: pathOf(at), value: undefined }));
  return [...gone, { path: pathOf(index), value }, ...others];
}

function pathOf(index: number): Path {
  return ['publications', index];
}

function inOrder(value: unknown, order: readonly string[]): Record<string, unknown> {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.fromEntries(Object.entries(value ?? {}).sort(([a], [b]) => rank(a) - rank(b)));
}
