import { parseConfiguration } from '../../core/publication/configuration.ts';

/** An installation with one publication, which grows old. */
export const configuration = parseConfiguration(
  {
    publications: [
      {
        id: 'weekly',
        title: 'Made-up Weekly',
        description: 'A weekly that exists to grow old, with made-up facts.',
        language: 'en',
        from: { name: 'Made-up Weekly', address: 'digest@news.example' },
        replyTo: 'editors@news.example',
        postalAddress: '1 Example Street, 1000 Example City',
        schedule: { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' },
        topics: ['controls', 'strategy', 'industry'].map(id => ({ id, title: `On ${id}` })),
      },
    ],
    operator: 'operator@news.example',
  },
  'bench/age/age-configuration.ts',
);
