import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { week, within } from '../../support/builders/a-series.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { CrashPlan } from '../../support/memory/crashing.ts';

const weekly = aPublication();
/** Every edition takes up something of so many weeks before it. */
const longAgo = 10;

/** An edition goes on with a series, follows a fact of long ago, and puts two facts right, of which one is of long ago. */
function recordsOf(n: number): StoredRecord[] {
  const id = (week: number) => `week-${week}`;
  const follows = (from: number, to: number, fact: number) =>
    to > 0 ? { ...aFact(id(from), fact), follows: `${id(to)}.${fact}` } : aFact(id(from), fact);
  const facts = [follows(n, n - 1, 1), follows(n, n - longAgo, 2), aFact(id(n), 3), aFact(id(n), 4)];
  return [
    aRecord(within(n), anArticleFile(id(n), facts)),
    ...(n > 3 ? [aCorrection(within(n), `${id(n - 3)}.3`)] : []),
    ...(n > longAgo ? [aCorrection(within(n), `${id(n - longAgo)}.4`)] : []),
  ];
}

/** Publishes so many editions: what each of them asked of its stores, and from where on it listed the chain. */
async function costsOf(editions: number): Promise<{ calls: number[]; begins: (string | undefined)[] }> {
  const press = aPress({ sliceSize: 2 }, () => '2050-01-01T00:00:00Z' as Instant);
  await press.addReaders(3);
  const links = press.seals.links.bind(press.seals);
  const begins: (string | undefined)[] = [];
  press.seals.links = async (publication, since) => {
    begins.push(since);
    return links(publication, since);
  };
  const calls: number[] = [];
  for (let n = 1; n <= editions; n += 1) {
    // The first ones have nothing before them that they could begin at.
    if (n === longAgo + 1) begins.length = 0;
    for (const { record } of recordsOf(n)) await press.record(record);
    const plan = new CrashPlan();
    await publishEdition(press.context(plan), weekly, week(n));
    calls.push(plan.calls);
  }
  return { calls, begins };
}

const mean = (calls: readonly number[]) => calls.reduce((sum, one) => sum + one, 0) / calls.length;

describe('what an edition asks of its stores', () => {
  it('is as much after thirty editions as after ten, and no list of the chain from its beginning', async () => {
    const { calls, begins } = await costsOf(50);
    const [young, old] = [mean(calls.slice(longAgo, 30)), mean(calls.slice(30))];
    expect(young).toBeGreaterThan(50);
    expect(old / young).toBeLessThanOrEqual(1.1);
    expect(begins.length).toBeGreaterThan(40);
    expect(begins).not.toContain(undefined);
  }, 300_000);
});
