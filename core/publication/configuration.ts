import * as z from 'zod';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { type Instant, instantSchema } from '../foundation/instant.ts';
import { mistakesOf } from '../foundation/mistakes.ts';
import { slug } from '../foundation/slug.ts';
import { deploymentFields, runbookAddress } from './deployment.ts';
import { deploymentMistakes } from './deployment-mistakes.ts';
import { isAddress } from './domains.ts';
import { publicationLanguages } from './languages.ts';
import { publicMailProvider } from './mail-providers.ts';
import { publicationMistakes } from './publication-mistakes.ts';
import { scheduleSchema } from './schedule.ts';
import { logRetentions, settingsSchema } from './settings.ts';
import { spellingAdvice } from './spellings.ts';

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
const address = z
  .string()
  .refine(isAddress, 'an e-mail address')
  .transform(text => {
    const at = text.lastIndexOf('@');
    return text.slice(0, at) + text.slice(at).toLowerCase();
  });
/** An address that SES can be allowed to send from. */
const senderAddress = address.superRefine((text, context) => {
  const provider = publicMailProvider(text);
  if (provider === undefined) return;
  const todo =
    `write an address at a domain whose DNS records you can set: SES needs proof from there, and ${provider} gives it to nobody. ` +
    'replyTo and operator may stay with it';
  context.addIssue({ code: 'custom', message: 'an address at a domain of your own', params: { todo } });
});
const mailbox = z.strictObject({ name: oneLine(60), address: senderAddress });
const formerSenders = z.array(senderAddress).default([]);

const publicationSchema = z.strictObject({
  id,
  title: oneLine(40),
  description: oneLine(200),
  language: z.enum(publicationLanguages),
  from: mailbox,
  /** Senders that it had before: editions that were sealed with them may still be mailed from there. */
  formerSenders,
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

/** A publication that makes no new editions: as much as its links, its feedback and its unfinished editions need. */
const retiredSchema = z.strictObject({
  id,
  title: oneLine(40),
  language: z.enum(publicationLanguages),
  from: mailbox,
  formerSenders,
});

/** Schema of everything that an operator decides, as it stands in cdk.json. */
export const configurationSchema = z.strictObject({
  publications: z.array(publicationSchema).min(1).max(20),
  retired: z.array(retiredSchema).default([]),
  operator: address,
  /** Where the operator reads the runbook: mails and alarms then link to its articles. */
  runbook: runbookAddress.optional(),
  /** Who is mailed a proof before each edition. */
  editors: z.array(address).max(20).default([]),
  ...deploymentFields,
  settings: settingsSchema.prefault({}),
});

/** What is checked between fields, where those can be read; the schema above says what is wrong with each. */
const { formerly, coversSince, schedule, topics } = publicationSchema.shape;
const readablePublications = z.object({
  publications: z.array(
    z.object({ id, formerly, coversSince, schedule, topics }).optional().catch(undefined),
  ),
  retired: z.array(z.object({ id }).optional().catch(undefined)).catch([]).default([]),
});
const readableDeployment = z.object({
  ...deploymentFields,
  publications: z.array(z.object({ from: mailbox })),
});

/** A recurring digest, as an operator configured it. */
export type Publication = z.infer<typeof publicationSchema>;
/** A publication that makes no new editions, as an operator configured it. */
export type Retired = z.infer<typeof retiredSchema>;
/** Everything an operator decides; it travels to the functions as a file in their bundle. */
export type Configuration = z.infer<typeof configurationSchema>;

/**
 * Checks a configuration, fills in the defaults.
 * @param source where it was read, for messages.
 * @param now the present, for whoever may deploy it: what depends on the time is checked only with it. What was deployed is not looked
 *   at again as time goes on.
 * @throws InvalidInputError with every mistake at once.
 *
 * @example
 * const { publications } = parseConfiguration(cdkJson.context.courant, 'cdk.json context.courant');
 * console.log(publications.map(({ id }) => id)); // ['china-tech-controls', …]
 */
export function parseConfiguration(input: unknown, source: string, now?: Instant): Configuration {
  const result = configurationSchema.safeParse(input);
  const mistakes = [
    ...(result.error ? mistakesOf(result.error, input, source, advise) : []),
    ...mistakesBetween(input, source, now),
  ];
  if (!result.success || mistakes.length > 0) throw new InvalidInputError('The configuration', mistakes);
  return result.data;
}

/** What is wrong between fields that can be read, so that a wrong field elsewhere hides none of it. */
function mistakesBetween(input: unknown, source: string, now: Instant | undefined): Mistake[] {
  const { data: read } = readablePublications.safeParse(input);
  const { data: deployment } = readableDeployment.safeParse(input);
  return [
    ...(read ? publicationMistakes(read, source, now) : []),
    ...(deployment ? deploymentMistakes(deployment, deployment.publications, source) : []),
  ];
}

function advise(path: readonly PropertyKey[], value: unknown, holder: unknown): string | undefined {
  return spellingAdvice(path, value, holder, { languages: publicationLanguages, retentions: logRetentions });
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

/** A fact stands under the first of the publication's topics that it has; undefined when it has none of them. */
export function topicOf(
  fact: { topics: readonly string[] },
  publication: Pick<Publication, 'topics'>,
): Publication['topics'][number] | undefined {
  return publication.topics.find(topic => fact.topics.includes(topic.id));
}
