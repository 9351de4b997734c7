import type { Installation } from '../../cli/installation/installation.ts';
import type { Delivery } from '../../core/delivery/ledger/delivery.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import { scheduleFingerprint } from '../../core/sweep/timetable.ts';
import { aConfiguration, aPublication } from '../support/builders/a-publication.ts';
import { aReader } from '../support/builders/a-reader.ts';
import { anArticleFile, aRecord } from '../support/builders/an-article.ts';
import { aMemoryWorld } from './memory-world.ts';

/** The first edition, and when it was due. */
export const edition = '2026-11-23';
/** When it was due. */
export const due = '2026-11-23T06:00:00Z' as Instant;
/** Half an hour after it was due. */
export const soon = plusHours(due, 0.5);

/** What became of the readers, one after another; who is left out waits. */
export type Outcomes = readonly Exclude<Delivery['state'], 'waiting'>[];

/** A world in which the first edition is published for five readers, and delivered so far. The clock can be set. */
export async function anEdition(
  outcomes: Outcomes = [],
  changes: Partial<Installation> = {},
  settings: object = {},
) {
  const time = { now: soon };
  const clock = { now: () => time.now };
  const world = aMemoryWorld({ clock, ...changes }, aConfiguration({}, settings));
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await world.press.addReaders(5);
  await seenByTheSweep();
  await world.installation.publish({ publication: 'weekly', scheduledTime: due });
  for (const [index, state] of outcomes.entries()) await settle(index + 1, state);
  const row = async () => {
    const found = await world.press.editions.read({ publication: 'weekly', edition });
    if (!found) throw new Error('no row');
    return found;
  };
  return { ...world, time, row, settle };

  /** A week before the edition. */
  async function seenByTheSweep(): Promise<void> {
    const fingerprint = scheduleFingerprint(aPublication().schedule);
    await world.press.timetables.since('weekly', fingerprint, plusHours(due, -24));
  }

  async function settle(n: number, state: Outcomes[number]): Promise<void> {
    const key = { publication: 'weekly', edition, reader: aReader(n).id };
    const attempt = `attempt-${n}`;
    if (state === 'withheld') return void (await world.deliveries.withhold(key, 'left'));
    await world.deliveries.claim(key, attempt, due);
    if (state === 'accepted') await world.deliveries.settle(key, attempt, { state, messageId: `m-${n}` });
    if (state === 'rejected' || state === 'uncertain')
      await world.deliveries.settle(key, attempt, { state, reason: 'TimeoutError: no answer' });
  }
}
