import type { Configuration } from '../../core/publication/configuration.ts';
import { readProjectConfiguration } from '../../infra/inputs/config.ts';
import { isolateFromAws } from '../../local/cloud/guard.ts';
import { createResources, feedbackSource, type Resources } from '../../local/cloud/resources.ts';
import { type Cloud, startCloud } from '../../local/cloud/start-cloud.ts';

/** An account that sets no pace, so that what is measured is ours. */
const unlimited = { maxSendRate: 100_000, max24HourSend: -1 };

/** The embedded cloud with the stack's resources, and what a function needs in its environment to use them. */
export type LoadCloud = { cloud: Cloud; resources: Resources; variables: Record<string, string> };

/** The project's own configuration, with a private archive as there is nobody to serve it, and slices of a size. */
export function loadConfiguration(sliceSize: number): Configuration {
  const configuration = readProjectConfiguration();
  return {
    ...configuration,
    publicArchive: false,
    settings: { ...configuration.settings, sliceSize },
  };
}

/**
 * Starts an embedded cloud on an empty directory, in this process, whose environment then leads to it and to no other. It keeps
 * no bytes of messages: fifty kilobytes a reader would measure the disk.
 */
export async function openLoadCloud(
  directory: string,
  configuration: Configuration,
  now: () => Date,
): Promise<LoadCloud> {
  isolateFromAws(process.env);
  const verified = configuration.publications.map(({ from }) => from.address.split('@')[1] ?? '');
  const cloud = await startCloud({
    directory,
    now,
    lasting: false,
    ses: { ...unlimited, verified, events: { ...feedbackSource } },
  });
  Object.assign(process.env, cloud.environment);
  const resources = await createResources(cloud);
  const variables = { ...cloud.environment, ...resources, LINKS_URL: 'https://links.news.example' };
  return { cloud, resources, variables };
}
