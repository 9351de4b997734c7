import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordName } from '../../core/articles/record-key.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import { ProgressBar } from '../../local/terminal/progress-bar.ts';
import { type AgeCloud, openAgeCloud } from './age-cloud.ts';
import { measured, youngFrom } from './age-options.ts';
import { alikeIn, type Content, contentOf } from './content.ts';
import { type Comparison, type Cost, compare, costOf, meanOf } from './cost.ts';
import { recordsFor } from './made-up-years.ts';

/** What an archive cost when it was young and when it was old. */
export type AgeRun = {
  editions: number;
  content: { young: Content; old: Content };
  comparisons: Comparison[];
};

/** When the first edition is due. */
const first = '2006-11-27T06:00:00Z' as Instant;
const week = 7 * 24;

/** Costs of one age. */
type Age = { contents: Content[]; publishing: Cost[]; idle: Cost[]; status: Cost[] };

/** Publishes so many editions, one after the other, in a temporary folder that is removed whatever happens. */
export async function runAge(editions: number): Promise<AgeRun> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-age-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const opened = await openAgeCloud(folder, first);
  try {
    return { editions, ...(await grow(opened, editions)) };
  } finally {
    await opened.stop();
    process.off('exit', remove);
    remove();
  }
}

async function grow(opened: AgeCloud, editions: number): Promise<Omit<AgeRun, 'editions'>> {
  const young: Age = { contents: [], publishing: [], idle: [], status: [] };
  const old: Age = { contents: [], publishing: [], idle: [], status: [] };
  const bar = new ProgressBar('Publishing', editions);
  for (let n = 1; n <= editions; n += 1) {
    const isYoung = n >= youngFrom && n < youngFrom + measured;
    const age = isYoung ? young : n > editions - measured ? old : undefined;
    await publishOne(opened, n, age);
    bar.show(n);
  }
  bar.clear();
  const content = alikeIn(young.contents);
  return {
    content: { young: content, old: alikeIn(old.contents, content) },
    comparisons: [
      compare('An edition, delivered', meanOf(young.publishing), meanOf(old.publishing)),
      compare('A sweep with nothing to do', meanOf(young.idle), meanOf(old.idle)),
      compare('courant status', meanOf(young.status), meanOf(old.status)),
    ],
  };
}

/** Measured or not, each is made, brought on its way and closed alike. */
async function publishOne(opened: AgeCloud, n: number, age: Age | undefined): Promise<void> {
  const { clock, log, publication, publish, sealOf, sweep, status } = opened;
  const time = plusHours(first, (n - 1) * week);
  clock.stopAt(plusHours(time, -30));
  for (const record of recordsFor(
    n,
    time,
    publication.topics.map(({ id }) => id),
  ))
    await log.nameRecord(recordName(record), await log.append(record));
  clock.stopAt(time);
  const cost = await costOf(opened, () => publish(time));
  // After this the edition is closed, and so are those before it.
  clock.stopAt(plusHours(time, 1));
  await sweep();
  if (!age) return;
  age.publishing.push(cost);
  age.contents.push(contentOf(await sealOf(time), cost.operations['ses SendRawEmail'] ?? 0));
  clock.stopAt(plusHours(time, 30));
  await sweep();
  age.idle.push(await costOf(opened, sweep));
  age.status.push(await costOf(opened, status));
}
