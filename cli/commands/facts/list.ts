import { day } from '../../../core/articles/field.ts';
import { counted } from '../../../core/foundation/counts.ts';
import type { Mistake } from '../../../core/foundation/errors.ts';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import { slug } from '../../../core/foundation/slug.ts';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { topicsOf } from '../../facts/load-filings.ts';
import { listedLines, listedObject } from '../../facts/log/describe-listed.ts';
import { listedFacts } from '../../facts/log/listed-facts.ts';
import { choosePublication } from '../../installation/choose-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Arguments, Command } from '../../program/command.ts';
import type { Options } from '../../program/options.ts';
import { UsageError, usageMistake } from '../../program/usage-error.ts';

/** `facts list`: what is in the fact log. */
export const factsList: Command<World> = {
  name: 'facts list',
  operands: [],
  options: ['publication', 'topic', 'article', 'since', 'json'],
  summary: 'list filed facts: when each was filed, and what it says',
  about: [
    'Courant lists the facts of the log in the order in which they were filed, those that no edition has carried too: the id, when it ' +
      'was filed (UTC), and the statement as it is by now. [corrected] and [retracted] say what became of it since.',
    '--publication keeps those that have one of its topics, --topic those of one, --article those of one article, --since those that ' +
      'were filed on that day or later (UTC). Several of them keep what fits all. The whole log is read unless --since or --article says less.',
    'With --json Courant prints an object for each, with the statement in all its languages.',
  ],
  examples: [
    'courant facts list --since 2026-11-23',
    'courant facts list --article my-article',
    'courant facts list --publication china-tech-controls --topic controls --json',
  ],
  check: ({ options }) => filterMistakes(options),
  async run({ options }, world) {
    const topics = wantedTopics(await world.configuration(), options);
    return withInstallation(world, options, async ({ filing, clock }) => {
      const since = options.since === undefined ? undefined : beginningOf(options.since);
      const facts = await listedFacts(filing, clock.now(), { since, article: options.article, topics });
      if (options.json) for (const one of facts) world.print(JSON.stringify(listedObject(one)));
      else {
        for (const line of listedLines(facts, world.columns)) world.print(line);
        world.print(facts.length === 0 ? 'No facts are filed that fit.' : counted(facts.length, 'fact'));
      }
      return 0;
    });
  },
};

/** @throws UsageError of a topic that no publication has, or not the one that was named. */
function wantedTopics(
  configuration: Configuration,
  { publication, topic }: Options,
): readonly string[] | undefined {
  if (publication === undefined && topic === undefined) return undefined;
  const known =
    publication === undefined
      ? topicsOf(configuration)
      : choosePublication(configuration, publication).topics.map(({ id }) => id);
  if (topic === undefined) return known;
  if (known.includes(topic)) return [topic];
  const todo = 'correct the topic, or the publication';
  throw new UsageError([usageMistake(`--topic ${topic}`, `one of ${known.join(', ')}`, todo)]);
}

function filterMistakes({ article, since }: Arguments['options']): Mistake[] {
  const mistakes: Mistake[] = [];
  if (article !== undefined && !slug(60).safeParse(article).success) {
    const todo = 'copy the id from the article file; the id of a fact without its number is one';
    mistakes.push(usageMistake(`--article ${article}`, "an article's id, such as my-article", todo));
  }
  if (since !== undefined && !day.safeParse(since).success) {
    const todo = 'write year, month and day like the example';
    mistakes.push(usageMistake(`--since ${since}`, 'a day, such as 2026-11-23', todo));
  }
  return mistakes;
}

function beginningOf(since: string): Instant {
  return toInstant(`${since}T00:00:00Z`);
}
