import { isFactAmendment } from '../articles/amendments.ts';
import type { StoredRecord } from '../articles/fact-log.ts';
import type { Past } from '../digest/past.ts';
import type { Manifest } from './manifest.ts';

/** What was taken down before an edition is made: ids of the facts whose words are gone, and the records as manifests name them. */
export type Gone = { facts: ReadonlySet<string>; records: NonNullable<Manifest['takenDown']> };

/** Nothing was taken down. */
export const nothingGone: Gone = { facts: new Set(), records: [] };

/** Records without amendments of facts that were taken down: a correction says again what was said. */
export function stillTold(records: readonly StoredRecord[], { facts }: Gone): StoredRecord[] {
  return records.filter(({ record }) => !isFactAmendment(record) || !facts.has(record.fact));
}

/** What an edition has to know of earlier ones, without days ahead, and days that are off, that facts told which were taken down. */
export function daysStillTold(past: Past, { facts }: Gone): Past {
  const stays = ({ id }: { id: string }) => !facts.has(id);
  return { ...past, daysAhead: past.daysAhead.filter(stays), daysGone: past.daysGone.filter(stays) };
}
