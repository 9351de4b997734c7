import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import { addFacts } from '../../../core/filing/add-facts.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { factsInRecords, filedTwins } from '../../../core/filing/filed-twins.ts';
import { deskWithArticle, sampleCorrection, sampleRetraction } from './sample-amendment.ts';
import { sampleFact } from './sample-article.ts';

const said = 'The director of the port sees its future in cranes that make little noise.';
const coming = (statement = said, more: Partial<Fact> = {}) =>
  sampleFact({ id: 'loud-cranes.1', statement: { en: statement }, ...more });

async function aDesk() {
  const { log, clock } = await deskWithArticle();
  const records = () => Promise.all([...log.names.values()].map(key => log.stored(key)));
  const twins = async (...facts: Fact[]) =>
    (await filedTwins(log, factsInRecords((await records()) as StoredRecord[]), facts)).map(
      ({ first, second }) => [first.id, second.id],
    );
  return { desk: { filing: log, clock }, twins };
}

describe('a fact that says nearly the same as one that is filed', () => {
  it('is found, with that one', async () => {
    const { twins } = await aDesk();
    expect(await twins(coming(), coming('It rained.', { id: 'loud-cranes.2' }))).toEqual([
      ['quiet-cranes.1', 'loud-cranes.1'],
    ]);
    expect(await twins(coming(said, { sameAs: 'quiet-cranes.1' }))).toEqual([]);
  });

  it('is found once, with the one that is most like it, also among facts that were added', async () => {
    const { desk, twins } = await aDesk();
    const nearer = `${said} It said so.`;
    await addFacts(desk, {
      article: 'quiet-cranes',
      facts: [sampleFact({ id: 'quiet-cranes.2', statement: { en: nearer } })],
    });
    expect(await twins(coming(nearer))).toEqual([['quiet-cranes.2', 'loud-cranes.1']]);
    expect(await twins(coming(said))).toEqual([['quiet-cranes.1', 'loud-cranes.1']]);
  });

  it('is none of a fact that is retracted, nor of what it said before it was corrected, but of what it says now', async () => {
    const { desk, twins } = await aDesk();
    const right = 'Quiet cranes are loved by nobody but the director.';
    await amendFact(desk, sampleCorrection({ statement: { en: right } }));
    expect(await twins(coming())).toEqual([]);
    expect(await twins(coming(right))).toEqual([['quiet-cranes.1', 'loud-cranes.1']]);
    await amendFact(desk, sampleRetraction());
    expect(await twins(coming(right))).toEqual([]);
  });
});
