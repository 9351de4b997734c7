import { Arn, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Configuration } from '../../lambdas/core/configuration.ts';
import { deliverEnvironment as names } from '../../lambdas/deliver/environment.ts';
import { bundledFiles } from '../bundle.ts';
import { domainOf } from '../reserved-domains.ts';
import { CourantFunction } from './courant-function.ts';
import { grantList, grantOnObjects, grantOnTable } from './grants.ts';
import { SliceQueue } from './slice-queue.ts';
import type { Storage } from './storage.ts';

/** The longest that deliver works on one slice. */
const timeout = Duration.minutes(5);

/** What deliver works with. */
export type DeliverProps = {
  code: Code;
  logRetention: RetentionDays;
  storage: Storage;
  configuration: Configuration;
  /** Name of the SES configuration set. */
  configurationSet: string;
};

/** Mails editions, one slice at a time and one worker a lane, and may mail from the configured addresses only. */
export class Deliver extends Construct {
  readonly function: CourantFunction;
  readonly slices: SliceQueue;

  constructor(scope: Construct, id: string, props: DeliverProps) {
    super(scope, id);
    const { storage } = props;
    this.function = new CourantFunction(this, 'deliver', {
      code: props.code,
      timeout,
      memorySize: 512,
      logRetention: props.logRetention,
      environment: {
        [names.configurationFile]: bundledFiles.configuration,
        [names.archiveBucket]: storage.archive.bucketName,
        [names.editionsTable]: storage.editions.tableName,
        [names.deliveriesTable]: storage.deliveries.tableName,
        [names.readersTable]: storage.readers.tableName,
        [names.configurationSet]: props.configurationSet,
      },
    });
    this.slices = new SliceQueue(this, 'Queue', timeout);
    this.function.lambda.addEventSource(
      new SqsEventSource(this.slices.queue, { batchSize: 1, reportBatchItemFailures: true }),
    );
    this.grantState(storage);
    this.grantMail(props);
  }

  private grantState(storage: Storage): void {
    const { role } = this.function;
    grantList(role, storage.archive);
    grantOnObjects(role, storage.archive, ['archive/*'], 'GetObject');
    grantOnTable(role, storage.editions, 'GetItem', 'Query', 'UpdateItem');
    grantOnTable(role, storage.deliveries, 'GetItem', 'UpdateItem');
    grantOnTable(role, storage.readers, 'GetItem', 'Query');
  }

  /**
   * SES asks for leave on the identity and on the configuration set; CDK's own grant gives the first only, and mail then
   * fails with AccessDenied. The identity is the domain's, or the sender address's own where the account has verified that
   * one too: SES takes the more specific. While an account is in the sandbox it asks for the recipient's identity too: the operator's is
   * allowed, so that a first edition can be tried out there.
   */
  private grantMail({ configuration, configurationSet }: DeliverProps): void {
    const { role } = this.function;
    const senders = [...new Set(configuration.publications.map(({ from }) => from.address))];
    const identities = [...new Set([...senders.map(domainOf), ...senders, configuration.operator])];
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          ...identities.map(identity => this.sesArn('identity', identity)),
          this.sesArn('configuration-set', configurationSet),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': senders } },
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }));
  }

  private sesArn(resource: string, resourceName: string): string {
    return Arn.format({ service: 'ses', resource, resourceName }, Stack.of(this));
  }
}
