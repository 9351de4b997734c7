import type { Statement } from './matcher.ts';

/** One action on one pattern of resources, as a statement of a policy allows it; `name` says whose policy that is. */
export type Grant = { words: string; name: string; statement: Statement };

/** The grants of a policy, each in words without what all ARNs have in common. */
export function grantsOf(name: string, statements: readonly Statement[]): Grant[] {
  return statements.flatMap(statement =>
    [statement.Action].flat().flatMap(action =>
      [statement.Resource ?? []].flat().map(resource => ({
        words: `${name}: ${action} ${String(resource).replace(/^arn:aws:[^:]*:[^:]*:[^:]*:/, '')}`,
        name,
        statement: { ...statement, Action: String(action), Resource: String(resource) },
      })),
    ),
  );
}
