import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { checkoutMark } from '../core/publication/cdk-json.ts';
import type { Configuration } from '../core/publication/configuration.ts';
import { subscribeUrl } from '../core/publication/links.ts';
import { describeSchedule } from '../core/publication/schedule.ts';
import type { SendPathDashboard } from './constructs/alarms/dashboard.ts';
import type { OperatorTopic } from './constructs/alarms/operator-topic.ts';
import type { Deliver } from './constructs/functions/deliver.ts';
import type { Feedback } from './constructs/functions/feedback.ts';
import type { Links } from './constructs/functions/links.ts';
import type { Publish } from './constructs/functions/publish.ts';
import type { RegistrarRole } from './constructs/functions/registrar-role.ts';
import type { Signup } from './constructs/functions/signup.ts';
import type { SignUpQueue } from './constructs/functions/signup-queue.ts';
import type { Sweep } from './constructs/functions/sweep.ts';
import type { Site } from './constructs/site/site.ts';
import type { Storage } from './constructs/storage/storage.ts';
import { projectVersion } from './inputs/config.ts';

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
  signUps: SignUpQueue;
  signup: Signup;
  configurationSet: string;
  /** The topic that tells the operator when something is wrong. */
  topic: OperatorTopic;
  dashboard: SendPathDashboard;
};

/**
 * Prints, at the end of a deployment, where everything is, where facts go, and when each publication appears. Nothing here changes
 * with time: an output that did would make every comparison with what is deployed find a change.
 */
export function addOutputs(stack: Stack, parts: Parts, configuration: Configuration): void {
  const { publications, operator, publicArchive, site: own } = configuration;
  const { storage, registrar, site, publish, deliver, feedback, sweep, links, signUps } = parts;
  const { configurationSet, dashboard } = parts;
  const { bucketName } = storage.content;
  output(stack, 'ContentBucket', bucketName, 'Holds the fact log, captures and keys; private.');
  output(stack, 'ArchiveBucket', storage.archive.bucketName, 'Holds every edition, written once; private.');
  if (site && publicArchive)
    output(stack, 'ArchiveUrl', site.url, 'Serves what the archive bucket has under archive/.');
  if (site)
    output(
      stack,
      'Distribution',
      site.distribution.distributionId,
      'Caches of it are cleared when something is taken down.',
    );
  if (site && own) output(stack, 'SiteUrl', site.url, 'The address of archive and links.');
  if (site?.recordToAdd !== undefined)
    output(stack, 'SiteLeadsTo', site.recordToAdd, 'A DNS record to add for the site.');
  if (site && site.formerRecords.length > 0)
    output(stack, 'FormerSitesLeadTo', site.formerRecords.join('; '), 'DNS records of the names before.');
  output(stack, 'EditionsTable', storage.editions.tableName, 'How far each edition has come.');
  output(
    stack,
    'DeliveriesTable',
    storage.deliveries.tableName,
    'Which edition was delivered to which reader.',
  );
  output(stack, 'ReadersTable', storage.readers.tableName, 'The subscribers.');
  output(
    stack,
    'RegistrarRole',
    registrar.roleArn,
    'The role that courant readers takes on for the key of reader ids.',
  );
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
  const linksUrl = site && own ? site.url : links.url;
  output(stack, 'LinksUrl', linksUrl, 'Where the links in mails lead.');
  output(stack, 'SignUpForm', subscribeUrl(linksUrl, null), 'Where people subscribe.');
  output(stack, 'SignUpQueueUrl', signUps.queue.queueUrl, 'Requests to subscribe that wait; ids alone.');
  output(stack, 'ConfigurationSet', configurationSet, 'The SES configuration set of all mail.');
  output(stack, 'FactsGoTo', `s3://${bucketName}/log/`, 'File them with: npm run courant -- facts add');
  output(
    stack,
    'AlarmsGoTo',
    // The command line shows values only, so what has to be done stands in this one.
    `${operator}, once you have followed the link in the mail "AWS Notification - Subscription Confirmation"`,
    'Until then no alarm is mailed.',
  );
  // Its name and no address: consoles of other partitions have other hosts.
  output(
    stack,
    'Dashboard',
    dashboard.dashboardName,
    'Shows how editions reach their readers; in the console under CloudWatch, Dashboards.',
  );
  output(
    stack,
    'Checkout',
    checkoutMark(projectVersion, configuration),
    'What it was deployed from; courant doctor compares it.',
  );
  for (const [index, { id, schedule }] of publications.entries()) {
    output(
      stack,
      `Schedule${index + 1}`,
      `${id}: ${describeSchedule(schedule)}`,
      'When the publication appears.',
    );
  }
}

function output(stack: Stack, id: string, value: string, description: string): void {
  new CfnOutput(stack, id, { value, description });
}
