import { expectEqual, RehearsalError } from '../deployed-stage.ts';
import { statement } from './own-publication.ts';

type Opened = { file: DraftedFile; version: string; inFacts: string | null; mistakes: unknown[] };
type DraftedFile = { article: object; facts: { evidence: string; attribution: { suggested: object } }[] };

/**
 * What an editor does at the desk, by what its pages send: completes the head of a draft, keeps one candidate, writes its statement, and
 * moves the article to facts/.
 * @param desk its address. @param day the day of the article
 * @throws RehearsalError where the desk refuses that, or finds a mistake
 */
export async function writeAtDesk(desk: string, slug: string, day: string): Promise<void> {
  const article = `${desk}/article/${slug}`;
  const opened = await ask<Opened>(`${article}/state`, 'GET');
  const file = written(opened.file, day);
  const kept = await ask<Opened>(article, 'PUT', { base: opened.version, file });
  expectEqual('mistakes that the desk finds', [], kept.mistakes);
  await ask(`${article}/facts`, 'POST', { base: kept.version, inFacts: kept.inFacts });
  console.log(`written    facts/${slug}.json, at the desk`);
}

function written({ article, facts, ...rest }: DraftedFile, day: string): object {
  const fact = facts.find(({ evidence }) => evidence.includes('it will issue licences'));
  if (!fact) throw new RehearsalError('candidates of the draft', 'it will issue licences', facts);
  const head = {
    title: 'Harbour office opens chip licences',
    publisher: 'The Harbour Post',
    type: 'news',
    published: { date: day, basis: 'stated' },
  };
  const chosen = { statement: { en: statement }, kind: 'plan', attribution: fact.attribution.suggested };
  return { ...rest, article: { ...article, ...head }, facts: [{ ...fact, ...chosen, topics: ['licences'] }] };
}

/** As a page of the desk asks. */
async function ask<Answer>(url: string, method: string, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { origin: new URL(url).origin, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new RehearsalError(`${method} ${url}`, 200, await response.text());
  return (await response.json()) as Answer;
}
