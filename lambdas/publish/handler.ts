import * as z from 'zod';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { instantSchema } from '../../core/foundation/instant.ts';
import { mistakesOf } from '../../core/foundation/mistakes.ts';
import { publicationOf } from '../../core/publication/configuration.ts';
import { bundlePath, readConfiguration } from '../runtime/bundle-file.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { publishEnvironment } from './environment.ts';
import { openPublishing } from './open-publishing.ts';
import { type PublishReport, publishEdition } from './publish-edition.ts';

const { configurationFile } = readEnvironment(publishEnvironment);
const configuration = readConfiguration(bundlePath(configurationFile));
const logger = makeLogger('publish');
const context = openPublishing(configuration);

const eventSchema = z.object({ publication: z.string(), scheduledTime: instantSchema });

/**
 * Publishes the edition of `{ publication, scheduledTime }`, as the scheduler and operators ask for it.
 * @throws InvalidInputError for anything else.
 */
export async function handler(event: unknown): Promise<PublishReport> {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw new InvalidInputError('The event', mistakesOf(parsed.error, event, 'event'));
  const { publication, scheduledTime } = parsed.data;
  const report = await publishEdition(context, publicationOf(configuration, publication), scheduledTime);
  logger.info('publish', { publication, scheduledTime, ...report });
  return report;
}
