import { beforeAll, describe, expect, it } from 'vitest';
import { type FactLine, readFactLines, writeFactLines } from '../../../../core/archive/data/fact-line.ts';
import { linesOfEdition } from '../../../../core/archive/data/lines-of-edition.ts';
import { readPublishedDigest } from '../../../../core/archive/data/published-digest.ts';
import { foldMissing } from '../../../../core/archive/folding/bring-over.ts';
import { rebuild } from '../../../../core/archive/folding/rebuild.ts';
import { newestSeal } from '../../../../core/edition/chain.ts';
import { pastEdition } from '../../../../core/edition/months/past-edition.ts';
import { sha256 } from '../../../../core/foundation/hash.ts';
import { plusHours } from '../../../../core/foundation/instant.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import {
  contextOf,
  editionOf,
  publishWeeks,
  week,
  weekly,
} from '../../../support/documents/archive-lists.ts';

type Press = ReturnType<typeof aPress>;

const inTwo = {
  statement: { en: 'Shenzhen lends clean rooms.', 'zh-Hans': '深圳出借洁净室。' },
  entities: ['Shenzhen'],
  quote: 'clean rooms for all',
  dates: [{ date: '2026-12-24', what: 'The rooms open' }],
};

/** Three editions: the first one's facts are corrected, withdrawn and updated later, in another month. */
async function threeEditions(): Promise<Press> {
  const press = aPress();
  const file = (n: number, hours: number, facts: Parameters<typeof anArticleFile>[1]) =>
    press.record(aRecord(plusHours(week(n), hours), anArticleFile(`article-${n}`, facts)).record);
  await file(1, -80, [
    aFact('article-1', 1, inTwo),
    aFact('article-1', 2),
    aFact('article-1', 3, { kind: 'measure', status: 'proposed' }),
  ]);
  await publishWeeks(press, [1]);
  await file(2, -80, [
    aFact('article-2', 1, { kind: 'measure', status: 'in force', follows: 'article-1.3' }),
  ]);
  await press.record(aCorrection(plusHours(week(2), -70), 'article-1.1').record);
  await publishWeeks(press, [2]);
  await press.record(aRetraction(plusHours(week(3), -70), 'article-1.2').record);
  await publishWeeks(press, [3]);
  return press;
}

const fileOf = (press: Press, month: string) => press.archive.lists.get(`weekly/all/${month}.jsonl`) ?? '';
const linesOf = (press: Press, month: string) => readFactLines(fileOf(press, month), month);

describe('the facts of a month', () => {
  let press: Press;
  let lines: FactLine[];
  beforeAll(async () => {
    press = await threeEditions();
    lines = linesOf(press, '2026-11');
  });

  it('are a line each, in order, as they were published: words in all languages, days, places, and the hash of the evidence', () => {
    expect(lines.map(({ number }) => number)).toEqual(['1-01', '1-02', '1-03', '2-01']);
    const line = lines.find(({ id }) => id === 'article-1.1');
    const { evidence } = aFact('article-1', 1);
    expect(line).toMatchObject({
      ...{ format: 1, publication: 'weekly', edition: editionOf(1), editionNumber: 1 },
      page: `../${editionOf(1)}/index.html#fact-${line?.number}`,
      statement: inTwo.statement,
      language: 'en',
      entities: ['Shenzhen'],
      quote: { text: inTwo.quote, language: 'en' },
      evidence: sha256(evidence),
      dates: [{ date: '2026-12-24', what: { en: 'The rooms open' } }],
      source: { article: 'article-1' },
    });
  });

  it('have their standing beside them, with what is right and where that is said', () => {
    const standings = Object.fromEntries(lines.map(({ id, standing }) => [id, standing]));
    expect(standings['article-1.1']).toMatchObject({ kind: 'corrected', by: { edition: editionOf(2) } });
    expect(standings['article-1.2']).toMatchObject({
      kind: 'withdrawn',
      by: { edition: editionOf(3), editionNumber: 3, number: '1-02' },
    });
    expect(standings['article-1.3']).toMatchObject({
      kind: 'updated',
      label: 'in force',
      by: { page: `../${editionOf(2)}/index.html#fact-2-01` },
    });
  });

  it('have the same bytes when all is made anew, and when only what was touched is', async () => {
    const before = new Map(press.archive.lists);
    const again = await threeEditions();
    for (const name of again.archive.lists.keys())
      if (name.endsWith('.jsonl')) again.archive.lists.set(name, 'damaged');
    await rebuild(contextOf(again), weekly);
    expect(new Map(again.archive.lists)).toEqual(before);
  });

  it('say of an edition of before, whose digest has no words for programs, what readers were shown', () => {
    const stored = press.archive.files.get(`weekly/${editionOf(1)}/digest.json`) ?? '';
    const { sections, ...rest } = JSON.parse(stored);
    const facts = sections.flatMap((section: { facts: object[] }) => section.facts);
    const older = facts.map(({ data: _, ...fact }: { data?: object }) => fact);
    const topic = sections[0].topic;
    const digest = readPublishedDigest(
      JSON.stringify({ ...rest, sections: [{ topic, facts: older }] }),
      'there',
    );
    const manifest = press.archive.files.get(`weekly/${editionOf(1)}/manifest.json`) ?? '';
    const [first] = linesOfEdition(pastEdition('weekly', manifest), digest, []).filter(
      ({ id }) => id === 'article-1.1',
    );
    expect(first).toMatchObject({
      statement: { en: inTwo.statement.en },
      evidence: null,
      topics: [topic.id],
    });
    expect(readFactLines(writeFactLines([first as FactLine]), 'there')).toEqual([first]);
  });

  it('read no digest of an edition that nothing was said of', async () => {
    const again = await threeEditions();
    for (const n of [4, 5, 6]) {
      const file = anArticleFile(`article-${n}`, [aFact(`article-${n}`, 1)]);
      await again.record(aRecord(plusHours(week(n), -80), file).record);
      if (n < 6) await publishWeeks(again, [n]);
    }
    const read: string[] = [];
    const context = contextOf(again);
    const inner = context.archive.read.bind(context.archive);
    const archive = Object.assign(Object.create(context.archive), {
      read: (edition: { edition: string }, name: string) => {
        if (name === 'digest.json') read.push(edition.edition);
        return inner(edition as never, name);
      },
    });
    await publishEdition({ ...context, archive }, weekly, week(6));
    expect(read).toContain(editionOf(6));
    expect(read).not.toContain(editionOf(4));
    expect(await foldMissing(context, weekly, await newestSeal(again.seals, 'weekly'))).toBe(0);
    expect(linesOf(again, '2026-12').map(({ number }) => number)).toEqual(['4-01', '5-01', '6-01']);
  });
});
