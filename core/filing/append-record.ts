import type { FactFiling } from '../articles/fact-log.ts';
import type { LogRecord } from '../articles/log-record.ts';
import { recordName } from '../articles/record-key.ts';
import { type Instant, secondsBetween } from '../foundation/instant.ts';
import { ClockOffError } from './filing-errors.ts';

/** A record as it was appended, and the key of the one that has its name: its own, or that of one that was named first. */
export type Appended = { key: string; recordedAt: Instant; named: string };

const clockMayBeOffSeconds = 300;
/** Half of the time for which an edition looks back for records that came late: the other half is for the naming. */
const staleAfterSeconds = 24 * 3600;

/**
 * Appends a record and gives it its name. Only the naming makes it count, so a crash before it leaves nothing that an edition
 * takes up, and doing it again completes it.
 */
export async function appendAndName(filing: FactFiling, record: LogRecord): Promise<Appended> {
  const { key, recordedAt } = await appendFresh(filing, record);
  return { key, recordedAt, named: await filing.nameRecord(recordName(record), key) };
}

/** @throws ClockOffError when the two are more than five minutes apart. */
export function refuseWrongClock(own: Instant, store: Instant): void {
  if (Math.abs(secondsBetween(own, store)) > clockMayBeOffSeconds) throw new ClockOffError(own, store);
}

/**
 * Appends a record, anew and under the new time for as long as the store's clock says that it came too late: an edition looks
 * for records a limited time after they were recorded, and this process may have slept since it asked for the time. The record
 * that is left behind is named by nothing, and passed over.
 */
async function appendFresh(filing: FactFiling, record: LogRecord): Promise<Omit<Appended, 'named'>> {
  const key = await filing.append(record);
  const { now } = await filing.look(recordName(record));
  if (secondsBetween(record.recordedAt, now) <= staleAfterSeconds)
    return { key, recordedAt: record.recordedAt };
  return appendFresh(filing, { ...record, recordedAt: now });
}
