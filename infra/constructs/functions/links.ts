import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  subscriptionsEnvironment as names,
  publicArchiveEnvironment,
} from '../../../lambdas/subscriptions/environment.ts';
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

const { GET, HEAD, POST } = HttpMethod;

/**
 * What the API answers at. Greedy, where there is a key, since a link may come with a slash behind it or cut off: the function knows what to
 * make of either.
 */
const paths: Readonly<Record<string, HttpMethod[]>> = {
  '/leave/{link+}': [GET, HEAD, POST],
  '/subscribe': [GET, HEAD, POST],
  '/confirm/{key+}': [GET, HEAD, POST],
  '/manage': [GET, HEAD, POST],
  '/manage/{link+}': [GET, HEAD, POST],
  '/privacy/{publication}': [GET, HEAD],
};

/** Requests a second, and how many at once. */
type Pace = { ThrottlingRateLimit: number; ThrottlingBurstLimit: number };

/** Of each route for which nothing else is said. */
const pace: Pace = { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 };

/**
 * What makes a request that a mail answers: all of them together mail one a second at most, and a small share of the day's quota, so more
 * could only be meant to keep the worker busy.
 */
const formPace: Pace = { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 20 };

/**
 * Throttles of single routes. An HTTP API has none a client. So leaving, which nothing may be in the way of, has one that no flood of the
 * form or of the other pages uses up.
 */
const paces: Readonly<Record<string, Pace>> = {
  'GET /leave/{link+}': pace,
  'HEAD /leave/{link+}': pace,
  'POST /leave/{link+}': pace,
  'POST /subscribe': formPace,
  'POST /manage': formPace,
};

/** What the HTTP API behind the links in mails works with. */
export type LinksProps = { code: Code; logRetention: RetentionDays; storage: Storage; requests: Queue };

/**
 * The HTTP API behind the links in mails and the form, in front of the subscriptions function. Anybody can call it, so it can neither list
 * readers, nor tell who an address is, nor mail: it makes a row of a request, or does what a key from a mail allows.
 */
export class Links extends Construct {
  readonly function: CourantFunction;
  readonly api: HttpApi;
  /** Where the API answers, without a slash at the end. */
  readonly url: string;
  private readonly props: LinksProps;

  constructor(scope: Construct, id: string, props: LinksProps) {
    super(scope, id);
    this.props = props;
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
        [names.signUpQueueUrl]: props.requests.queueUrl,
      },
    });
    const { role } = this.function;
    grantOnTable(role, props.storage.readers, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
    grantOnObjects(role, props.storage.archive, ['endings/*'], 'PutObject');
    props.requests.grant(role, 'sqs:SendMessage');
    this.api = new HttpApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-links`,
      createDefaultStage: false,
    });
    const integration = new HttpLambdaIntegration('Subscriptions', this.function.lambda);
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      this.api.addRoutes({ path, methods, integration }),
    );
    this.addStage(routes);
    this.url = this.api.apiEndpoint;
  }

  /** Lets pages say which edition came last, and lead there. Told once there is a site, which needs the API itself. */
  showArchive(url: string): void {
    this.function.lambda.addEnvironment(publicArchiveEnvironment.archiveUrl, url);
    grantOnObjects(this.function.role, this.props.storage.archive, ['archive/*/editions.json'], 'GetObject');
  }

  private addStage(routes: readonly HttpRoute[]): void {
    const log = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/${Stack.of(this).stackName}-links`,
      retention: this.props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: pace.ThrottlingRateLimit, burstLimit: pace.ThrottlingBurstLimit },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
    (stage.node.defaultChild as CfnStage).routeSettings = paces;
    // Settings of a route that is not there yet are refused.
    stage.node.addDependency(...routes);
  }
}
