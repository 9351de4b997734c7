import { sealOfTime } from '../../core/edition/chain.ts';
import { retiredImprint } from '../../core/edition/imprint.ts';
import type { Ownership } from '../../core/edition/ownership.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { UnknownPublicationError } from '../../core/publication/configuration.ts';
import { type Named, namedIds } from '../../core/publication/retired.ts';
import { bringOnItsWay } from './bring-on-its-way.ts';
import { type PublishAnswer, type PublishContext, publishAsOwner } from './publish-edition.ts';

/** What publishing by an id needs from outside. */
export type PublishNamedContext = PublishContext & {
  configuration: Named;
  ownership: Pick<Ownership, 'otherAfterTaking'>;
};

/**
 * Publishes the edition of a publication by its id. Of one that makes no editions any more, or that stands nowhere, only an edition that
 * is sealed is brought on its way.
 * @throws RetiredPublicationError for a time of which there is none; UnknownPublicationError for an id that never sealed any.
 */
export async function publishNamed(
  context: PublishNamedContext,
  id: string,
  scheduledTime: Instant,
): Promise<PublishAnswer> {
  const { configuration, ownership, log, seals } = context;
  const found = configuration.publications.find(publication => publication.id === id);
  if (found) return publishAsOwner(context, found, scheduledTime);
  const seal = await sealOfTime(seals, id, scheduledTime);
  if (!seal) throw noneSealed(configuration, id, scheduledTime);
  const owner = await ownership.otherAfterTaking(() => log.now());
  if (owner) return { outcome: 'not the owner', owner };
  const onItsWay = await bringOnItsWay(context, retiredImprint(configuration, seal), seal);
  return { outcome: 'already sealed', plan: seal.plan, ...onItsWay };
}

function noneSealed(configuration: Named, id: string, scheduledTime: Instant): CourantError {
  if (namedIds(configuration).includes(id)) return new RetiredPublicationError(id, scheduledTime);
  const known = configuration.publications.map(publication => publication.id);
  return new UnknownPublicationError(id, known);
}

/** An edition was asked for of a publication that makes none any more. */
export class RetiredPublicationError extends CourantError {
  constructor(id: string, scheduledTime: Instant) {
    super(
      `publication ${id}: expected one that makes editions, since none is sealed for ${scheduledTime}; found one that cdk.json retires or ` +
        'names as a former id. Nothing was made. Its facts go into the first edition of the publication that names it as "formerly"; ' +
        'to let it go on, move it back into "publications" and deploy.',
    );
  }
}
