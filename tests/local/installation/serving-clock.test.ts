import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import { DamagedStateError } from '../../../local/cloud/files/state-file.ts';
import { AdjustableClock } from '../../../local/installation/adjustable-clock.ts';
import { ServingClock } from '../../../local/installation/serving-clock.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const hour = 3_600_000;
const at = (text: string) => text as Instant;

beforeEach(() => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-25T12:00:00Z'));
});
afterEach(() => void vi.restoreAllMocks());

const goOnMachine = (milliseconds: number) => {
  const now = Date.now();
  vi.mocked(Date.now).mockReturnValue(now + milliseconds);
};

/** A serving of an installation: its clock after it began, where the newest edition ends then. */
async function serving(directory: string, newest: Instant | null) {
  const clock = new AdjustableClock();
  const serving = await ServingClock.open(clock, directory);
  await serving.goOn(newest);
  return { clock, serving };
}

describe('ServingClock', () => {
  it('is the machine’s while no edition is ahead of it, whatever the clock was set to', async () => {
    const { clock } = await serving(await emptyDirectory(), at('2026-11-23T06:00:00Z'));
    expect(clock.now()).toBe('2026-11-25T12:00:00Z');
  });

  it('goes on with editions that are ahead, and with the machine from there', async () => {
    const { clock, serving: served } = await serving(await emptyDirectory(), null);
    await served.goOn(at('2026-11-30T06:00:00Z'));
    goOnMachine(hour);
    expect(clock.now()).toBe('2026-11-30T07:00:00Z');
  });

  it('never goes back: not to an edition that is past, nor from one serving to the next', async () => {
    const directory = await emptyDirectory();
    const { clock, serving: served } = await serving(directory, at('2026-11-30T06:00:00Z'));
    goOnMachine(3 * hour);
    clock.stopAt(at('2026-11-30T05:00:00Z'));
    await served.goOn(at('2026-11-30T06:00:00Z'));
    expect(clock.now()).toBe('2026-11-30T09:00:00Z');
    goOnMachine(hour);
    const later = await serving(directory, at('2026-11-30T06:00:00Z'));
    expect(later.clock.now()).toBe('2026-11-30T10:00:00Z');
  });

  it('is what the whole process goes by while it leads', async () => {
    const { serving: served } = await serving(await emptyDirectory(), at('2026-12-07T06:00:00Z'));
    {
      using _ = served.lead();
      expect(instantOf(new Date())).toBe('2026-12-07T06:00:00Z');
      expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    }
    expect(Date.now()).toBe(Date.parse('2026-11-25T12:00:00Z'));
  });

  it('goes on ahead of the machine, not of itself, while it leads', async () => {
    const { clock, serving: served } = await serving(await emptyDirectory(), at('2026-12-07T06:00:00Z'));
    using _ = served.lead();
    await served.goOn(at('2026-12-14T06:00:00Z'));
    expect([clock.now(), instantOf(new Date())]).toEqual(Array(2).fill('2026-12-14T06:00:00Z'));
  });

  it('says which file is damaged', async () => {
    const directory = await emptyDirectory();
    await serving(directory, at('2026-12-07T06:00:00Z'));
    const path = join(directory, 'clock-ahead');
    expect(await readFile(path, 'utf8')).toMatch(/^\d+\n$/);
    await writeFile(path, '12 days');
    await expect(serving(directory, null)).rejects.toThrow(DamagedStateError);
  });
});
