import { resolve } from 'node:path';
import { buildEdition } from '../core/edition/build-edition.ts';
import { toInstant } from '../core/foundation/instant.ts';
import { parseConfiguration } from '../core/publication/configuration.ts';
import { rendererOf } from '../lambdas/runtime/rendering.ts';
import { readWording } from '../lambdas/runtime/wording.ts';
import type { EditionFiles } from './edition.ts';
import { madeUpRecords } from './made-up-facts.ts';

const templates = resolve(import.meta.dirname, '..', 'templates');
/** As many as give a digest of about 60 KB of HTML and 22 KB of text with the templates that ship. */
const articles = 4;

/** An installation with one publication, which exists to be measured. */
export const configuration = parseConfiguration(
  {
    publications: [
      {
        id: 'bench',
        title: 'Made-up Weekly',
        description: 'A weekly that exists to be measured, with made-up facts in two languages.',
        language: 'en',
        from: { name: 'Made-up Weekly', address: 'digest@news.example' },
        replyTo: 'editors@news.example',
        postalAddress: '1 Example Street, 1000 Example City',
        schedule: { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' },
        topics: ['controls', 'strategy', 'industry', 'regions', 'talent'].map(id => ({
          id,
          title: `On ${id}`,
        })),
      },
    ],
    operator: 'operator@news.example',
  },
  'bench/made-up-edition.ts',
);

/** An edition by Courant's own compiling, rendering and encoding, from made-up facts: the same bytes on every machine. */
export async function madeUpEdition(): Promise<EditionFiles> {
  const [publication] = configuration.publications;
  if (!publication) throw new Error('bench/made-up-edition.ts: expected one publication, found none.');
  const to = toInstant('2026-11-23T06:00:00Z');
  const topics = publication.topics.map(({ id }) => id);
  const seal = await buildEdition({
    publication,
    settings: configuration.settings,
    plan: {
      publication: 'bench',
      edition: '2026-11-23',
      number: 1,
      previous: null,
      window: { from: null, to },
    },
    records: madeUpRecords(articles, topics, to),
    previousManifest: null,
    previousReceipt: null,
    render: rendererOf(readWording(templates, configuration)),
    links: { subscriptions: 'https://links.example', archive: 'https://archive.example' },
  });
  return name => Promise.resolve(seal.files[name]);
}
