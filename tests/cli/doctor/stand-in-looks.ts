import type { AccountLooks, NameLooks } from '../../../core/doctor/looks.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { checkoutMark } from '../../../core/publication/cdk-json.ts';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { describeSchedule } from '../../../core/publication/schedule.ts';
import { projectVersion } from '../../../infra/inputs/config.ts';
import { soundIdentity, soundStack } from '../../core/doctor/sound-facts.ts';

const resources = [
  { type: 'AWS::SNS::Topic', id: 'arn:aws:sns:eu-central-1:1:courant-operator' },
  { type: 'AWS::CloudWatch::Alarm', id: 'courant-edition-held' },
  { type: 'AWS::SQS::Queue', id: 'https://sqs.example/1/courant-slices.fifo' },
  { type: 'AWS::SQS::Queue', id: 'https://sqs.example/1/courant-slices-dead-letters.fifo' },
  { type: 'AWS::SQS::Queue', id: 'https://sqs.example/1/courant-failed-runs' },
  { type: 'AWS::Scheduler::Schedule', id: 'courant_weekly' },
];

const distribution = 'd123.cloudfront.net';

/** A certificate for a site below `news.example`. */
export const soundCertificate = {
  status: 'ISSUED',
  names: ['*.news.example'],
  until: '2027-11-20T00:00:00Z' as Instant,
};

/** An account in which all is as a sound deployment of this configuration leaves it; `asked` has what was asked for. */
export function soundLooks(configuration: Configuration, changes: Partial<AccountLooks> = {}) {
  const asked: string[] = [];
  const told = <Arguments extends unknown[], Answer>(
    name: string,
    answer: (...given: Arguments) => Answer,
  ) => {
    return async (...given: Arguments): Promise<Answer> => {
      asked.push([name, ...given].join(' '));
      return answer(...given);
    };
  };
  const outputs = new Map([
    ...configuration.publications.map(
      ({ id, schedule }, index) => [`Schedule${index + 1}`, `${id}: ${describeSchedule(schedule)}`] as const,
    ),
    ['Checkout', checkoutMark(projectVersion, configuration)] as const,
    ['SiteLeadsTo', `d.news.example CNAME ${distribution}`] as const,
  ]);
  const looks: AccountLooks = {
    region: told('region', () => 'eu-central-1'),
    caller: told('caller', () => ({ account: '1', arn: 'arn:aws:iam::1:user/ops' })),
    stack: told('stack', (_: string) => ({ ...soundStack, outputs, resources })),
    sending: told('sending', () => ({
      ...{ production: true, enabled: true, enforcement: 'HEALTHY' },
      allowance: { perSecond: 14, perDay: 50_000, left: 50_000 },
    })),
    identity: told('identity', (name: string) => (name === 'news.example' ? soundIdentity : null)),
    async *suppressed() {},
    certificate: told('certificate', (_: string) => soundCertificate),
    subscription: told('subscription', (_topic: string, _address: string) => 'confirmed' as const),
    alarmsOn: told('alarms', (_: readonly string[]) => []),
    messagesIn: told('messages', (_: string) => 0),
    schedule: told('schedule', (_: string) => 'on' as const),
    close: () => void asked.push('close'),
    ...changes,
  };
  return { looks, asked };
}

/** A DNS in which `news.example` is as SES wants it. */
export function soundNames(changes: Readonly<Record<string, string[]>> = {}): NameLooks {
  const texts: Record<string, string[]> = {
    'bounce.news.example': ['v=spf1 include:amazonses.com ~all', 'something else'],
    'news.example': ['google-site-verification=x'],
    '_dmarc.news.example': ['v=DMARC1; p=reject', 'v=other'],
    ...changes,
  };
  return {
    texts: async name => texts[name] ?? [],
    mailServers: async name =>
      name === 'bounce.news.example'
        ? [{ exchange: 'feedback-smtp.eu-central-1.amazonses.com', priority: 10 }]
        : [],
    alias: async name => (name === 'd.news.example' ? distribution : null),
    hasAddress: async () => true,
  };
}
