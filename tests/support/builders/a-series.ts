import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import type { Digest, DigestFact } from '../../../core/digest/digest.ts';
import { type Manifest, readManifest } from '../../../core/edition/manifest.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from './a-press.ts';
import { aPublication } from './a-publication.ts';

/** The scheduled time of the nth edition of a weekly, counted from 1. */
export const week = (n: number) => plusHours('2026-11-23T06:00:00Z' as Instant, (n - 1) * 168);
/** The name of the nth edition. */
export const editionOf = (n: number) => week(n).slice(0, 10);
/** A time in the nth edition's window, so many hours after it began. */
export const within = (n: number, hours = 24) => plusHours(week(n - 1), hours);

type Press = ReturnType<typeof aPress>;

/**
 * Publishes one edition after the other, each when the records given for it are there; they may be of any time.
 * @returns what was published, in sight.
 */
export async function aSeries(weeks: readonly (readonly StoredRecord[])[], changes: object = {}) {
  const press = aPress();
  const publication = aPublication(changes);
  for (const [index, records] of weeks.entries()) {
    for (const { record } of records) await press.record(record);
    await publishEdition(press.context(), publication, week(index + 1));
  }
  return { press, publication, digest: digestsOf(press), manifest: manifestsOf(press), page: pagesOf(press) };
}

/** The digest of the nth edition, as the archive has it. */
export function digestsOf(press: Press, publication = 'weekly') {
  return (n: number): Digest =>
    JSON.parse(press.archive.files.get(`${publication}/${editionOf(n)}/digest.json`) ?? '');
}

/** The manifest of the nth edition. */
export function manifestsOf(press: Press, publication = 'weekly') {
  return (n: number): Manifest =>
    readManifest(press.archive.files.get(`${publication}/${editionOf(n)}/manifest.json`) ?? '');
}

/** The page of the nth edition as it stands. */
export function pagesOf(press: Press, publication = 'weekly') {
  return (n: number): string => press.archive.files.get(`${publication}/${editionOf(n)}/index.html`) ?? '';
}

/** The facts of a digest in the order of their numbers. */
export function factsOf({ sections, views }: Digest): DigestFact[] {
  return [...sections.flatMap(({ facts }) => facts), ...views];
}
