import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import { brokenPromises } from './broken-promises.ts';
import type { Leniency } from './promises/one-delivery.ts';
import { Stage, type WorldOptions } from './stage.ts';
import { atSecondEdition, prepare, second, thirdEdition, wholeEdition } from './story.ts';
import type { World } from './world.ts';

/** One run: what goes wrong, in words; how its world is to be; what happens in it; and what may be open at its end. */
export type Run = {
  name: string;
  options: WorldOptions;
  story: (world: World) => Promise<void>;
  leniency?: Leniency;
  /** The fault may come to nothing, because others were faster. */
  mayMiss?: boolean;
};

/** The same seed chooses, and makes, the same runs. */
export const seed = Number(process.env.COURANT_FAULT_SEED ?? Date.now() % 1_000_000);
/** Only every so manieth run of a survey is gone through, others with another seed, unless all are asked for: there are about a thousand. */
const nth = Number(process.env.COURANT_EVERY_NTH_FAULT ?? 12);

/** Goes through many runs, keeps count of them, and of those after which a promise was broken. */
export class Survey {
  readonly stage: Stage;
  readonly #what: string;
  readonly #outcome: string;
  readonly #stages: Stage[];
  readonly #began = performance.now();
  #hits = 0;
  #runs = 0;

  private constructor(what: string, outcome: string, stage: Stage, ...beside: Stage[]) {
    this.#what = what;
    this.#outcome = outcome;
    this.stage = stage;
    this.#stages = [stage, ...beside];
  }

  static async open(what: string, outcome = 'survived'): Promise<Survey> {
    const stage = await Stage.open();
    await prepare(stage);
    return new Survey(what, outcome, stage, await stage.beside());
  }

  /**
   * The calls of a run to which nothing is done but what `options` says, and after which nothing may be wrong; `prepared` is told of
   * its world before. The second edition comes out as usual, unless there is another story.
   */
  async calls({
    prepared,
    options = {},
    story = world => wholeEdition(world, second),
  }: Partial<Pick<Run, 'options' | 'story'>> & { prepared?: (world: World) => Promise<void> } = {}): Promise<
    Call[]
  > {
    let calls: Call[] = [];
    const wrong = await this.#wrongAfter(this.stage, {
      name: 'nothing more goes wrong',
      options,
      mayMiss: true,
      async story(world) {
        await prepared?.(world);
        await story(world);
        calls = world.parts.cloud.calls();
        await thirdEdition(world);
      },
    });
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    return calls;
  }

  /** What was broken by which run, a line each; empty when all promises were kept throughout. `every` 1 goes through all. */
  async broken(runs: readonly Run[], every = nth): Promise<string[]> {
    // Of a short list at least one.
    const step = Math.max(1, Math.min(every, runs.length));
    const waiting = runs.filter((_, index) => (index + seed) % step === 0);
    const broken: string[] = [];
    const goThrough = async (stage: Stage) => {
      for (let run = waiting.shift(); run; run = waiting.shift()) {
        const { name } = run;
        this.#runs += 1;
        const wrong = await this.#wrongAfter(stage, run).catch(error => [`${error.stack}`]);
        broken.push(...wrong.map(problem => `${name}: ${problem}`));
      }
    };
    await Promise.all(this.#stages.map(goThrough));
    return broken;
  }

  /** Prints how many runs there were, and ends everything. */
  async close(): Promise<void> {
    const seconds = Math.round((performance.now() - this.#began) / 1000);
    const sample =
      nth === 1
        ? ''
        : ` (one run in ${nth}, COURANT_FAULT_SEED=${seed}; npm run test:faults goes through all)`;
    console.log(
      `${this.#what}: ${this.#outcome} ${this.#hits} faults in ${this.#runs} runs, ${seconds} s${sample}`,
    );
    await this.stage.close();
  }

  async #wrongAfter(stage: Stage, { options, story, leniency, mayMiss = false }: Run): Promise<string[]> {
    const world = await atSecondEdition(stage, options);
    try {
      await story(world);
      const hits = world.hit().length;
      this.#hits += hits;
      const missed = hits === 0 && !mayMiss ? ['the fault did not come to pass'] : [];
      return [...missed, ...(await brokenPromises(world, leniency))];
    } finally {
      await world.close();
    }
  }
}
