/** A statement of a policy with plain text in it; one of a role's policy has no principal. */
export type Statement = {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | { AWS?: OneOrMore; Service?: OneOrMore };
  Action: OneOrMore;
  Resource?: OneOrMore;
  NotResource?: OneOrMore;
  Condition?: Record<string, Record<string, OneOrMore>>;
};
type OneOrMore = string | number | boolean | readonly string[];

/** One call: who (the ARN of a user or role, or the name of a service), what, on which ARN, and what else is known of it. */
export type Request = {
  principal: string;
  action: string;
  resource: string;
  /** Condition key ▸ value; `aws:PrincipalArn` follows from the principal. A key that is left out is absent. */
  conditions?: Readonly<Record<string, string>>;
};

/** Whether some statement allows the request and none denies it, as IAM decides within one account. */
export function allowed(statements: readonly Statement[], request: Request): boolean {
  const effects = statements.filter(statement => applies(statement, request)).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

/** Names of the statements that deny the request. */
export function denials(statements: readonly Statement[], request: Request): (string | undefined)[] {
  return statements
    .filter(statement => statement.Effect === 'Deny' && applies(statement, request))
    .map(({ Sid }) => Sid);
}

/**
 * A value of a template with its references filled in: AWS's own as one account has them, an ARN of a resource by `arnOf`, all
 * others by their logical id.
 */
export function filledIn(value: unknown, arnOf: (logicalId: string) => string): unknown {
  if (Array.isArray(value)) return value.map(each => filledIn(each, arnOf));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return pseudo[Ref] ?? Ref;
  if (Array.isArray(attribute))
    return attribute[1] === 'Arn' ? arnOf(attribute[0]) : `${attribute[0]}.${attribute[1]}`;
  if (Array.isArray(join)) return (filledIn(join[1], arnOf) as unknown[]).join(join[0]);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledIn(each, arnOf)]));
}

/** The account of the requests that tests make up. */
export const account = '111122223333';
const pseudo: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': account,
  'AWS::Region': 'eu-west-1',
  'AWS::URLSuffix': 'amazonaws.com',
};

function applies(statement: Statement, request: Request): boolean {
  return (
    isFor(statement.Principal, request.principal) &&
    list(statement.Action).some(action => matches(action.toLowerCase(), request.action.toLowerCase())) &&
    covers(statement, request.resource) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) => holds(operator, keys, request))
  );
}

function isFor(principal: Statement['Principal'], who: string): boolean {
  if (principal === undefined || principal === '*') return true;
  const { AWS = [], Service = [] } = principal;
  const ofAccount = (name: string) => name.endsWith(':root') && who.startsWith(name.slice(0, -'root'.length));
  return (
    list(AWS).some(name => name === '*' || name === who || ofAccount(name)) || list(Service).includes(who)
  );
}

function covers({ Resource, NotResource }: Statement, resource: string): boolean {
  if (NotResource !== undefined) return !list(NotResource).some(pattern => matches(pattern, resource));
  return list(Resource ?? []).some(pattern => matches(pattern, resource));
}

/** All keys of an operator have to hold, and of a key's values one, or, where the operator says not, none. */
function holds(operator: string, keys: Record<string, OneOrMore>, request: Request): boolean {
  return Object.entries(keys).every(([key, expected]) => {
    const found = valueAt(key, request);
    if (operator === 'Null') return list(expected).includes(String(found === undefined));
    const [, name = '', ifExists] = /^(.*?)(IfExists)?$/.exec(operator) ?? [];
    const negated = /Not/.test(name);
    if (found === undefined) return negated || ifExists !== undefined;
    const compare = comparisons[name.replace('Not', '')];
    // A condition that is not understood must not pass for one that holds.
    if (!compare) throw new Error(`the matcher does not know the operator ${operator}`);
    return list(expected).some(value => compare(value, found)) !== negated;
  });
}

const comparisons: Record<string, (expected: string, found: string) => boolean> = {
  StringEquals: (expected, found) => expected === found,
  StringLike: matches,
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: (expected, found) => expected === found,
  NumericLessThan: (expected, found) => Number(found) < Number(expected),
};

function valueAt(key: string, { principal, conditions = {} }: Request): string | undefined {
  const given = Object.entries(conditions).find(([name]) => name.toLowerCase() === key.toLowerCase());
  if (given) return given[1];
  // A service has none.
  return key.toLowerCase() === 'aws:principalarn' && principal.startsWith('arn:') ? principal : undefined;
}

/** Each of the six parts of an ARN for itself: a star does not reach over a colon but in the last. */
function arnMatches(pattern: string, arn: string): boolean {
  const [expected, found] = [pattern, arn].map(text => {
    const parts = text.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  }) as [string[], string[]];
  return expected.every((part, index) => matches(part, found[index] ?? ''));
}

/** `*` stands for any characters, slashes included, and `?` for one. */
function matches(pattern: string, text: string): boolean {
  if (pattern.includes('${')) throw new Error(`the matcher does not know variables: ${pattern}`);
  const source = pattern
    .replace(/[.+^$()|[\]{}\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function list(value: OneOrMore): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
