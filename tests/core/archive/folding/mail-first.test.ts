import { describe, expect, it } from 'vitest';
import type { PublishContext } from '../../../../lambdas/publish/publish-edition.ts';
import {
  aDisturbedSeries,
  contextFor,
  derived,
  editions,
  type Press,
  publicationAt,
  publishNth,
} from '../../../support/archives/disturbed-series.ts';
import { editionOf } from '../../../support/documents/archive-lists.ts';
import { aroundCalls } from '../../../support/memory/around-calls.ts';
import { Crash } from '../../../support/memory/crashing.ts';
import { sampleOf } from '../../../support/run/sample.ts';

type Kind = 'fails' | 'hangs' | 'ends';

/** What goes wrong at one call of folding: of all that is called once the last edition's delivery has begun. */
class Trouble {
  calls = 0;
  readonly reached = Promise.withResolvers<void>();
  readonly #press: Press;
  readonly #at: number;
  readonly #kind: Kind;

  constructor(press: Press, at: number, kind: Kind) {
    this.#press = press;
    this.#at = at;
    this.#kind = kind;
  }

  wrap<Port extends object>(port: Port): Port {
    return aroundCalls(port, async call => {
      if (this.#isFolding()) await this.#goWrong();
      return call();
    });
  }

  #isFolding(): boolean {
    const row = this.#press.editions.rows.get(
      `${publicationAt(editions, undefined).id}/${editionOf(editions)}`,
    );
    return row?.state === 'delivering';
  }

  async #goWrong(): Promise<void> {
    this.calls += 1;
    if (this.calls !== this.#at) return;
    this.reached.resolve();
    if (this.#kind === 'hangs') await new Promise(() => {});
    if (this.#kind === 'ends') throw new Crash('while folding');
    throw new Error('the store does not answer');
  }
}

/** Publishes the last edition with trouble at a call of folding; what is still under way is left alone. */
async function publishLast(press: Press, trouble: Trouble): Promise<unknown[]> {
  const unfolded: unknown[] = [];
  const context = contextFor(press);
  const troubled: PublishContext = {
    ...context,
    archive: trouble.wrap(context.archive),
    seals: trouble.wrap(context.seals),
    marks: trouble.wrap(context.marks),
    onUnfolded(error) {
      if (error instanceof Crash) throw error;
      unfolded.push(error);
    },
  };
  const running = publishNth(press, editions, undefined, troubled).catch(error => {
    if (!(error instanceof Crash)) throw error;
  });
  await Promise.race([running, trouble.reached.promise]);
  // Whatever does not hang comes to its end.
  await Promise.race([running, new Promise(resolve => setImmediate(resolve))]);
  return unfolded;
}

/** A press of which only the last edition is to be published. */
async function beforeLast(): Promise<Press> {
  const press = await aDisturbedSeries();
  await publishNth(press, editions - 1);
  return press;
}

async function undisturbed(): Promise<{ calls: number; bytes: object }> {
  const press = await beforeLast();
  const trouble = new Trouble(press, Number.POSITIVE_INFINITY, 'fails');
  await publishLast(press, trouble);
  return { calls: trouble.calls, bytes: derived(press) };
}

const control = await undisturbed();

describe('mail', () => {
  it('waits for no folding: there is some', () => {
    expect(control.calls).toBeGreaterThan(20);
  });

  it.each(['fails', 'hangs', 'ends'] as const)(
    'is on its way though folding %s, at whichever call, and what is missing is folded in later',
    async kind => {
      const each = Array.from({ length: control.calls }, (_, index) => index + 1);
      for (const at of sampleOf(`folding ${kind}`, each, 'crash points')) {
        const press = await beforeLast();
        const waiting = press.queue.work.length;
        await publishLast(press, new Trouble(press, at, kind));
        expect(press.queue.work.length, `call ${at}`).toBeGreaterThan(waiting);
        await publishNth(press, editions);
        expect(derived(press), `call ${at}`).toEqual(control.bytes);
        expect(press.damage.take(), `call ${at}`).toEqual([]);
      }
    },
    300_000,
  );
});
