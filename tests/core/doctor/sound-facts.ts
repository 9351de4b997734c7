import type { Facts, StackState } from '../../../core/doctor/facts.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';

/** A stack as it is after a deployment that succeeded. */
export const soundStack: StackState = {
  status: 'UPDATE_COMPLETE',
  terminationProtection: true,
  outputs: new Map([
    ['Schedule1', 'weekly: every week on Monday at 07:00 (Europe/Brussels)'],
    ['Checkout', 'version 1.0.0, configuration 0a1b'],
    ['SiteLeadsTo', 'd.news.example CNAME d123.cloudfront.net'],
  ]),
  resources: [],
};

/** A domain as SES has it once all is set up. */
export const soundIdentity = {
  name: 'news.example',
  verified: true,
  signs: true,
  tokens: ['t1', 't2', 't3'],
  mailFrom: { domain: 'bounce.news.example', works: true },
};

/** A sender of that domain. */
export const soundSender: Facts['senders'][number] = {
  address: 'digest@news.example',
  identities: { seen: [soundIdentity] },
  mailFrom: 'bounce.news.example',
  spf: { seen: ['v=spf1 include:amazonses.com ~all'] },
  ownSpf: { seen: [] },
  mx: { seen: [{ exchange: 'feedback-smtp.eu-central-1.amazonses.com', priority: 10 }] },
  dmarc: { seen: { domain: 'news.example', records: ['v=DMARC1; p=none'] } },
};

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a';

/** Everything as it should be, after a deployment. */
export function soundFacts(changes: Partial<Facts> = {}): Facts {
  return {
    now: '2026-11-20T00:00:00Z' as Instant,
    configuration: aConfiguration({}, {}, { site: { domain: 'd.news.example', certificateArn } }),
    example: [],
    stackName: 'courant',
    checkout: 'version 1.0.0, configuration 0a1b',
    region: { seen: 'eu-central-1' },
    caller: { seen: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ops' } },
    stack: { seen: soundStack },
    owner: { seen: undefined },
    sending: {
      seen: {
        production: true,
        enabled: true,
        enforcement: 'HEALTHY',
        allowance: { perSecond: 14, perDay: 50_000, left: 50_000 },
      },
    },
    senders: [soundSender],
    audience: { seen: [{ publication: 'weekly', readers: 1200, suppressed: [] }] },
    site: {
      certificate: {
        seen: { status: 'ISSUED', names: ['*.news.example'], until: '2027-11-20T00:00:00Z' as Instant },
      },
      leads: { seen: { names: ['d123.cloudfront.net'], answers: true } },
    },
    subscription: { seen: 'confirmed' },
    alarms: { seen: [] },
    deadLetters: { seen: [{ queue: 'courant-slices-dead-letters.fifo', messages: 0 }] },
    schedules: { seen: [{ name: 'courant_weekly', state: 'on' }] },
    ...changes,
  };
}
