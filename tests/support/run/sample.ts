import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from './run-folder.ts';

/** The same seed chooses, and makes, the same runs. One for all workers of a run of vitest. */
export const seed = Number(process.env.COURANT_FAULT_SEED ?? Date.now() % 1_000_000);

/** One fault run in so many is gone through, others with another seed; 1 goes through all, and all crash points. */
export const nth = Number(process.env.COURANT_EVERY_NTH_FAULT ?? 150);

/** From here on a sample leaves out no list: the gate takes so many. */
const thorough = 80;

/**
 * One in so many of each kind. A fault run takes a second or two, with processes of its own; a crash point milliseconds; the end of a
 * program two whole runs of npm start. An edition that is looked at in the browser, or made anew, takes seconds as well, and so does a
 * stack that cdk-nag looks through; they are few, as are things broken on purpose, to see that the surveys notice it, stories of a world that
 * changed, and tests that stand alone and take many seconds: the gate goes through half to a sixth of these, others with each
 * seed. A benchmark takes minutes, and its test looks at whether it runs.
 */
const every = {
  'fault runs': nth,
  'crash points': Math.max(1, Math.round(nth / (nth <= thorough ? 10 : 5))),
  'ends of npm start': nth === 1 ? 1 : nth * (nth <= thorough ? 5 : 60),
  'looks at editions': few(5, 4),
  'checked stacks': few(5, 3),
  'broken promises': few(3),
  'stories of change': few(12, 4),
  'long tests': few(6, 6),
  benchmarks: few(20, 12),
};

/** Of what is few: all where all is asked for, one in so many in a short sample, more in the gate. */
function few(oneIn: number, inGate = 2): number {
  if (nth === 1) return 1;
  return nth <= thorough ? inGate : oneIn;
}

/** How many of one list were gone through. */
export type Sampled = { kind: keyof typeof every; of: number; chosen: number };
/** In the order in which they are told. */
export const kinds = Object.keys(every) as Sampled['kind'][];

/**
 * Chooses from a list those that this run of the tests goes through, in their order, and notes how many for the summary.
 * In the short sample of `npm test` a short list may come away with none; another seed gives it its turn. Where one in eighty or
 * more is asked for, as in the gate, each list shows at least one.
 * @param what names the list: it decides with the seed where the count begins, so that not all lists show their first.
 */
export function sampleOf<Item>(
  what: string,
  items: readonly Item[],
  kind: Sampled['kind'] = 'fault runs',
): Item[] {
  return chosenOf(what, items, kind, nth <= thorough ? Math.min(every[kind], items.length) : every[kind]);
}

/** Whether this run of the tests goes through something that stands alone: one in so many of its kind. */
export function isChosen(what: string, kind: Sampled['kind']): boolean {
  return chosenOf(what, [what], kind, every[kind]).length > 0;
}

function chosenOf<Item>(what: string, items: readonly Item[], kind: Sampled['kind'], oneIn: number): Item[] {
  const step = Math.max(1, oneIn);
  const offset = (hashOf(what) + seed) % step;
  const chosen = items.filter((_, index) => index % step === offset);
  note({ kind, of: items.length, chosen: chosen.length });
  return chosen;
}

/** Before or after one of the calls that something makes, counted from 1. */
export type CrashPoint = { call: number; when: 'before' | 'after' };

/** The points around so many calls that this run of the tests goes through: all of them, or a sample. */
export function crashPoints(what: string, calls: number): CrashPoint[] {
  const all = Array.from({ length: calls }, (_, index) =>
    (['before', 'after'] as const).map(when => ({ call: index + 1, when })),
  );
  return sampleOf(what, all.flat(), 'crash points');
}

/** How many of so many runs that are made up at random this run of the tests goes through: its share, at least one. */
export function shareOf(all: number): number {
  const chosen = Math.ceil(all / nth);
  note({ kind: 'fault runs', of: all, chosen });
  return chosen;
}

/** The file in the folder of the run that collects the figures of all workers. */
export const sampledFile = 'sampled.ndjson';

function note(sampled: Sampled): void {
  appendFileSync(join(runFolder(), sampledFile), `${JSON.stringify(sampled)}\n`);
}

/** FNV-1a: the same on every machine. */
function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return hash;
}
