import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Links } from '../../core/publication/links.ts';
import type { OfStack, StoreNames } from './stores.ts';

/** What the commands need of a deployed stack; `stack` is its id, which no other stack has. */
export type StackOutputs = StoreNames &
  Required<Pick<OfStack, 'stack' | 'registrarRole' | 'adopts'>> & { publishFunction: string };

/** A deployed stack: its resources, and whether CloudFormation refuses to delete it. */
export type DeployedStack = Omit<StackOutputs, 'adopts'> & {
  terminationProtection: boolean;
  /** Where links lead, null for a private archive; and the distribution that serves it, which stacks of earlier versions do not name. */
  links: Links;
  distribution: string | undefined;
};

/** As infra/outputs.ts names them. */
const outputNames = {
  contentBucket: 'ContentBucket',
  archiveBucket: 'ArchiveBucket',
  editionsTable: 'EditionsTable',
  deliveriesTable: 'DeliveriesTable',
  readersTable: 'ReadersTable',
  publishFunction: 'PublishFunction',
} as const satisfies Record<Exclude<keyof StackOutputs, keyof OfStack>, string>;
/** Stacks of earlier versions lack it. */
const roleOutput = 'RegistrarRole';

/**
 * Finds a deployed stack's resources by its outputs. A stack has them once its first deployment has succeeded.
 * @throws NoSuchStackError, MissingOutputsError
 */
export async function stackOutputs(client: CloudFormationClient, stackName: string): Promise<DeployedStack> {
  const region = await client.config.region();
  const stack = await describe(client, stackName, region);
  const values = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  const missing = Object.values(outputNames).filter(name => !values.get(name));
  if (missing.length > 0) throw new MissingOutputsError(stackName, region, stack.StackStatus, missing);
  const named = Object.entries(outputNames).map(([key, name]) => [key, values.get(name)]);
  const registrarRole = values.get(roleOutput);
  const outputs = {
    ...Object.fromEntries(named),
    stack: stack.StackId ?? '',
    registrarRole,
  } as StackOutputs;
  const links = { subscriptions: values.get('LinksUrl') ?? '', archive: values.get('ArchiveUrl') ?? null };
  return {
    ...outputs,
    links,
    distribution: values.get('Distribution'),
    terminationProtection: stack.EnableTerminationProtection ?? false,
  };
}

async function describe(client: CloudFormationClient, stackName: string, region: string): Promise<Stack> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const [stack] = Stacks ?? [];
    if (stack) return stack;
  } catch (error) {
    if (!(error instanceof Error) || !/does not exist/.test(error.message)) throw error;
  }
  throw new NoSuchStackError(stackName, region);
}

/** There is no such stack where it was looked for. */
export class NoSuchStackError extends CourantError {
  constructor(stackName: string, region: string) {
    super(
      `CloudFormation, region ${region}: expected a stack "${stackName}", found none. ` +
        'Deploy it (npx cdk deploy), or say where it is: --stack NAME, AWS_REGION, AWS_PROFILE. ' +
        'To work on this machine only, add --local.',
    );
  }
}

/** The stack is there, but does not say where its parts are. */
export class MissingOutputsError extends CourantError {
  constructor(stackName: string, region: string, status: string | undefined, missing: readonly string[]) {
    super(
      `stack ${stackName}, region ${region}, ${status ?? 'of unknown state'}: expected the outputs ` +
        `${Object.values(outputNames).join(', ')}; missing: ${missing.join(', ')}. Wait until its deployment has ended, ` +
        'deploy it again (npx cdk deploy), or name the stack that is meant with --stack.',
    );
  }
}
