import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';

/**
 * The publication that is meant: the one that was named, or the only one.
 * @throws UsageError naming the choices.
 */
export function choosePublication({ publications }: Configuration, named: string | undefined): Publication {
  const [only, ...others] = publications;
  if (named === undefined && only && others.length === 0) return only;
  const found = publications.find(({ id }) => id === named);
  if (found) return found;
  const ids = publications.map(({ id }) => id).join(', ');
  throw new UsageError([
    usageMistake(
      named === undefined ? 'no --publication' : `--publication ${JSON.stringify(named)}`,
      `--publication with one of ${ids}`,
      'name the publication that is meant; cdk.json lists them',
    ),
  ]);
}
