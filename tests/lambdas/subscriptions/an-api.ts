import { resolve } from 'node:path';
import type { Hono } from 'hono';
import type { Instant } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { leaveKey, type Reader } from '../../../core/readers/reader.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { subscriptionsApi, type UnknownBecause } from '../../../lambdas/subscriptions/subscriptions-api.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { MemoryEndings } from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';

const templates = resolve(import.meta.dirname, '../../../templates');

/** What the clock of the API shows. */
export const apiTime = '2026-11-23T06:00:00Z' as Instant;

/**
 * The API with the shipped pages, on readers in memory. `changes` are those of its publication, `more` stands beside it, `unknown` is
 * what it told of.
 */
export async function anApi(
  readers: readonly Reader[] = [aReader(1)],
  changes: object = {},
  more: object = {},
): Promise<{
  api: Hono;
  readers: MemoryReaders;
  unknown: UnknownBecause[];
  endings: MemoryEndings;
  unkept: string[];
}> {
  const store = new MemoryReaders();
  const endings = new MemoryEndings();
  const unkept: string[] = [];
  for (const reader of readers) await store.add(reader);
  const configuration = aConfiguration(changes, {}, more);
  const wording = readWording(templates, configuration);
  const unknown: UnknownBecause[] = [];
  const api = subscriptionsApi({
    ...{ configuration, readers: store, wording },
    keeper: new EndingKeeper(endings, store, () => void unkept.push('unkept')),
    clock: { now: () => apiTime },
    onUnknown: because => void unknown.push(because),
  });
  return { api, readers: store, unknown, endings, unkept };
}

/** The path of a reader's leave link. */
export function leavePath(reader: Pick<Reader, 'id' | 'token'>, publication = 'weekly'): string {
  return `/leave/${publication}/${leaveKey(reader)}`;
}
