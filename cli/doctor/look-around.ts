import type { Facts, SiteFacts, StackState } from '../../core/doctor/facts.ts';
import type { Seen } from '../../core/doctor/finding.ts';
import type { AccountLooks, NameLooks } from '../../core/doctor/looks.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { checkoutMark } from '../../core/publication/cdk-json.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { projectVersion } from '../../infra/inputs/config.ts';
import { exampleValues } from '../../infra/inputs/reserved-domains.ts';
import type { Installation } from '../installation/installation.ts';
import { attempt, notDeployed, withSeen } from './attempt.ts';
import { lookAtSender } from './look-at-sender.ts';

/** What is looked at, and through what. */
export type Around = {
  configuration: Configuration;
  /** The stack's name. */
  stack: string;
  now: Instant;
  looks: AccountLooks;
  names: NameLooks;
  /** Works with the deployed installation; asked for only where one stands. */
  inInstallation<Result>(work: (installation: Installation) => Promise<Result>): Promise<Result>;
};

type OfStack<Fact> = (stack: StackState) => Promise<Seen<Fact>>;

/** Looks at everything that an installation needs, and changes nothing. What cannot be looked at is said, and the rest is looked at. */
export async function lookAround(around: Around): Promise<Facts> {
  const { configuration, looks, names, now } = around;
  const region = await attempt(() => looks.region());
  const caller = await withSeen(region, () => attempt(() => looks.caller()));
  const able = <Fact>(look: () => Promise<Fact>) => withSeen(caller, () => attempt(look));
  const stack = await able(() => looks.stack(around.stack));
  const ofStack = <Fact>(look: OfStack<Fact>) =>
    withSeen(stack, async seen => (seen === null ? notDeployed : look(seen)));
  const senders = [];
  for (const address of new Set(configuration.publications.map(({ from }) => from.address)))
    senders.push(await lookAtSender(address, 'seen' in caller ? looks : blind(caller.unseen), names));
  return {
    ...{ now, configuration, region, caller, stack, senders },
    example: exampleValues(configuration),
    stackName: around.stack,
    checkout: checkoutMark(projectVersion, configuration),
    owner: await ofStack(() => attempt(() => around.inInstallation(({ otherOwner }) => otherOwner()))),
    sending: await able(() => looks.sending()),
    audience: await ofStack(() => attempt(() => audienceOf(around))),
    site: configuration.site ? await lookAtSite(configuration.site, able, around) : null,
    ...(await lookAtParts(around, ofStack)),
  };
}

/** Nothing of SES can be seen without credentials. */
function blind(because: string): Pick<AccountLooks, 'identity'> {
  return { identity: () => Promise.reject(because) };
}

/** Active readers, and those of them on the suppression list, which is read once and kept as a set. */
async function audienceOf({ looks, configuration, inInstallation }: Around) {
  const listed = new Set(await Array.fromAsync(looks.suppressed()));
  return inInstallation(async ({ readers }) => {
    const found = [];
    for (const { id: publication } of configuration.publications) {
      const suppressed: string[] = [];
      let count = 0;
      for await (const { state, address } of readers.all(publication)) {
        if (state !== 'active') continue;
        count += 1;
        if (listed.has(address.toLowerCase())) suppressed.push(address);
      }
      found.push({ publication, readers: count, suppressed });
    }
    return found;
  });
}

async function lookAtSite(
  { domain, certificateArn }: NonNullable<Configuration['site']>,
  able: <Fact>(look: () => Promise<Fact>) => Promise<Seen<Fact>>,
  { looks, names }: Around,
): Promise<SiteFacts> {
  return {
    certificate: await able(() => looks.certificate(certificateArn)),
    leads: await attempt(async () => {
      const alias = await names.alias(domain);
      return { names: alias === null ? [] : [alias], answers: await names.hasAddress(domain) };
    }),
  };
}

type Parts = Pick<Facts, 'subscription' | 'alarms' | 'deadLetters' | 'schedules'>;

/** Looks at the parts that the stack lists. */
async function lookAtParts(
  { looks, configuration: { operator } }: Around,
  ofStack: <Fact>(look: OfStack<Fact>) => Promise<Seen<Fact>>,
): Promise<Parts> {
  const [subscription, alarms, deadLetters, schedules] = await Promise.all([
    ofStack(stack =>
      attempt(async () => {
        const [topic] = idsOf(stack, 'AWS::SNS::Topic');
        return topic === undefined ? 'none' : looks.subscription(topic, operator);
      }),
    ),
    ofStack(stack => attempt(() => looks.alarmsOn(idsOf(stack, 'AWS::CloudWatch::Alarm')))),
    ofStack(stack =>
      attempt(() =>
        Promise.all(
          idsOf(stack, 'AWS::SQS::Queue')
            .filter(isOfFailed)
            .map(async id => ({ queue: nameOf(id), messages: await looks.messagesIn(id) })),
        ),
      ),
    ),
    ofStack(stack =>
      attempt(() =>
        Promise.all(
          idsOf(stack, 'AWS::Scheduler::Schedule').map(async name => ({
            name,
            state: await looks.schedule(name),
          })),
        ),
      ),
    ),
  ]);
  return { subscription, alarms, deadLetters, schedules };
}

function idsOf({ resources }: StackState, type: string): string[] {
  return resources.filter(resource => resource.type === type).map(({ id }) => id);
}

/** As the constructs of the stack name the queues of what failed. */
function isOfFailed(queue: string): boolean {
  return /-(dead-letters|failed-runs)(\.fifo)?$/.test(queue);
}

function nameOf(queue: string): string {
  return queue.slice(queue.lastIndexOf('/') + 1);
}
