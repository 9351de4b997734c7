import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { AmendmentRecord } from '../../../core/articles/log-record.ts';
import { amendmentName } from '../../../core/articles/record-key.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { type Instant, plusHours, toInstant } from '../../../core/foundation/instant.ts';
import { MemoryFactLog } from '../../support/memory/memory-fact-log.ts';
import { sampleCapture, sampleFact, sampleFile } from './sample-article.ts';

/** A correction of the sample article's fact; fields given replace those of the sample's fact. */
export function sampleCorrection(more: Partial<Fact> = { entities: ['Ada Example', 'Port'] }): AmendmentFile {
  return { fact: 'quiet-cranes.1', reason: 'The port was left out.', corrected: sampleFact(more) };
}

/** A retraction of it. */
export function sampleRetraction(reason = 'Nobody said so.'): AmendmentFile {
  return { fact: 'quiet-cranes.1', reason };
}

const start = toInstant('2026-11-23T05:59:58Z');

/**
 * A store that holds the sample article, and whose clock, a second later each time it is asked, is as right as the caller's.
 * @param capture null: the article was filed without it, as those are that ship with the project.
 */
export async function deskWithArticle(capture: string | null = sampleCapture) {
  let asked = 0;
  const now = (): Instant => plusHours(start, asked++ / 3600);
  const log = new MemoryFactLog(now);
  const clock = { now: () => plusHours(start, (asked - 1) / 3600) };
  await fileArticle({ filing: log, clock }, sampleFile(), capture);
  return { log, clock, start };
}

/** The records about the sample article's fact that count, in their order. */
export async function amendments(log: MemoryFactLog): Promise<AmendmentRecord[]> {
  const found: AmendmentRecord[] = [];
  for (let sequence = 1; ; sequence += 1) {
    const key = log.names.get(amendmentName('quiet-cranes.1', sequence));
    if (key === undefined) return found;
    found.push((await log.read(key)) as AmendmentRecord);
  }
}
