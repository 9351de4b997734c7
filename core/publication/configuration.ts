import * as z from 'zod';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { instantSchema } from '../foundation/instant.ts';
import { mistakesOf } from '../foundation/mistakes.ts';
import { slug } from '../foundation/slug.ts';
import { deploymentFields } from './deployment.ts';
import { scheduleMistake, scheduleSchema } from './schedule.ts';

/** Short enough for the names of an edition's files, links and schedules, which it is part of. */
const id = slug(40);
const oneLine = (max: number) =>
  z
    .string()
    .max(max)
    .regex(
      /^(?=.*(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}])[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u,
      'one line with at least one letter or digit, without control characters',
    );
/** The domain in lower case, as it will stand in the header of the mail: what may send is compared with that letter by letter. */
const address = z.email('an e-mail address').transform(text => {
  const at = text.lastIndexOf('@');
  return text.slice(0, at) + text.slice(at).toLowerCase();
});
const mailbox = z.strictObject({ name: oneLine(60), address });

/** Languages in which a publication can appear: those that have a file of messages, `templates/messages/<language>.json`. */
export const publicationLanguages = ['en', 'zh-Hans'] as const;

const publicationSchema = z.strictObject({
  id,
  title: oneLine(40),
  description: oneLine(200),
  language: z.enum(publicationLanguages),
  from: mailbox,
  replyTo: address,
  postalAddress: oneLine(200),
  schedule: scheduleSchema,
  topics: z.array(z.strictObject({ id, title: oneLine(60) })).min(1),
  whenEmpty: z.enum(['note', 'skip']).default('note'),
  /** The id that the publication had before: its first edition begins where the newest of that id ended. */
  formerly: id.optional(),
  /** Facts recorded before this are not part of the first edition. */
  coversSince: instantSchema.optional(),
});

const settingsSchema = z.strictObject({
  /** A slice holds at most this many readers. */
  sliceSize: z.int().min(1).max(1000).default(100),
  /** An edition more than this many hours late waits for an operator. */
  holdWhenLateHours: z.number().min(1).max(168).default(36),
  /** When SES says nothing of a message: mail it again once silence surely means that SES did not take it, or ask the operator. */
  settle: z.enum(['retry', 'ask']).default('retry'),
  /** Workers that deliver side by side; each takes its share of the account's rate. */
  lanes: z.int().min(1).max(10).default(1),
  /** An article or event this many days before the window makes the edition say that it is old. */
  oldAfterDays: z.int().min(1).max(365).default(30),
  /** Days that the functions' logs are kept. */
  logRetentionDays: z.union([z.literal(30), z.literal(90), z.literal(180), z.literal(365)]).default(90),
});

/** Schema of everything that an operator decides, as it stands in cdk.json. */
export const configurationSchema = z.strictObject({
  publications: z.array(publicationSchema).min(1).max(20),
  operator: address,
  ...deploymentFields,
  settings: settingsSchema.prefault({}),
});

/** A recurring digest, as an operator configured it. */
export type Publication = z.infer<typeof publicationSchema>;
/** Everything an operator decides; it travels to the functions as a file in their bundle. */
export type Configuration = z.infer<typeof configurationSchema>;

/**
 * Checks a configuration, fills in the defaults.
 * @param source where it was read, for messages.
 * @throws InvalidInputError with every mistake at once.
 *
 * @example
 * const { publications } = parseConfiguration(cdkJson.context.courant, 'cdk.json context.courant');
 * console.log(publications.map(({ id }) => id)); // ['china-tech-controls', …]
 */
export function parseConfiguration(input: unknown, source: string): Configuration {
  const result = configurationSchema.safeParse(input);
  if (!result.success)
    throw new InvalidInputError('The configuration', mistakesOf(result.error, input, source));
  const mistakes = crossMistakes(result.data, source);
  if (mistakes.length > 0) throw new InvalidInputError('The configuration', mistakes);
  return result.data;
}

/** Finds a publication by its id. @throws UnknownPublicationError */
export function publicationOf(configuration: Configuration, id: string): Publication {
  const found = configuration.publications.find(publication => publication.id === id);
  if (!found)
    throw new UnknownPublicationError(
      id,
      configuration.publications.map(p => p.id),
    );
  return found;
}

/** Something names a publication that the configuration does not have. */
export class UnknownPublicationError extends InvalidInputError {
  constructor(id: string, known: readonly string[]) {
    super('The publication', [
      {
        source: 'configuration',
        path: 'publications[].id',
        expected: `one of ${known.join(', ')}`,
        found: JSON.stringify(id),
        todo: 'use an id of the list, or add the publication to the context "courant" in cdk.json',
      },
    ]);
  }
}

function crossMistakes(configuration: Configuration, source: string): Mistake[] {
  return [
    ...repeated(configuration.publications.map(p => p.id)).map(id => ({
      source,
      path: 'publications',
      expected: 'every publication id once',
      found: `"${id}" twice`,
      todo: 'rename one of them',
    })),
    ...configuration.publications.flatMap((publication, index) => [
      ...formerMistake(configuration, publication, source, `publications[${index}].formerly`),
      ...scheduleMistake(publication.schedule, source, `publications[${index}].schedule`),
      ...repeated(publication.topics.map(t => t.id)).map(id => ({
        source,
        path: `publications[${index}].topics`,
        expected: 'every topic id once',
        found: `"${id}" twice`,
        todo: 'remove one of them',
      })),
    ]),
  ];
}

/** `formerly` must not name a publication of the list: the same facts would be published twice. */
function formerMistake(
  { publications }: Configuration,
  { formerly }: Publication,
  source: string,
  path: string,
): Mistake[] {
  if (formerly === undefined || !publications.some(({ id }) => id === formerly)) return [];
  const expected = 'an id that no publication of the list has';
  const todo = 'remove the publication of that id from the list, or remove this field';
  return [{ source, path, expected, found: `"${formerly}", which one has`, todo }];
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

/** A fact stands under the first of the publication's topics that it has; undefined when it has none of them. */
export function topicOf(
  fact: { topics: readonly string[] },
  publication: Publication,
): Publication['topics'][number] | undefined {
  return publication.topics.find(topic => fact.topics.includes(topic.id));
}
