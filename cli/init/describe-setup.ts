import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../core/foundation/instant.ts';
import { type Configuration, type Publication, topicOf } from '../../core/publication/configuration.ts';
import { describeSchedule, occurrenceAfter } from '../../core/publication/schedule.ts';
import { exampleValues } from '../../infra/inputs/reserved-domains.ts';
import { shippedArticles, shippedCorrections } from '../../local/start/shipped-files.ts';
import { table } from '../program/layout.ts';

/** When the next three editions appear, by the publication's clocks and by those of whoever sits there. */
export function describeTimes({ title, schedule }: Publication, timeZone: string, now: Instant): string[] {
  const times = [now];
  while (times.length < 4) times.push(occurrenceAfter(schedule, times.at(-1) ?? now));
  const zones = [...new Set([schedule.timeZone, timeZone])];
  const own = zones.length === 1 ? 'which is your own time zone' : `and in ${timeZone}, where you are`;
  return [
    `${title} appears ${describeSchedule(schedule)}. The next three editions, in ${schedule.timeZone}, ${own}:`,
    ...table(times.slice(1).map(time => ['', ...zones.map(zone => localTime(time, zone))])),
  ];
}

function localTime(time: Instant, zone: string): string {
  const local = Temporal.Instant.from(time).toZonedDateTimeISO(zone);
  const day = local.toLocaleString('en', { weekday: 'short' });
  return `${day} ${local.toPlainDate()} ${local.toPlainTime().toString().slice(0, 5)} (UTC${local.offset})`;
}

/** What still keeps the stack from being deployed, a line each. */
export function describeExample(configuration: Configuration): string[] {
  const left = exampleValues(configuration);
  if (left.length === 0) return [];
  return [
    "Still the example's; the stack refuses to deploy with these:",
    ...table(left.map(({ path, value }) => ['', path, value])),
  ];
}

/**
 * What becomes of the facts that ship with the project: they stand in the editions of whoever has their topics, and nowhere else; how to
 * take out articles that no publication has a topic of. Nothing of files that cannot be read, which every program names that needs them.
 */
export async function describeShipped(
  folder: string,
  { publications }: Pick<Configuration, 'publications'>,
  { topics, id }: Publication,
): Promise<string[]> {
  const articles = await shippedArticles(folder).catch(() => []);
  const facts = articles.flatMap(({ file }) => file.facts);
  if (facts.length === 0) return [];
  const shared = topics.filter(topic => facts.some(fact => fact.topics.includes(topic.id)));
  const names = shared.map(topic => topic.id).join(', ');
  const said =
    shared.length > 0
      ? `Facts in facts/ have the topics ${names}, so they stand in editions of ${id}.`
      : `No fact in facts/ has a topic of ${id}, so none stands in its editions.`;
  const where =
    'npm start and npm run preview take in what is in facts/; a deployed stack, only what you file.';
  const foreign = articles.filter(({ file }) =>
    file.facts.every(fact => publications.every(publication => !topicOf(fact, publication))),
  );
  if (foreign.length === 0) return [`${said} ${where} Take out what is not yours.`];
  const files = [...foreign.map(({ name }) => name), ...(await correctionsOf(foreign, folder))];
  return [`${said} ${where}`, 'To take out what has no topic of yours:', `  git rm ${files.join(' ')}`];
}

type Articles = Awaited<ReturnType<typeof shippedArticles>>;

async function correctionsOf(articles: Articles, folder: string): Promise<string[]> {
  const ids = new Set(articles.flatMap(({ file }) => file.facts.map(fact => fact.id)));
  const corrections = await shippedCorrections(folder).catch(() => []);
  return corrections.filter(({ file }) => ids.has(file.fact)).map(({ name }) => name);
}
