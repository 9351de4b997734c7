import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { anEdition, due, edition, type Outcomes } from '../an-edition.ts';

const key = { publication: 'weekly', edition };
type World = Awaited<ReturnType<typeof anEdition>>;
/** What happens while the watch waits, one step after another. */
type Step = (world: World) => Promise<unknown>;

const settles =
  (n: number, state: Outcomes[number] = 'accepted'): Step =>
  world =>
    world.settle(n, state);
const nothing: Step = async () => undefined;

/** Watches an edition; after the last step somebody presses Ctrl-C. */
async function watch(world: World, steps: readonly Step[], ...words: string[]) {
  const waits: number[] = [];
  const drawn: string[] = [];
  const ended = { patience: 0, live: 0 };
  world.time.now = due;
  world.screen.patience = () => ({
    async isInterrupted(seconds) {
      waits.push(seconds);
      world.time.now = plusHours(world.time.now, seconds / 3600);
      const step = steps[waits.length - 1];
      await step?.(world);
      return step === undefined;
    },
    end() {
      ended.patience += 1;
    },
  });
  if (world.screen.columns !== undefined) {
    const columns = world.screen.columns;
    world.screen.live = {
      columns: () => columns,
      draw: line => void drawn.push(line),
      end() {
        ended.live += 1;
      },
    };
  }
  return { ...(await world.courant('status', '--watch', ...words)), waits, drawn, ended };
}

describe('courant status --watch', () => {
  it('draws the bar until the edition is closed, and says then what became of it', async () => {
    const world = await anEdition();
    world.screen.columns = 100;
    const steps = [settles(1), settles(2, 'rejected'), settles(3), settles(4), settles(5)];
    const { code, out, drawn, ended, waits } = await watch(world, [...steps, w => w.closeAgain(edition)]);
    expect(code).toBe(0);
    expect(drawn.map(line => line.replace(/[█░]+/, '▸'))).toEqual([
      'No. 1  ▸  0 of 5  0 %',
      'No. 1  ▸  1 of 5  20 %  about 20 seconds left',
      'No. 1  ▸  2 of 5  40 %  about 15 seconds left  1 refused',
      'No. 1  ▸  3 of 5  60 %  about 10 seconds left  1 refused',
      'No. 1  ▸  4 of 5  80 %  about 5 seconds left  1 refused',
      'No. 1  ▸  5 of 5  100 %  its receipt comes next  1 refused',
    ]);
    expect(out).toBe('No. 1 went to 4 of 5 readers today; one address was refused.\n');
    expect(waits).toEqual([5, 5, 5, 5, 5, 30]);
    expect(ended).toEqual({ patience: 1, live: 1 });
  });

  it('ends with 1 when the edition is held, with what happened and what to type', async () => {
    const world = await anEdition();
    world.screen.columns = 80;
    const hold: Step = ({ press }) => press.editions.hold(key, 'AccessDenied: no');
    const { code, out, drawn } = await watch(world, [settles(1), hold]);
    expect(code).toBe(1);
    expect(drawn.at(-1)).toMatch(/20 % {2}held$/);
    expect(out).toMatch(/^No\. 1 is held: 1 of 5 readers has it, and four wait\.\n\n2026-11-23 is held/);
    expect(out).toContain('courant release 2026-11-23\n');
  });

  it('ends with 130 on Ctrl-C, and says that the delivery goes on', async () => {
    const world = await anEdition();
    const before = JSON.stringify([...world.deliveries.rows, ...world.press.editions.rows]);
    const { code, out, ended } = await watch(world, [nothing]);
    expect(code).toBe(130);
    expect(out).toMatch(/\nYou no longer watch; the delivery goes on as before\.\n$/);
    expect(ended.patience).toBe(1);
    expect(world.seen.closed).toBe(1);
    expect(JSON.stringify([...world.deliveries.rows, ...world.press.editions.rows])).toBe(before);
  });

  it('in a pipe prints a line every half minute, and at once when it waits for something else', async () => {
    const world = await anEdition();
    const postpone: Step = ({ press }) => press.editions.postpone(key, plusHours(due, 20));
    const steps = [settles(1), nothing, nothing, nothing, nothing, nothing, postpone, nothing];
    const { out, waits } = await watch(world, steps);
    expect(out.split('\n').slice(0, -2)).toEqual([
      '07:00  No. 1: 0 of 5 (0 %)',
      '07:00  No. 1: 1 of 5 (20 %), about 2 minutes left',
      '07:00  No. 1: 1 of 5 (20 %), goes on tomorrow at 03:00: the quota of SES is used up',
      '07:01  No. 1: 1 of 5 (20 %), goes on tomorrow at 03:00: the quota of SES is used up',
    ]);
    // What rests is looked at more seldom.
    expect(waits).toEqual([5, 5, 5, 5, 5, 5, 5, 30, 30]);
  });

  it('reads the whole audience once, and then only what is not done', async () => {
    const world = await anEdition(['accepted', 'accepted', 'accepted']);
    let whole = 0;
    const all = world.press.slices.all.bind(world.press.slices);
    world.press.slices.all = row => {
      whole += 1;
      return all(row);
    };
    const asked: number[] = [];
    const read = world.press.slices.read.bind(world.press.slices);
    world.press.slices.read = async (row, number) => {
      asked.push(number);
      return read(row, number);
    };
    await watch(world, [settles(4), nothing]);
    expect(whole).toBe(1);
    // By their ids the first three readers are in slices 1 and 2, of which the second is full.
    expect(new Set(asked)).toEqual(new Set([1, 3]));
  });

  it('says so where nothing is on its way, and of an edition that is closed or not there', async () => {
    const world = await anEdition(['accepted', 'accepted', 'accepted', 'accepted', 'accepted']);
    await world.closeAgain(edition);
    const none = await watch(world, []);
    expect(none.code).toBe(0);
    expect(none.out).toMatch(
      /^Nothing is on its way\.\nNo\. 1 went to all five readers today\.\nNo\. 2 is due /,
    );
    const closed = await watch(world, [], edition);
    expect([closed.code, closed.out]).toEqual([0, 'No. 1 went to all five readers today.\n']);
    expect(closed.waits).toEqual([]);
    expect((await watch(world, [], '2026-11-24')).err).toContain('expected an edition 2026-11-24');
  });

  it('on this machine looks once, since nobody can be at work, and says what to type', async () => {
    const world = await anEdition(['accepted'], { carryOn: async () => {} });
    const { code, out, waits } = await watch(world, [], '--local');
    expect(code).toBe(1);
    expect(waits).toEqual([]);
    expect(out).toContain('07:00  No. 1: 1 of 5 (20 %)\n');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'On this machine nothing runs by itself: courant publish --local goes on with it.',
    );
  });

  it('is no companion of --json', async () => {
    const { code, err } = await (await anEdition()).courant('status', '--watch', '--json');
    expect(code).toBe(2);
    expect(err).toContain('--json');
  });
});
