import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { subscriptionsEnvironment as names } from '../../../lambdas/subscriptions/environment.ts';
import { bundledFiles } from '../../inputs/bundle.ts';
import type { Storage } from '../storage/storage.ts';
import { CourantFunction } from './courant-function.ts';
import { grantOnObjects, grantOnTable } from './grants.ts';

/** A line of the access log. It has neither path nor query nor address: a leave link identifies a reader. */
const accessLogLine = JSON.stringify({
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMilliseconds: '$context.responseLatency',
});

/** What the HTTP API behind the links in mails works with. */
export type LinksProps = { code: Code; logRetention: RetentionDays; storage: Storage };

/** The HTTP API behind the links in mails, in front of the subscriptions function, which can only end a subscription. */
export class Links extends Construct {
  readonly function: CourantFunction;
  readonly api: HttpApi;
  /** Where the API answers, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: LinksProps) {
    super(scope, id);
    this.function = new CourantFunction(this, 'subscriptions', {
      code: props.code,
      timeout: Duration.seconds(10),
      memorySize: 256,
      logRetention: props.logRetention,
      environment: {
        [names.configurationFile]: bundledFiles.configuration,
        [names.templatesDirectory]: bundledFiles.templates,
        [names.readersTable]: props.storage.readers.tableName,
        [names.archiveBucket]: props.storage.archive.bucketName,
      },
    });
    grantOnTable(this.function.role, props.storage.readers, 'GetItem', 'UpdateItem');
    grantOnObjects(this.function.role, props.storage.archive, ['endings/*'], 'PutObject');
    this.api = new HttpApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-links`,
      createDefaultStage: false,
    });
    this.api.addRoutes({
      // Greedy, since a link may come with a slash behind it or cut off: the function knows what to make of either.
      path: '/leave/{link+}',
      methods: [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST],
      integration: new HttpLambdaIntegration('Subscriptions', this.function.lambda),
    });
    this.addStage(props.logRetention);
    this.url = this.api.apiEndpoint;
  }

  private addStage(retention: RetentionDays): void {
    const log = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/${Stack.of(this).stackName}-links`,
      retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
  }
}
