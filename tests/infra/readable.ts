import type { Template } from 'aws-cdk-lib/assertions';

/** A resource of a template, as the CDK's own assertions type it. */
export type Resource = ReturnType<Template['findResources']>[string];

/** A statement of a policy as a person would write it down. */
export type ReadableStatement = {
  sid?: string;
  effect: string;
  actions: string[];
  on: string[];
  notOn?: string[];
  conditions?: unknown;
};

/**
 * A value of a template as one line of text: references to resources as `<LogicalId.Attribute>`, without the hash that the
 * CDK puts at the end of logical ids.
 */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return `<${withoutHash(Ref)}>`;
  if (Array.isArray(attribute)) return `<${withoutHash(attribute[0])}.${attribute[1]}>`;
  if (Array.isArray(join)) return join[1].map(readable).join(join[0]);
  throw new Error(`cannot be shown as text: ${JSON.stringify(value)}`);
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** Logical id (without hash) ▸ resource, of all resources of a type. */
export function resources(template: Template, type: string): Map<string, Resource> {
  return new Map(Object.entries(template.findResources(type)).map(([id, found]) => [withoutHash(id), found]));
}

/** The statements of a policy document, in its order. */
export function statements(document: { Statement: Record<string, unknown>[] }): ReadableStatement[] {
  return document.Statement.map(statement => ({
    ...(typeof statement.Sid === 'string' && { sid: statement.Sid }),
    effect: String(statement.Effect),
    actions: list(statement.Action),
    on: list(statement.Resource),
    ...(statement.NotResource !== undefined && { notOn: list(statement.NotResource) }),
    ...(statement.Condition !== undefined && { conditions: statement.Condition }),
  }));
}

function list(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(readable).sort();
}
