import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderLook } from '../../cli/archive/folder-look.ts';
import { makingOf } from '../../cli/archive/making-of.ts';
import { renderingOf } from '../../cli/installation/folding-of.ts';
import { recordName } from '../../core/articles/record-key.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import { keysOf, type Look, type StoreName } from '../../core/verification/seen/look.ts';
import type { Verification } from '../../core/verification/verification.ts';
import { verifyPublication } from '../../core/verification/verify-publication.ts';
import { ProgressBar } from '../../local/terminal/progress-bar.ts';
import { type AgeCloud, openAgeCloud } from '../age/age-cloud.ts';
import { configuration } from '../age/age-configuration.ts';
import { recordsFor } from '../age/made-up-years.ts';

/** What verifying an archive cost, and what reading its files and taking their SHA-256 did: seconds of processor time. */
export type VerifyRun = {
  editions: number;
  files: number;
  bytes: number;
  verifying: number;
  hashing: number;
  ratio: number;
  /** What a thousand such editions would take. */
  thousand: number;
  met: boolean;
  verification: Verification;
};

/** Well under a minute for a thousand editions, on a machine of today. */
const thousandAtMost = 40;
/** When the first edition is due. */
const first = '2006-11-27T06:00:00Z' as Instant;
const week = 7 * 24;
const address = 'https://links.news.example';

/** Publishes so many editions in a temporary folder, which is removed whatever happens, and verifies them. */
export async function runVerify(editions: number): Promise<VerifyRun> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-verify-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const look = await publishInto(folder, editions);
    return await measure(look, editions);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

async function publishInto(folder: string, editions: number): Promise<Look> {
  const opened = await openAgeCloud(folder, first);
  const buckets = { archive: process.env.ARCHIVE_BUCKET ?? '', content: process.env.CONTENT_BUCKET ?? '' };
  try {
    const bar = new ProgressBar('Publishing', editions);
    for (let n = 1; n <= editions; n += 1) {
      await publishOne(opened, n);
      bar.show(n);
    }
    bar.clear();
  } finally {
    await opened.stop();
  }
  return lookInto(join(folder, 'cloud', 's3'), buckets);
}

async function publishOne({ clock, log, publication, publish }: AgeCloud, n: number): Promise<void> {
  const time = plusHours(first, (n - 1) * week);
  const topics = publication.topics.map(({ id }) => id);
  clock.stopAt(plusHours(time, -30));
  for (const record of recordsFor(n, time, topics)) {
    if (record.type === 'article') await log.keepCapture(record.article.capture.sha256, record.article.id);
    await log.nameRecord(recordName(record), await log.append(record));
  }
  clock.stopAt(time);
  await publish(time);
}

/** The buckets lie side by side, each in a folder of its own. */
async function lookInto(folder: string, buckets: Record<StoreName, string>): Promise<Look> {
  const archive = await folderLook(join(folder, buckets.archive));
  const content = await folderLook(join(folder, buckets.content));
  const of = (store: StoreName) => (store === 'archive' ? archive : content);
  return {
    read: (store, key) => of(store).read(store, key),
    keys: (store, prefix) => (of(store).keys as NonNullable<Look['keys']>)(store, prefix),
    has: (store, prefix) => of(store).has(store, prefix),
  };
}

async function measure(look: Look, editions: number): Promise<VerifyRun> {
  const rendering = renderingOf(configuration, { subscriptions: address, archive: address });
  const making = makingOf(configuration, rendering);
  const hashed = await timed(() => hashAll(look));
  const verified = await timed(() => verifyPublication(look, 'weekly', { making }));
  const thousand = (verified.seconds / editions) * 1000;
  const { findings } = verified.result;
  return {
    ...{ editions, ...hashed.result, verifying: verified.seconds, hashing: hashed.seconds },
    ratio: verified.seconds / hashed.seconds,
    ...{ thousand, met: thousand <= thousandAtMost && findings.length === 0, verification: verified.result },
  };
}

async function hashAll(look: Look): Promise<{ files: number; bytes: number }> {
  let [files, bytes] = [0, 0];
  for (const store of ['archive', 'content'] as const)
    for (const key of await keysOf(look, store, '')) {
      const content = (await look.read(store, key)) ?? new Uint8Array();
      sha256(content);
      files += 1;
      bytes += content.length;
    }
  return { files, bytes };
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
