import { setTimeout as sleep } from 'node:timers/promises';
import { documentClient, schedulerClient, sqsClient } from '../../aws/clients.ts';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { SchedulerSchedules } from '../../aws/scheduler/scheduler-schedules.ts';
import { oneAttemptSesClient, SesMailer } from '../../aws/ses/ses-mailer.ts';
import { SqsFeedbackQueue } from '../../aws/sqs/sqs-feedback-queue.ts';
import { askedOnce } from '../../core/delivery/sending/sender-identities.ts';
import { metricNamespace, sweepDimensions, sweepMetrics } from '../../core/sweep/metrics.ts';
import { noSchedules } from '../../core/sweep/schedules.ts';
import { publishEnvironment } from '../publish/environment.ts';
import { openPublishing } from '../publish/open-publishing.ts';
import { bundlePath, readConfiguration } from '../runtime/bundle-file.ts';
import { reportDamage } from '../runtime/damage-report.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { makeMetrics } from '../runtime/metrics.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { scheduleEnvironment, sweepEnvironment } from './environment.ts';
import { IncompleteSweepError } from './incomplete-sweep-error.ts';
import { type SweepContext, type SweepReport, sweep } from './sweep.ts';

const { configurationFile, deliveriesTable } = readEnvironment(publishEnvironment);
const environment = readEnvironment(sweepEnvironment);
const configuration = readConfiguration(bundlePath(configurationFile));
const logger = makeLogger('sweep');
const metrics = makeMetrics(metricNamespace, sweepDimensions(configuration.stackName));
const schedulePrefix = process.env[scheduleEnvironment.namePrefix];
const feedbackQueues = [environment.feedbackQueueUrl, environment.deadFeedbackQueueUrl];
const opened = {
  ...openPublishing(configuration),
  deliveries: new DynamoDbDeliveries(
    documentClient(),
    deliveriesTable,
    configuration.settings.keepDeliveriesDays,
  ),
  schedules: schedulePrefix ? new SchedulerSchedules(schedulerClient(), schedulePrefix) : noSchedules,
  feedbackQueue: new SqsFeedbackQueue(sqsClient(), feedbackQueues),
  configuration,
  clock: systemClock,
  note: (what: string, about: object) => logger.info(what, { ...about }),
};

/**
 * Does all unfinished work. Metrics say what the operator has to know; a complete sweep is the heartbeat.
 * @throws IncompleteSweepError if some of the work failed; the rest is done.
 */
export async function handler(): Promise<Omit<SweepReport, 'failures' | 'owner'>> {
  // Connections of an invocation end with it: a frozen one, thawed later, would make an outcome uncertain.
  const ses = oneAttemptSesClient();
  const context: SweepContext = {
    ...opened,
    mailer: new SesMailer(ses, environment.configurationSet),
    // Without a configuration set: SES counts a proof for no edition, and tells nobody what becomes of it.
    proofMailer: new SesMailer(ses),
    // As long as the rate of an account counts.
    waitAMoment: () => sleep(1000),
    senders: askedOnce(opened.senders, because => logger.warn('sender unknown', { because })),
  };
  try {
    const { failures, owner, ...counts } = await sweep(context);
    if (owner) logger.error('another stack owns the stores: nothing was done', { owner });
    metrics.count(sweepMetrics.held, counts.held);
    metrics.count(sweepMetrics.overdue, counts.overdue);
    metrics.count(sweepMetrics.uncertain, counts.uncertain);
    metrics.count(sweepMetrics.unknown, counts.unknown);
    for (const { publication, what, error } of failures) logger.error('failed', { publication, what, error });
    if (failures.length > 0) throw new IncompleteSweepError(failures);
    metrics.count(sweepMetrics.completed, 1);
    return counts;
  } finally {
    metrics.flush();
    reportDamage(opened.damage, logger, configuration.stackName);
    ses.destroy();
  }
}
