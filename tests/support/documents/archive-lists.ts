import { expect } from 'vitest';
import { editionsJsonSchema } from '../../../core/archive/editions-json.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { plainRun } from '../../../core/rendering/language/runs.ts';
import type { RenderArchive } from '../../../core/rendering/pages/archive-page.ts';
import { type PublishContext, publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import type { aPress } from '../builders/a-press.ts';
import { aPublication } from '../builders/a-publication.ts';
import { CrashPlan } from '../memory/crashing.ts';
import { childrenOf, parseXml, textOf } from './xml-elements.ts';

/** The publication of these tests. */
export const weekly = aPublication();
/** Every list of a public archive. */
export const listNames = ['index.html', 'feed.xml', 'feed.json', 'editions.json'] as const;
/** Where its files are served. */
export const folder = 'https://archive.example/archive/weekly';
/** The scheduled time of the nth edition, counted from 1. */
export const week = (n: number) => plusHours('2026-11-23T06:00:00Z' as Instant, (n - 1) * 168);
/** The name of the nth edition. */
export const editionOf = (n: number) => week(n).slice(0, 10);

/** Names the editions and nothing else. */
const plainArchive: RenderArchive = (_, editions, feeds) => ({
  page: `${editions.map(({ edition }) => edition).join(' ')} ${feeds}\n`,
  entries: editions.map(({ edition, number }) => ({
    headline: plainRun(`No. ${number}`),
    title: `No. ${number}`,
    summary: edition,
  })),
});

/** Names the editions on a page with the beginning and the end that every page has: by these damage is told from what is older. */
export const wholePages: RenderArchive = (_, editions, feeds) => ({
  ...plainArchive(_, editions, feeds),
  page: `<!doctype html>\n<ul>${editions.map(({ edition }) => `<li>${edition}`).join('')}</ul>\n</html>\n`,
});

type Press = ReturnType<typeof aPress>;

/** What publishing needs, with a public archive unless it is null, and with words for its lists. */
export function contextOf(
  press: Press,
  plan = new CrashPlan(),
  archive: string | null = 'https://archive.example',
) {
  const links = { subscriptions: 'https://links.example', archive };
  return { ...press.context(plan), links, renderArchive: plainArchive } satisfies PublishContext;
}

/** Publishes editions by their numbers, one after the other. */
export async function publishWeeks(press: Press, weeks: readonly number[], plan?: CrashPlan): Promise<void> {
  for (const n of weeks) await publishEdition(contextOf(press, plan), weekly, week(n));
}

/** A list as it stands; empty when there is none. */
export function listOf(press: Press, name: string): string {
  return press.archive.lists.get(`weekly/${name}`) ?? '';
}

/** The editions that each list names, newest first. */
export function namedIn(press: Press): Record<string, string[]> {
  return {
    'editions.json': editionsJsonSchema
      .parse(JSON.parse(listOf(press, 'editions.json')))
      .editions.map(({ edition }) => edition)
      .reverse(),
    'index.html': listOf(press, 'index.html').trim().split(' ').slice(0, -1),
    'feed.xml': childrenOf(parseXml(listOf(press, 'feed.xml')), 'entry').map(entry =>
      textOf(entry, 'summary'),
    ),
    'feed.json': JSON.parse(listOf(press, 'feed.json')).items.map(
      (item: { content_text: string }) => item.content_text,
    ),
  };
}

/** Asserts that all four lists name these editions, newest first, and no other. */
export function everyListNames(press: Press, weeks: readonly number[]): void {
  const editions = weeks.map(editionOf);
  expect(namedIn(press)).toEqual({
    'editions.json': editions,
    'index.html': editions,
    'feed.xml': editions,
    'feed.json': editions,
  });
}
