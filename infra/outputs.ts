import { Aws, CfnOutput, type Stack } from 'aws-cdk-lib';
import type { Instant } from '../core/foundation/instant.ts';
import type { Configuration } from '../core/publication/configuration.ts';
import { describeSchedule, occurrenceAfter } from '../core/publication/schedule.ts';
import type { OperatorTopic } from './constructs/alarms/operator-topic.ts';
import type { Deliver } from './constructs/functions/deliver.ts';
import type { Feedback } from './constructs/functions/feedback.ts';
import type { Links } from './constructs/functions/links.ts';
import type { Publish } from './constructs/functions/publish.ts';
import type { RegistrarRole } from './constructs/functions/registrar-role.ts';
import type { Sweep } from './constructs/functions/sweep.ts';
import type { Site } from './constructs/site/site.ts';
import type { Storage } from './constructs/storage/storage.ts';

/** The parts of the stack that people and programs need to find. */
export type Parts = {
  storage: Storage;
  registrar: RegistrarRole;
  /** Undefined where the archive is private and the links in mails have no domain of the operator's. */
  site: Site | undefined;
  publish: Publish;
  deliver: Deliver;
  feedback: Feedback;
  sweep: Sweep;
  links: Links;
  configurationSet: string;
  /** The topic that tells the operator when something is wrong. */
  topic: OperatorTopic;
};

/**
 * Prints, at the end of a deployment, where everything is, where facts go, and when each publication will appear next.
 * @param now the next appearance is the first one after this time.
 */
export function addOutputs(
  stack: Stack,
  { storage, registrar, site, publish, deliver, feedback, sweep, links, configurationSet }: Parts,
  { publications, operator, publicArchive, site: own }: Configuration,
  now: Instant,
): void {
  const { bucketName } = storage.content;
  output(stack, 'ContentBucket', bucketName, 'Holds the fact log, captures and keys; private.');
  output(stack, 'ArchiveBucket', storage.archive.bucketName, 'Holds every edition, written once; private.');
  if (site && publicArchive)
    output(stack, 'ArchiveUrl', site.url, 'Serves what the archive bucket has under archive/.');
  if (site && own) {
    output(stack, 'SiteUrl', site.url, 'The address of archive and links.');
    output(
      stack,
      'SiteLeadsTo',
      `${own.domain} CNAME ${site.distribution.domainName}`,
      'A DNS record to add, unless the hosted zone is configured.',
    );
  }
  output(stack, 'EditionsTable', storage.editions.tableName, 'How far each edition has come.');
  output(
    stack,
    'DeliveriesTable',
    storage.deliveries.tableName,
    'Which edition was delivered to which reader.',
  );
  output(stack, 'ReadersTable', storage.readers.tableName, 'The subscribers.');
  output(stack, 'RegistrarRole', registrar.roleArn, 'The role to add readers under.');
  output(stack, 'SliceQueueUrl', deliver.slices.queue.queueUrl, 'Slices that wait for delivery.');
  output(
    stack,
    'FeedbackQueueUrl',
    feedback.queue.queueUrl,
    'Events of SES that wait for the feedback function.',
  );
  output(stack, 'PublishFunction', publish.function.lambda.functionName, 'Makes an edition when invoked.');
  output(
    stack,
    'SweepFunction',
    sweep.function.lambda.functionName,
    'Does all unfinished work when invoked.',
  );
  output(stack, 'LinksUrl', site && own ? site.url : links.url, 'Where the links in mails lead.');
  output(stack, 'ConfigurationSet', configurationSet, 'The SES configuration set of all mail.');
  output(stack, 'FactsGoTo', `s3://${bucketName}/log/`, 'File them with: npm run courant -- facts add');
  output(
    stack,
    'AlarmsGoTo',
    // The command line shows values only, so what has to be done stands in this one.
    `${operator}, once you have followed the link in the mail "AWS Notification - Subscription Confirmation"`,
    'Until then no alarm is mailed.',
  );
  output(stack, 'Dashboard', dashboardUrl(stack.stackName), 'Shows how editions reach their readers.');
  for (const [index, { id, schedule }] of publications.entries()) {
    const next = `${id}: ${describeSchedule(schedule)}; next ${occurrenceAfter(schedule, now)}`;
    output(
      stack,
      `NextEdition${index + 1}`,
      next,
      'When the publication appears, and when its next edition is due.',
    );
  }
}

function output(stack: Stack, id: string, value: string, description: string): void {
  new CfnOutput(stack, id, { value, description });
}

function dashboardUrl(name: string): string {
  return `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${name}`;
}
