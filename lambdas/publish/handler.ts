import * as z from 'zod';
import { askedOnce } from '../../core/delivery/sending/sender-identities.ts';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { instantSchema } from '../../core/foundation/instant.ts';
import { mistakesOf } from '../../core/foundation/mistakes.ts';
import { bundlePath, readConfiguration } from '../runtime/bundle-file.ts';
import { reportDamage } from '../runtime/damage-report.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { publishEnvironment } from './environment.ts';
import { openPublishing } from './open-publishing.ts';
import type { PublishAnswer } from './publish-edition.ts';
import { publishNamed } from './publish-named.ts';

const { configurationFile } = readEnvironment(publishEnvironment);
const configuration = readConfiguration(bundlePath(configurationFile));
const logger = makeLogger('publish');
const context = openPublishing(configuration);

const eventSchema = z.object({ publication: z.string(), scheduledTime: instantSchema });

/** What an operator has to see to. */
const levels: { [Outcome in PublishAnswer['outcome']]?: 'warn' | 'error' } = {
  'not ready': 'warn',
  'not the owner': 'error',
};

/**
 * Publishes the edition of `{ publication, scheduledTime }`, as the scheduler and operators ask for it.
 * @throws InvalidInputError for anything else.
 */
export async function handler(event: unknown): Promise<PublishAnswer> {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw new InvalidInputError('The event', mistakesOf(parsed.error, event, 'event'));
  const { publication, scheduledTime } = parsed.data;
  const senders = askedOnce(context.senders, because => logger.warn('sender unknown', { because }));
  const report = await publishNamed(
    { ...context, configuration, senders },
    publication,
    scheduledTime,
  ).finally(() => reportDamage(context.damage, logger, configuration.stackName));
  const level = levels[report.outcome] ?? 'info';
  // By its number, which leads to the record: who decided, and why, is nothing for a log.
  const noted = 'decision' in report ? { ...report, decision: report.decision.number } : report;
  logger[level]('publish', { publication, scheduledTime, ...noted });
  return report;
}
