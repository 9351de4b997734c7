import { expect } from 'vitest';
import type { Call } from '../../../../local/cloud/faults/call-gate.ts';
import { sampleOf } from '../../run/sample.ts';
import { sharedStages } from '../shared-stages.ts';
import type { Stage, WorldOptions } from '../stage.ts';
import { atSecondEdition, second, thirdEdition, wholeEdition } from '../story.ts';
import type { World } from '../world.ts';
import { brokenPromises } from './broken-promises.ts';
import type { Leniency } from './one-delivery.ts';

/** One run: what goes wrong, in words; how its world is to be; what happens in it; and what may be open at its end. */
export type Run = {
  name: string;
  options: WorldOptions;
  story: (world: World) => Promise<void>;
  leniency?: Leniency;
  /** The fault may come to nothing, because others were faster. */
  mayMiss?: boolean;
};

let usualCalls: Promise<Call[]> | undefined;

/** Goes through many runs, keeps count of them, and of those after which a promise was broken. */
export class Survey {
  readonly stage: Stage;
  readonly #what: string;
  readonly #outcome: string;
  readonly #stages: Stage[];
  readonly #began = performance.now();
  #hits = 0;
  #runs = 0;

  private constructor(what: string, outcome: string, stages: [Stage, Stage]) {
    this.#what = what;
    this.#outcome = outcome;
    [this.stage] = stages;
    this.#stages = stages;
  }

  static async open(what: string, outcome = 'survived'): Promise<Survey> {
    return new Survey(what, outcome, await sharedStages());
  }

  /** The calls of a run to which nothing is done: the second edition comes out as usual. One run for all surveys of a worker. */
  async usualCalls(): Promise<Call[]> {
    usualCalls ??= this.calls();
    return usualCalls;
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

  /** What was broken by which run of the current test's sample, a line each; empty when all promises were kept throughout. */
  async broken(runs: readonly Run[]): Promise<string[]> {
    return this.brokenByAll(sampleOf(expect.getState().currentTestName ?? '', runs));
  }

  /** The same of all runs, whatever is asked for. `enough` ends the survey early, once it has seen what it looks for. */
  async brokenByAll(
    runs: readonly Run[],
    enough: (broken: string[]) => boolean = () => false,
  ): Promise<string[]> {
    const waiting = [...runs];
    const broken: string[] = [];
    const goThrough = async (stage: Stage) => {
      for (let run = waiting.shift(); run && !enough(broken); run = waiting.shift()) {
        const { name } = run;
        this.#runs += 1;
        const wrong = await this.#wrongAfter(stage, run).catch(error => [`${error.stack}`]);
        broken.push(...wrong.map(problem => `${name}: ${problem}`));
      }
    };
    await Promise.all(this.#stages.map(goThrough));
    return broken;
  }

  /** Prints how many runs there were, if any. */
  close(): void {
    if (this.#runs === 0) return;
    const seconds = Math.round((performance.now() - this.#began) / 1000);
    console.log(`${this.#what}: ${this.#outcome} ${this.#hits} faults in ${this.#runs} runs, ${seconds} s`);
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
