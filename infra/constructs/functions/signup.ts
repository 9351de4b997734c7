import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { signupEnvironment as names } from '../../../lambdas/signup/environment.ts';
import { bundledFiles } from '../../inputs/bundle.ts';
import { grantMail, grantSendQuota, type MailProps } from '../mail/mail-grants.ts';
import type { Storage } from '../storage/storage.ts';
import { rolePaths } from '../storage/write-once-bucket.ts';
import { CourantFunction } from './courant-function.ts';
import { grantList, grantOnObjects, grantOnTable } from './grants.ts';
import type { SignUpQueue } from './signup-queue.ts';

/** The longest that signup works on ten requests. It mails at least one a second, and what it has no time for it hands back. */
export const signupTimeout = Duration.minutes(1);

/** What signup works with. */
export type SignupProps = MailProps & {
  code: Code;
  logRetention: RetentionDays;
  storage: Storage;
  requests: SignUpQueue;
  /** Where the links in its mails lead, without a slash at the end. */
  linksUrl: string;
};

/**
 * Works requests to subscribe off, one worker for all of them, and mails confirmations. Its role lies under the path of those that may read
 * the key of reader ids: the function that takes requests from the web, which anybody can call, cannot.
 */
export class Signup extends Construct {
  readonly function: CourantFunction;

  constructor(scope: Construct, id: string, props: SignupProps) {
    super(scope, id);
    const { storage } = props;
    this.function = new CourantFunction(this, 'signup', {
      code: props.code,
      timeout: signupTimeout,
      // It renders a letter and makes a message of it.
      memorySize: 512,
      logRetention: props.logRetention,
      rolePath: rolePaths.ids,
      environment: {
        [names.configurationFile]: bundledFiles.configuration,
        [names.templatesDirectory]: bundledFiles.templates,
        [names.contentBucket]: storage.content.bucketName,
        [names.readersTable]: storage.readers.tableName,
        [names.configurationSet]: props.configurationSet,
        [names.linksUrl]: props.linksUrl,
      },
    });
    this.function.lambda.addEventSource(
      new SqsEventSource(props.requests.queue, { batchSize: 10, reportBatchItemFailures: true }),
    );
    const { role } = this.function;
    // The key is missing until the first reader is added; who may not list is told 403 of that.
    grantList(role, storage.content);
    grantOnObjects(role, storage.content, ['keys/reader-ids'], 'GetObject', 'PutObject');
    grantOnTable(role, storage.readers, 'GetItem', 'PutItem', 'UpdateItem');
    grantMail(role, props);
    grantSendQuota(role);
  }
}
