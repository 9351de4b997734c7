/** What of a CloudFormation template matters here. */
export type CloudFormationTemplate = {
  Resources: Record<string, { Type: string; DependsOn?: string | string[]; DeletionPolicy?: string }>;
  Outputs?: Record<string, unknown>;
};

/** Kinds of resources that the emulator's CloudFormation does not make, and the tests that look at them instead. */
const lacking = {
  'AWS::Lambda::EventInvokeConfig': 'tests/infra/functions.test.ts',
  'AWS::S3::BucketPolicy': 'tests/infra/storage.test.ts',
  'AWS::Scheduler::': 'tests/infra/timetable.test.ts, tests/infra/sweep.test.ts',
  'AWS::SNS::Subscription': 'tests/infra/operator-topic.test.ts',
  'AWS::SNS::TopicPolicy': 'tests/infra/operator-topic.test.ts',
  'AWS::SQS::QueuePolicy': 'tests/infra/findings.test.ts',
  'AWS::ApiGatewayV2::': 'tests/infra/links.test.ts, tests/lambdas/subscriptions/',
  'AWS::CloudFront::': 'tests/infra/site.test.ts',
  'AWS::CloudWatch::Alarm': 'tests/infra/alarms.test.ts',
  'AWS::SES::': 'tests/infra/sender.test.ts',
};

/** Where the tests look at what a rehearsal leaves out, by the type of a resource that it left out; undefined where it needs another. */
export function checkedInstead(type: string): string | undefined {
  return Object.entries(lacking).find(([beginning]) => type.startsWith(beginning))?.[1];
}

/**
 * A copy of a template that the emulator can create: without the resources that it does not have, of which it fails on whatever asks
 * one for an attribute, and without whatever needs them. What the emulator knows by another name is called by that. Nothing else is
 * changed, so everything that it can create is tried as it will be deployed.
 *
 * @param substitutes what stands in for an attribute, by type and name: `AWS::ApiGatewayV2::Api.ApiEndpoint`.
 * @returns the template, and the logical ids of the resources and outputs that were left out.
 */
export function adaptTemplate<Template extends CloudFormationTemplate>(
  template: Template,
  substitutes: Record<string, string>,
): { template: Template; leftOut: string[] } {
  const types = Object.fromEntries(Object.entries(template.Resources).map(([id, { Type }]) => [id, Type]));
  const adapted = replaceAttributes(template, types, substitutes) as Template;
  const gone = new Set(Object.keys(types).filter(id => checkedInstead(types[id] ?? '') !== undefined));
  const resources = without(adapted.Resources, gone);
  const outputs = without(adapted.Outputs ?? {}, gone);
  const kept = Object.entries(resources.kept).map(([id, resource]) => [id, asEmulated(resource, gone)]);
  return {
    template: { ...adapted, Resources: Object.fromEntries(kept), Outputs: outputs.kept },
    leftOut: [...resources.leftOut, ...outputs.leftOut],
  };
}

type Resource = CloudFormationTemplate['Resources'][string];

/** Waits for nothing that was left out. The emulator would delete what a failed creation alone takes with it. */
function asEmulated({ DependsOn, ...resource }: Resource, gone: ReadonlySet<string>): Resource {
  const waitsFor = [DependsOn ?? []].flat().filter(id => !gone.has(id));
  const kept = resource.DeletionPolicy === 'RetainExceptOnCreate' ? { DeletionPolicy: 'Retain' } : {};
  return { ...resource, ...kept, ...(waitsFor.length > 0 && { DependsOn: waitsFor }) };
}

/** Leaves out the entries that are gone, and those that refer to one that is, and to those in turn. To wait for one is no reference. */
function without<Entry>(entries: Record<string, Entry>, gone: Set<string>) {
  const leftOut: string[] = [];
  let kept = Object.entries(entries);
  for (let found = true; found; ) {
    const leaving = kept.filter(
      ([id, entry]) => gone.has(id) || [...references(entry)].some(to => gone.has(to)),
    );
    found = leaving.length > 0;
    for (const [id] of leaving) gone.add(id);
    leftOut.push(...leaving.map(([id]) => id));
    kept = kept.filter(([id]) => !gone.has(id));
  }
  return { kept: Object.fromEntries(kept), leftOut };
}

/** Logical ids that a part of a template refers to. */
function* references(part: unknown): Generator<string> {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'Ref' && typeof value === 'string') yield value;
    else if (key === 'Fn::GetAtt' && Array.isArray(value)) yield String(value[0]);
    else if (key !== 'DependsOn') yield* references(value);
  }
}

function replaceAttributes(
  part: unknown,
  types: Record<string, string>,
  substitutes: Record<string, string>,
): unknown {
  if (Array.isArray(part)) return part.map(item => replaceAttributes(item, types, substitutes));
  if (typeof part !== 'object' || part === null) return part;
  const attribute = (part as { 'Fn::GetAtt'?: [string, string] })['Fn::GetAtt'];
  const substitute = attribute && substitutes[`${types[attribute[0]]}.${attribute[1]}`];
  if (substitute !== undefined) return substitute;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, replaceAttributes(value, types, substitutes)]),
  );
}
