/** What of a CloudFormation template matters here. */
export type CloudFormationTemplate = {
  Resources: Record<string, { Type: string; DependsOn?: string | string[] }>;
  Outputs?: Record<string, unknown>;
};

/** Resources that the emulator does not have. It fails on whatever asks one of them for an attribute. */
const missing = /^AWS::((SES|ApiGatewayV2|CloudFront)::|CloudWatch::Alarm$)/;

/**
 * A copy of a template that the emulator can create: without the resources that it does not have and without whatever needs
 * them. Nothing else is changed, so everything that it can create is tried as it will be deployed.
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
  const gone = new Set(Object.keys(types).filter(id => missing.test(types[id] ?? '')));
  const resources = without(adapted.Resources, gone);
  const outputs = without(adapted.Outputs ?? {}, gone);
  return {
    template: { ...adapted, Resources: resources.kept, Outputs: outputs.kept },
    leftOut: [...resources.leftOut, ...outputs.leftOut],
  };
}

/**
 * Leaves out the entries that are gone, and those that refer to one that is, and to those in turn. What only waits for one that is
 * gone needs to wait no more.
 */
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
  return { kept: Object.fromEntries(kept.map(([id, entry]) => [id, notWaitingFor(gone, entry)])), leftOut };
}

function notWaitingFor<Entry>(gone: Set<string>, entry: Entry): Entry {
  const { DependsOn: waits, ...rest } = entry as { DependsOn?: string | string[] };
  if (waits === undefined) return entry;
  const left = [waits].flat().filter(id => !gone.has(id));
  return (left.length > 0 ? { ...rest, DependsOn: left } : rest) as Entry;
}

/** Logical ids of which a part of a template needs a name or an attribute. */
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
