import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { findPublication } from '../installation/find-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import type { Options } from '../program/options.ts';
import { type Concern, printConcerns } from '../status/concern.ts';
import { ownerLines } from '../status/obstacles.ts';
import { operatorHints } from '../status/operator-hints.ts';
import { printAll } from '../status/shown/print-all.ts';
import { printOne } from '../status/shown/print-one.ts';
import { printRetired } from '../status/shown/print-retired.ts';
import { followDelivery } from '../status/watch/follow-delivery.ts';

/** `status`: how the last editions are doing, and what is to be done. */
export const status: Command<World> = {
  name: 'status',
  operands: [{ name: '[EDITION]', about: "the edition's date, such as 2026-11-23" }],
  options: ['publication', 'watch', 'json'],
  summary: 'show the last editions, and what waits for you',
  about: [
    'Courant says of every publication in a sentence or two what became of the last edition, and what comes next: when, with how many ' +
      'facts, and what you decided. Then, if something waits for you: what happened, who is affected, and what to type. Then the last ' +
      'five editions in a table, the newest first.',
    'With EDITION Courant shows everything of that one: its newest receipt or, while it is open, the counts of now. The command ' +
      'changes nothing. It ends with 1 when something waits for you, so that programs can ask.',
    'With --watch Courant follows a delivery until the edition is closed (it ends with 0) or held (with 1). Ctrl-C ends the ' +
      'watching (130), and not the delivery. In a pipe it prints a line every half minute instead of a bar.',
    'An edition is sealed (delivery has not begun), delivering, resting (until the quota allows more), held (you decide), ' +
      'uncertain (all is done but for messages that SES may have taken), ending (readers who still wait are withheld), closing or ' +
      'closed. One that is not there is due, or late (you decide).',
  ],
  examples: [
    'courant status',
    'courant status 2026-11-23',
    'courant status --watch',
    'courant status --json',
  ],
  check: ({ operands: [edition] }) => (edition === undefined ? [] : editionMistakes(edition)),
  async run({ operands: [edition], options }, world) {
    const configuration = await world.configuration();
    const { publications } = configuration;
    const all = edition === undefined && options.publication === undefined && publications.length > 1;
    return withInstallation(world, options, async installation => {
      const publication = all ? null : await findPublication(installation, options.publication);
      const isHeld = await printOtherOwner(world, installation, options);
      const how = { hints: operatorHints(installation, options), json: options.json };
      if (options.watch) {
        const one = publication ?? (await findPublication(installation, undefined));
        return Math.max(Number(isHeld), await followDelivery(world, installation, one, edition, how.hints));
      }
      if (publication !== null && edition !== undefined)
        return Math.max(Number(isHeld), await printOne(world, installation, publication, edition, how));
      const code =
        publication === null
          ? await printEach(world, installation, publications, options)
          : await printAll(world, installation, publication, how);
      const retired =
        options.publication === undefined ? await printRetired(world, installation, options) : 0;
      // Who no longer owns the stores is to be deleted one day.
      if (!options.json && !isHeld) printConcerns(world, unprotected(installation, configuration));
      return Math.max(Number(isHeld), code, retired);
    });
  },
};

/** Says so first if another stack owns the stores. @returns whether it does */
async function printOtherOwner(
  world: World,
  installation: Installation,
  { json }: Options,
): Promise<boolean> {
  const owner = await installation.otherOwner();
  if (!owner) return false;
  if (json) world.print(JSON.stringify({ state: 'not the owner', waitsForOperator: true, owner }));
  else {
    const title = `This stack no longer owns its stores: ${owner.stackName} does.`;
    printConcerns(world, [{ title, waits: true, lines: ownerLines(owner).slice(1) }]);
    world.print('');
  }
  return true;
}

/** One after the other, each under its title; what is to be typed names the publication. @returns the exit code */
async function printEach(
  world: World,
  installation: Installation,
  publications: readonly Publication[],
  options: Options,
): Promise<number> {
  const codes: number[] = [];
  for (const publication of publications) {
    const hints = operatorHints(installation, { ...options, publication: publication.id });
    if (!options.json) {
      if (codes.length > 0) world.print('');
      world.print(`${publication.title} (${publication.id})`);
    }
    codes.push(await printAll(world, installation, publication, { hints, json: options.json }));
  }
  return Math.max(...codes);
}

/**
 * The setting is off at first, because a stack whose first deployment failed has to be deleted. Who looks at a stack that stands is
 * past that. The console is no place for it: the next deployment sets what cdk.json says.
 */
function unprotected(
  { unprotectedStack }: Pick<Installation, 'unprotectedStack'>,
  { terminationProtection }: Pick<Configuration, 'terminationProtection'>,
): Concern[] {
  if (unprotectedStack === null) return [];
  const setting = terminationProtection ? '' : 'Type npm run courant -- init --termination-protection yes. ';
  return [
    {
      title: `A mistake could delete the stack ${unprotectedStack}: its termination protection is off.`,
      lines: [['To do', `${setting}Deploy again (npx cdk deploy).`]],
      waits: false,
    },
  ];
}
