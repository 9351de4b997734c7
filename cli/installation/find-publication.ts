import { newestSeal } from '../../core/edition/chain.ts';
import { retiredImprint } from '../../core/edition/imprint.ts';
import { slug } from '../../core/foundation/slug.ts';
import { entryOf, type Imprint } from '../../core/publication/retired.ts';
import { choosePublication } from './choose-publication.ts';
import type { Installation } from './installation.ts';

const nothingSealed = { description: '', postalAddress: '', replyTo: '' };

/**
 * The publication that is meant, also one that makes no editions any more: the one that was named, or the only one that makes some.
 * One that sealed editions and stands nowhere in the configuration is found by them.
 * @throws UsageError naming the choices.
 */
export async function findPublication(
  { configuration, seals, clock }: Pick<Installation, 'configuration' | 'seals' | 'clock'>,
  named: string | undefined,
): Promise<Imprint> {
  const isActive = configuration.publications.some(({ id }) => id === named);
  if (named === undefined || isActive || !slug(40).safeParse(named).success)
    return choosePublication(configuration, named);
  const seal = await newestSeal(seals, named, clock.now());
  if (seal) return retiredImprint(configuration, seal);
  const entry = entryOf(configuration, named);
  if (!entry) return choosePublication(configuration, named);
  const { id, title, language, from } = entry;
  return { ...nothingSealed, id, title, language, from };
}
