import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { within } from '../../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, week, weekly } from '../../../support/documents/archive-lists.ts';
import { Crash, CrashPlan } from '../../../support/memory/crashing.ts';
import { isChosen, sampleOf } from '../../../support/run/sample.ts';

type Press = ReturnType<typeof aPress>;

/** The last two editions are disturbed; they put right, withdraw and update what editions of two months before said. */
const editions = 7;
const undisturbed = 5;

async function fileFor(press: Press, n: number): Promise<void> {
  const follows = n > 5 ? { follows: `e${n - 5}.1` } : {};
  const article = anArticleFile(`e${n}`, [aFact(`e${n}`, 1, follows), aFact(`e${n}`, 2)]);
  await press.record(aRecord(within(n, 20), article).record);
  if (n > 5) await press.record(aCorrection(within(n, 30), `e${n - 5}.2`).record);
  if (n === 7) await press.record(aRetraction(within(n, 40), 'e4.1').record);
}

/** A press whose last editions are filed for and not published. */
async function prepared(): Promise<Press> {
  const press = aPress();
  await press.addReaders(2);
  for (let n = 1; n <= editions; n += 1) await fileFor(press, n);
  for (let n = 1; n <= undisturbed; n += 1) await publish(press, n);
  return press;
}

async function publish(press: Press, n: number, plan?: CrashPlan): Promise<void> {
  await publishEdition(contextOf(press, plan), weekly, week(n));
}

/** Publishes one edition after the other, until the process ends. */
async function publishUpTo(press: Press, last: number, plan?: CrashPlan): Promise<void> {
  try {
    for (let n = undisturbed + 1; n <= last; n += 1) await publish(press, n, plan);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}

/** All that follows from the chain, as bytes. */
function derived({ archive, marks }: Press): object {
  const sorted = (entries: Iterable<[string, string]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: sorted(archive.files),
    lists: sorted(archive.lists),
    appearances: sorted(marks.appearances),
    folded: [...marks.folded].sort(),
  };
}

async function asUndisturbed(): Promise<{ calls: number; bytes: object }> {
  const press = await prepared();
  const plan = new CrashPlan();
  for (let n = undisturbed + 1; n <= editions; n += 1) await publish(press, n, plan);
  return { calls: plan.calls, bytes: derived(press) };
}

const control = await asUndisturbed();

/** Several publishers of the same editions at once, of which each may end at a call of its own. */
const publishers = fc.array(
  fc.record({
    at: fc.integer({ min: 1, max: control.calls }),
    when: fc.constantFrom('before' as const, 'after' as const),
    ends: fc.boolean(),
    from: fc.integer({ min: undisturbed + 1, max: editions }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('folding', () => {
  it('ends with the same bytes, however many publish at once and wherever they end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(publishers, { minLength: 1, maxLength: 3 }), async rounds => {
        const press = await prepared();
        for (const round of rounds)
          await Promise.all(
            round.map(({ at, when, ends, from }) =>
              publishUpTo(press, from, new CrashPlan(ends ? at : undefined, when)),
            ),
          );
        for (let n = undisturbed + 1; n <= editions; n += 1) await publish(press, n);
        expect(derived(press)).toEqual(control.bytes);
      }),
      { numRuns: isChosen('publishers that race while they fold', 'long tests') ? 150 : 15 },
    );
  }, 120_000);
});

/** What goes wrong at one call of folding: of all that is called once the last edition's delivery has begun. */
class Trouble {
  calls = 0;
  readonly reached = Promise.withResolvers<void>();
  readonly #press: Press;
  readonly #at: number;
  readonly #kind: 'fails' | 'hangs' | 'ends';

  constructor(press: Press, at: number, kind: 'fails' | 'hangs' | 'ends') {
    this.#press = press;
    this.#at = at;
    this.#kind = kind;
  }

  wrap<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return async (...input: unknown[]) => {
          if (this.#isFolding()) await this.#goWrong();
          return Reflect.apply(value, target, input);
        };
      },
    });
  }

  #isFolding(): boolean {
    return this.#press.editions.rows.get(`weekly/${week(editions).slice(0, 10)}`)?.state === 'delivering';
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
  const context = contextOf(press);
  const troubled = {
    ...context,
    archive: trouble.wrap(context.archive),
    seals: trouble.wrap(context.seals),
    marks: trouble.wrap(context.marks),
    onUnfolded(error: unknown) {
      if (error instanceof Crash) throw error;
      unfolded.push(error);
    },
  };
  const running = publishEdition(troubled, weekly, week(editions)).catch(error => {
    if (!(error instanceof Crash)) throw error;
  });
  await Promise.race([running, trouble.reached.promise]);
  // Whatever does not hang comes to its end.
  await Promise.race([running, new Promise(resolve => setImmediate(resolve))]);
  return unfolded;
}

async function callsOfFolding(): Promise<number> {
  const press = await prepared();
  await publish(press, editions - 1);
  const trouble = new Trouble(press, Number.POSITIVE_INFINITY, 'fails');
  await publishLast(press, trouble);
  return trouble.calls;
}

const calls = await callsOfFolding();

describe('mail', () => {
  it('waits for no folding: there is some', () => {
    expect(calls).toBeGreaterThan(20);
  });

  it.each(['fails', 'hangs', 'ends'] as const)(
    'is on its way though folding %s, at whichever call, and what is missing is folded in later',
    async kind => {
      const each = Array.from({ length: calls }, (_, index) => index + 1);
      for (const at of sampleOf(`folding ${kind}`, each, 'crash points')) {
        const press = await prepared();
        await publish(press, editions - 1);
        const waiting = press.queue.work.length;
        await publishLast(press, new Trouble(press, at, kind));
        expect(press.queue.work.length, `call ${at}`).toBeGreaterThan(waiting);
        await publish(press, editions);
        expect(derived(press), `call ${at}`).toEqual(control.bytes);
      }
    },
    120_000,
  );
});
