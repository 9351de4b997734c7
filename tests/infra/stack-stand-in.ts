import { type Answer, refusedCall, stubAws } from '../cli/stub-aws.ts';

/** A stack as CloudFormation describes it. */
export type StandingStack = { status: string; protected: boolean };

/**
 * A CloudFormation on loopback with at most one stack, as far as `cdk deploy` asks for it, and the calls that change something, in their
 * order. Termination protection is its own: it refuses to delete a stack that has it, in CloudFormation's words.
 * @param stack what is there at first.
 * @param creations the states in which one creation after the other ends.
 */
export async function standInForCloudFormation(
  stack: StandingStack | undefined,
  { name, creations }: { name: string; creations: readonly string[] },
) {
  let standing = stack;
  let deleted: StandingStack | undefined;
  const changes: string[] = [];
  const left = [...creations];
  const id = `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/1`;
  const answers: Record<string, (asked: URLSearchParams) => Answer> = {
    GetCallerIdentity: () => answer('GetCallerIdentity', '<Account>123456789012</Account><Arn>a</Arn>'),
    DescribeStacks(asked) {
      if (standing) return described(standing);
      // A stack that is gone is known by its id for some time yet, and by its name no more.
      if (deleted && asked.get('StackName') === id)
        return described({ ...deleted, status: 'DELETE_COMPLETE' });
      return refusedCall('ValidationError', `Stack with id ${asked.get('StackName')} does not exist`);
    },
    GetTemplate: () => answer('GetTemplate', '<TemplateBody>{}</TemplateBody>'),
    DescribeEvents: () => answer('DescribeEvents', '<OperationEvents/>'),
    DescribeStackEvents: () => answer('DescribeStackEvents', '<StackEvents/>'),
    CreateChangeSet(asked) {
      changes.push(`CreateChangeSet ${asked.get('ChangeSetType')}`);
      standing ??= { status: 'REVIEW_IN_PROGRESS', protected: false };
      return answer('CreateChangeSet', `<Id>arn:change</Id><StackId>${id}</StackId>`);
    },
    DescribeChangeSet: () => answer('DescribeChangeSet', `<StackId>${id}</StackId>${oneChange}`),
    DeleteChangeSet: () => answer('DeleteChangeSet', ''),
    UpdateTerminationProtection(asked) {
      const on = asked.get('EnableTerminationProtection') === 'true';
      if (standing) standing.protected = on;
      changes.push(`UpdateTerminationProtection ${on}`);
      return answer('UpdateTerminationProtection', `<StackId>${id}</StackId>`);
    },
    ExecuteChangeSet() {
      if (standing) standing.status = left.shift() ?? 'CREATE_COMPLETE';
      changes.push('ExecuteChangeSet');
      return answer('ExecuteChangeSet', '');
    },
    DeleteStack() {
      changes.push('DeleteStack');
      if (standing?.protected) return refusedCall('ValidationError', refusal);
      [deleted, standing] = [standing, undefined];
      return answer('DeleteStack', '');
    },
  };
  const refusal = `Stack [${name}] cannot be deleted while TerminationProtection is enabled`;
  const described = ({ status, protected: on }: StandingStack) =>
    answer(
      'DescribeStacks',
      `<Stacks><member><StackName>${name}</StackName><StackId>${id}</StackId><CreationTime>2026-11-01T00:00:00Z</CreationTime>` +
        `<StackStatus>${status}</StackStatus><EnableTerminationProtection>${on}</EnableTerminationProtection></member></Stacks>`,
    );
  const unknown: string[] = [];
  const { client, stop } = await stubAws((_, body) => {
    const asked = new URLSearchParams(body);
    const action = asked.get('Action') ?? '';
    if (!answers[action]) unknown.push(action || body);
    return answers[action]?.(asked) ?? refusedCall('InvalidAction', `${action} is not known here`);
  });
  return { endpoint: client.endpoint, changes, unknown, stop };
}

const oneChange =
  '<ChangeSetId>arn:change</ChangeSetId><ChangeSetName>change</ChangeSetName><Status>CREATE_COMPLETE</Status>' +
  '<ExecutionStatus>AVAILABLE</ExecutionStatus><Changes><member><Type>Resource</Type><ResourceChange><Action>Add</Action>' +
  '<LogicalResourceId>Handle</LogicalResourceId><ResourceType>AWS::CloudFormation::WaitConditionHandle</ResourceType>' +
  '</ResourceChange></member></Changes>';

function answer(action: string, result: string): Answer {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  };
}
