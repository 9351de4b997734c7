import type { Template } from 'aws-cdk-lib/assertions';
import { account, filledIn, type Statement } from './matcher.ts';

/** What the role of a function may do by its own policies, and the ARN by which it asks. */
export type FunctionRole = { principal: string; statements: Statement[] };

type Resources = Record<string, { Properties: Record<string, unknown> }>;

/** A logical id as a person would write it. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** The role of each function of a template, by the function's name without that of the stack. */
export function functionRoles(
  template: Template,
  arnOf: (logicalId: string) => string,
): Map<string, FunctionRole> {
  const fill = (value: unknown) => filledIn(value, logicalId => arnOf(withoutHash(logicalId)));
  const functions = Object.values(template.findResources('AWS::Lambda::Function') as Resources);
  const roles = template.findResources('AWS::IAM::Role') as Resources;
  const policies = Object.values(template.findResources('AWS::IAM::Policy') as Resources);
  return new Map(
    functions.map(({ Properties }) => {
      const { 'Fn::GetAtt': [id = ''] = [] } = Properties.Role as { 'Fn::GetAtt'?: string[] };
      const own = policies.filter(policy =>
        (policy.Properties.Roles as { Ref: string }[]).some(({ Ref }) => Ref === id),
      );
      return [
        String(Properties.FunctionName).replace(/^courant-/, ''),
        {
          principal: `arn:aws:iam::${account}:role${roles[id]?.Properties.Path ?? '/'}${withoutHash(id)}`,
          statements: own.flatMap(policy => statementsOf(fill(policy.Properties.PolicyDocument))),
        },
      ];
    }),
  );
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
