import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { StackState } from '../../core/doctor/facts.ts';

/** What CloudFormation says of a stack; null where there is none of that name. */
export async function lookAtStack(client: CloudFormationClient, name: string): Promise<StackState | null> {
  const stack = await describe(client, name);
  if (!stack) return null;
  const resources: { type: string; id: string }[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: name }))
    for (const { ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? [])
      if (ResourceType && PhysicalResourceId) resources.push({ type: ResourceType, id: PhysicalResourceId });
  return {
    status: stack.StackStatus ?? 'of unknown state',
    terminationProtection: stack.EnableTerminationProtection ?? false,
    outputs: new Map(stack.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    resources,
  };
}

async function describe(client: CloudFormationClient, StackName: string) {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
