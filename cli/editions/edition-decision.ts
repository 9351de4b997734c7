import { refuseForgotten } from '../../core/delivery/ledger/kept-for.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import { findPublication } from '../installation/find-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Arguments } from '../program/command.ts';
import { paragraph } from '../program/layout.ts';
import type { Options } from '../program/options.ts';
import { type LeftOutEdition, leftOutLines, undoLine } from '../status/decided/left-out-edition.ts';
import type { EditionStatus } from '../status/edition-status.ts';
import { type FoundEdition, findEdition } from '../status/find-edition.ts';
import { type OperatorHints, operatorHints } from '../status/operator-hints.ts';

/** What an operator decides about: an edition that was named, and where it is. */
export type Decision = {
  world: World;
  installation: Installation;
  publication: Imprint;
  edition: string;
  options: Options;
  hints: OperatorHints;
};

/** What comes of a decision: about an edition that is sealed, and about one that is due and not there. Each answers the exit code. */
export type Outcomes = {
  sealed(decision: Decision, status: EditionStatus): Promise<number>;
  missing(decision: Decision, found: Extract<FoundEdition, { missing: object }>): Promise<number>;
};

/** What was decided before stands until that is taken back. */
function sayLeftOut({ world, publication, hints }: Decision, leftOut: LeftOutEdition): number {
  world.print(`${leftOut.edition} is left out: there is nothing to decide about. Nothing was changed.`);
  for (const [label, text] of [...leftOutLines(leftOut), undoLine(publication.id, leftOut, hints)])
    for (const line of paragraph(label, text, world.columns)) world.print(line);
  return 1;
}

/**
 * Opens the installation, finds the edition that was typed, and does what is decided about it.
 * @throws DeliveriesForgottenError for one so old that nobody knows any more who was mailed.
 */
export async function decideOnEdition(
  { operands: [edition = ''], options }: Arguments,
  world: World,
  { sealed, missing }: Outcomes,
): Promise<number> {
  return withInstallation(world, options, async installation => {
    const publication = await findPublication(installation, options.publication);
    const hints = operatorHints(installation, options);
    const decision = { world, installation, publication, edition, options, hints };
    const { configuration, clock } = installation;
    const key = { publication: publication.id, edition };
    refuseForgotten(key, configuration.settings.keepDeliveriesDays, clock.now());
    const found = await findEdition(installation, publication, edition);
    if (found.leftOut) return sayLeftOut(decision, found.leftOut);
    return found.missing ? missing(decision, found) : sealed(decision, found.status);
  });
}
