import { CourantError } from '../../core/foundation/errors.ts';

/** Set only where there is a stack: its id, by which it owns its stores or does not. */
export const stackEnvironment = { stack: 'COURANT_STACK' } as const;

/** A function cannot start: variables that its stack should have given it are missing. */
export class MissingEnvironmentError extends CourantError {
  constructor(names: readonly string[]) {
    super(
      `environment: ${names.join(', ')} missing or empty. The stack sets these variables: deploy it again, ` +
        'or set them by hand when you run the function elsewhere.',
    );
  }
}

/**
 * Reads the variables that a function was promised, at cold start, so that a wrong deployment fails at once.
 * @param names property name ▸ name of the variable.
 * @throws MissingEnvironmentError that names every missing one.
 */
export function readEnvironment<Names extends Record<string, string>>(
  names: Names,
  environment: NodeJS.ProcessEnv = process.env,
): { [Property in keyof Names]: string } {
  const missing = Object.values(names).filter(name => !environment[name]);
  if (missing.length > 0) throw new MissingEnvironmentError(missing);
  return Object.fromEntries(
    Object.entries(names).map(([property, name]) => [property, environment[name]]),
  ) as { [Property in keyof Names]: string };
}
