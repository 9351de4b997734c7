import { Duration, Stack } from 'aws-cdk-lib';
import {
  EventBus,
  type IEventBus,
  type IRule,
  Rule,
  RuleTargetInput,
  type RuleTargetInputProperties,
} from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  eventPattern,
  type FeedbackType,
  feedbackEvents,
  inputRule,
} from '../../../core/feedback/event-rules.ts';
import { feedbackEnvironment as names } from '../../../lambdas/feedback/environment.ts';
import type { Storage } from '../storage/storage.ts';
import { CourantFunction } from './courant-function.ts';
import { grantOnObjects, grantOnTable } from './grants.ts';

/** The longest that feedback works on ten events. */
const timeout = Duration.seconds(30);

/** SQS advises six times what a worker may take, so that no message comes back while its worker is still at it. */
const visibilityFactor = 6;

/** An event that cannot be noted this often goes aside. */
const attempts = 5;

/**
 * As many workers as note events at once. A new account has ten for all of its functions: a backlog of events, which can wait,
 * must leave some to the leave link, which cannot. Five note some 350 events a second, those of 175 messages.
 */
const workers = 5;

const keptFor = Duration.days(14);

/** What feedback works with. */
export type FeedbackProps = {
  code: Code;
  logRetention: RetentionDays;
  storage: Storage;
  /** Name of the SES configuration set whose events count. */
  configurationSet: string;
};

/**
 * What SES says of a message after it was handed over: events on the account's default bus, one rule a type, each passing on
 * ids and kinds only, a queue, and the function that notes them. The rules have no dead-letter queue of their own, because
 * EventBridge would put the whole event there, addresses included.
 */
export class Feedback extends Construct {
  readonly function: CourantFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly rules: readonly Rule[];

  constructor(
    scope: Construct,
    id: string,
    { code, logRetention, storage, configurationSet }: FeedbackProps,
  ) {
    super(scope, id);
    const prefix = `${Stack.of(this).stackName}-feedback`;
    const secured = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: keptFor };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...secured, queueName: `${prefix}-dead-letters` });
    this.queue = new Queue(this, 'Queue', {
      ...secured,
      queueName: prefix,
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * visibilityFactor),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: attempts },
    });
    const types = Object.keys(feedbackEvents) as FeedbackType[];
    // SES publishes to this one only.
    const bus = EventBus.fromEventBusName(this, 'Bus', 'default');
    this.rules = types.map(type => this.addRule(type, configurationSet, bus));
    this.function = new CourantFunction(this, 'feedback', {
      code,
      timeout,
      memorySize: 256,
      logRetention,
      environment: {
        [names.deliveriesTable]: storage.deliveries.tableName,
        [names.readersTable]: storage.readers.tableName,
        [names.archiveBucket]: storage.archive.bucketName,
      },
    });
    // An older version of the function would pass over what these rules pass on: it is replaced before them.
    for (const rule of this.rules) rule.node.addDependency(this.function.lambda);
    this.function.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: workers,
      }),
    );
    grantOnTable(this.function.role, storage.deliveries, 'GetItem', 'UpdateItem');
    grantOnTable(this.function.role, storage.readers, 'GetItem', 'PutItem', 'UpdateItem');
    grantOnObjects(this.function.role, storage.archive, ['endings/*'], 'PutObject');
  }

  private addRule(type: FeedbackType, configurationSet: string, eventBus: IEventBus): Rule {
    return new Rule(this, type, {
      description: `Passes on which message SES's event ${type} is about, and nothing private.`,
      eventBus,
      eventPattern: eventPattern(type, configurationSet),
      targets: [new SqsQueue(this.queue, { message: new StrippedInput(type) })],
    });
  }
}

/** The input transformer of a rule, word for word as it is tried on this machine. */
class StrippedInput extends RuleTargetInput {
  private readonly type: FeedbackType;

  constructor(type: FeedbackType) {
    super();
    this.type = type;
  }

  bind(_rule: IRule): RuleTargetInputProperties {
    const { paths, template } = inputRule(this.type);
    return { inputPathsMap: paths, inputTemplate: template };
  }
}
