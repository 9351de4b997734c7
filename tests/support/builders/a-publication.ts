import {
  type Configuration,
  type Publication,
  parseConfiguration,
} from '../../../core/publication/configuration.ts';

const publication = {
  id: 'weekly',
  title: 'Weekly',
  description: 'A weekly for tests.',
  language: 'en',
  from: { name: 'Weekly', address: 'digest@news.example' },
  replyTo: 'editors@news.example',
  postalAddress: '1 Example Street, Example City',
  schedule: { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' },
  topics: [
    { id: 'controls', title: 'Export controls' },
    { id: 'strategy', title: 'Strategy' },
    { id: 'talent', title: 'Talent' },
  ],
};

const checked = new Map<string, Configuration>();

/**
 * A checked configuration with one publication. To check one takes milliseconds, and some tests ask for thousands of the same.
 * @param more fields beside the publication, such as `retired`.
 */
export function aConfiguration(
  changes: object = {},
  settings: object = {},
  more: object = {},
): Configuration {
  const given = {
    publications: [{ ...publication, ...changes }],
    operator: 'operator@news.example',
    publicArchive: false,
    settings,
    ...more,
  };
  const key = JSON.stringify(given);
  const configuration = checked.get(key) ?? parseConfiguration(given, 'test');
  checked.set(key, configuration);
  return structuredClone(configuration);
}

/** The one publication of such a configuration. */
export function aPublication(changes: object = {}): Publication {
  const [first] = aConfiguration(changes).publications;
  if (!first) throw new Error('no publication');
  return first;
}
