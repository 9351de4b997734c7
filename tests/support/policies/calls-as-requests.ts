import cdk from '../../../cdk.json' with { type: 'json' };
import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import { account, type Request } from './matcher.ts';

/** Operations whose permission has another name. */
const otherNames: Readonly<Record<string, string>> = {
  's3:HeadObject': 's3:GetObject',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
};

/** What the embedded cloud names ▸ logical id in the template, without its hash. */
const logicalIds: Readonly<Record<string, string>> = {
  content: 'StorageContent',
  archive: 'StorageArchive',
  editions: 'StorageEditions',
  deliveries: 'StorageDeliveries',
  readers: 'StorageReaders',
  'slices.fifo': 'DeliverQueueSlices',
  'slices-dead.fifo': 'DeliverQueueDeadLetters',
  feedback: 'FeedbackQueue',
  'feedback-dead': 'FeedbackDeadLetters',
  'signup.fifo': 'SignUpsRequests',
  'signup-dead.fifo': 'SignUpsDeadLetters',
};

/** What every request says of its connection. */
const connection = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

/** The ARN that a resource has here; the real one is known to nobody before it is deployed. */
export function arnOf(logicalId: string): string {
  return `arn:aws:courant:eu-west-1:${account}:${logicalId}`;
}

/** What IAM is asked before a call is carried out: one request a resource. */
export function requestsFor({ service, operation, on, conditions }: Call, principal: string): Request[] {
  const action = otherNames[`${service}:${operation}`] ?? `${service}:${operation}`;
  const resources = resourcesOf(service, on);
  return resources.map(resource => ({
    principal,
    action,
    resource,
    conditions: { ...connection, ...conditions },
  }));
}

/** The schedule of the publication that fault tests have, and those of the template's: each is asked for alike. */
const stageSchedule = 'schedule/default/courant_weekly';
const templateSchedules = cdk.context.courant.publications.map(({ id }) => `schedule/default/courant_${id}`);

function scheduleArn(name: string): string {
  return `arn:aws:scheduler:eu-west-1:${account}:${name}`;
}

function resourcesOf(service: Call['service'], on: readonly string[]): string[] {
  if (service === 'ses') return mailResources(on);
  // Schedules are named by the stack, and not by CloudFormation.
  if (service === 'scheduler')
    return on.flatMap(name => (name === stageSchedule ? templateSchedules : [name])).map(scheduleArn);
  return on.map(resourceArn);
}

function resourceArn(named: string): string {
  const [store = '', ...key] = named.split('/');
  const logicalId = logicalIds[store];
  if (logicalId === undefined) throw new Error(`a call on ${named}, which the template does not have`);
  return [arnOf(logicalId), ...key].join('/');
}

/** SES asks for the sender's identity, which is their domain, and for the configuration set. Of the account there is nothing to name. */
function mailResources([from, configurationSet]: readonly string[]): string[] {
  if (from === undefined) return ['*'];
  const ses = `arn:aws:ses:eu-west-1:${account}`;
  return [
    `${ses}:identity/${from.split('@')[1]}`,
    ...(configurationSet === undefined ? [] : [`${ses}:configuration-set/${configurationSet}`]),
  ];
}
