import type { Template } from 'aws-cdk-lib/assertions';
import { account, filledIn, type Statement } from './matcher.ts';

/** What a role may do by its own policies, and the ARN by which it asks. */
export type HeldRole = { principal: string; statements: Statement[] };

type Resources = Record<string, { Properties: Record<string, unknown> }>;

/** A logical id as a person would write it. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** The role of each function of a template, by the function's name without that of the stack. */
export function functionRoles(
  template: Template,
  arnOf: (logicalId: string) => string,
): Map<string, HeldRole> {
  const functions = Object.values(template.findResources('AWS::Lambda::Function') as Resources);
  return new Map(
    functions.map(({ Properties }) => {
      const { 'Fn::GetAtt': [id = ''] = [] } = Properties.Role as { 'Fn::GetAtt'?: string[] };
      return [
        String(Properties.FunctionName).replace(/^courant-/, ''),
        roleOf(template, arnOf, withoutHash(id)),
      ];
    }),
  );
}

/** One role of a template, by its logical id without the hash. */
export function roleOf(
  template: Template,
  arnOf: (logicalId: string) => string,
  logicalId: string,
): HeldRole {
  const isIt = (id: string) => withoutHash(id) === logicalId;
  const [, role] =
    Object.entries(template.findResources('AWS::IAM::Role') as Resources).find(([id]) => isIt(id)) ?? [];
  if (!role) throw new Error(`the template has no role ${logicalId}`);
  const own = Object.values(template.findResources('AWS::IAM::Policy') as Resources).filter(policy =>
    (policy.Properties.Roles as { Ref: string }[]).some(({ Ref }) => isIt(Ref)),
  );
  const fill = (value: unknown) => filledIn(value, id => arnOf(withoutHash(id)));
  return {
    principal: `arn:aws:iam::${account}:role${role.Properties.Path ?? '/'}${logicalId}`,
    statements: own.flatMap(policy => statementsOf(fill(policy.Properties.PolicyDocument))),
  };
}

/** What the policies of all buckets say. */
export function bucketStatements(template: Template, arnOf: (logicalId: string) => string): Statement[] {
  const policies = Object.values(template.findResources('AWS::S3::BucketPolicy') as Resources);
  const fill = (value: unknown) => filledIn(value, logicalId => arnOf(withoutHash(logicalId)));
  return policies.flatMap(({ Properties }) => statementsOf(fill(Properties.PolicyDocument)));
}

function statementsOf(document: unknown): Statement[] {
  return (document as { Statement: Statement[] }).Statement;
}
