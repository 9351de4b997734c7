import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type FunctionName, processVariables } from '../../inputs/bundle.ts';

/** What differs from function to function. */
export type CourantFunctionProps = {
  code: Code;
  timeout: Duration;
  /** MiB; Lambda gives processor time in proportion. */
  memorySize: number;
  /** How long its log is kept. */
  logRetention: RetentionDays;
  /** Name of the variable ▸ value. */
  environment: Record<string, string>;
  /** The IAM path of its role, where policies of buckets let roles of that path do more; see `rolePaths`. */
  rolePath?: string;
};

/**
 * A Lambda function of this project: Node 24 on ARM, JSON logs kept for as long as configured, traced, and under a role of
 * its own that starts with nothing but leave to write its log. Each construct that uses it grants the rest by name.
 *
 * The name is fixed (`courant-publish`), so that an operator finds it and its log without looking it up.
 */
export class CourantFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: FunctionName, props: CourantFunctionProps) {
    super(scope, id);
    const name = `${Stack.of(this).stackName}-${id}`;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${name}`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      ...(props.rolePath !== undefined && { path: props.rolePath }),
    });
    logGroup.grantWrite(this.role);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.code,
      role: this.role,
      timeout: props.timeout,
      memorySize: props.memorySize,
      tracing: Tracing.ACTIVE,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...processVariables, ...props.environment },
    });
  }
}
