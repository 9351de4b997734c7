import { type FunctionProcess, startFunction } from '../../../local/functions/function-process.ts';

/** Where a function's bundle lies, and with which variables it runs. */
export type Deployed = { root: string; variables: Record<string, string> };

/**
 * The functions of an installation, each in a process that is used again as long as it lives, as Lambda's environments are. One
 * that was ended or halted is replaced with the next invocation.
 */
export class FunctionPool {
  readonly #deployed: Map<string, Deployed>;
  readonly #running = new Map<string, FunctionProcess>();
  #halted: FunctionProcess[] = [];
  #log: string[] = [];

  constructor(deployed: Record<string, Deployed>) {
    this.#deployed = new Map(Object.entries(deployed));
  }

  /** @throws FunctionFailedError when it throws, is ended or halted. */
  async invoke(name: string, event: object): Promise<unknown> {
    return this.#processOf(name).invoke(event);
  }

  /** Everything that functions wrote since this was asked last. */
  takeLog(): string {
    return this.#log.splice(0).join('');
  }

  /** From the next invocation on, a function runs from another bundle. */
  async deploy(name: string, root: string): Promise<void> {
    const { variables } = this.#of(name);
    if (this.#of(name).root === root) return;
    this.#deployed.set(name, { root, variables });
    await this.#running.get(name)?.stop();
    this.#running.delete(name);
  }

  /** Ends or halts the process that calls itself so; of one that is halted, the invocation counts as failed. */
  signal(caller: string | undefined, signal: NodeJS.Signals): void {
    // What the functions' own libraries add to the name stands behind it.
    const isCaller = ([name, { pid }]: [string, FunctionProcess]) =>
      `${caller}-`.startsWith(`${name}-${pid}-`);
    const [name, found] = [...this.#running].find(isCaller) ?? [];
    if (name === undefined || found?.pid === undefined)
      throw new Error(`nobody to send ${signal} to: ${caller}`);
    process.kill(found.pid, signal);
    if (signal !== 'SIGSTOP') return;
    this.#running.delete(name);
    this.#halted.push(found);
    found.giveUp();
  }

  /** Continues what was halted, and waits until it has ended its work, or itself. */
  async resume(): Promise<void> {
    for (const halted of this.#halted) process.kill(halted.pid ?? 0, 'SIGCONT');
    for (const halted of this.#halted) await halted.idle();
    await this.forgetHalted();
  }

  /** Ends what was halted. */
  async forgetHalted(): Promise<void> {
    await Promise.all(this.#halted.splice(0).map(halted => halted.stop()));
  }

  async stop(): Promise<void> {
    await this.forgetHalted();
    await Promise.all([...this.#running.values()].map(running => running.stop()));
  }

  #processOf(name: string): FunctionProcess {
    const living = this.#running.get(name);
    if (living && !living.ended()) return living;
    const { root, variables } = this.#of(name);
    const started = startFunction(name, root, variables, { onLog: text => this.#log.push(text) });
    this.#running.set(name, started);
    return started;
  }

  #of(name: string): Deployed {
    const deployed = this.#deployed.get(name);
    if (!deployed) throw new Error(`no function ${name} is deployed`);
    return deployed;
  }
}
