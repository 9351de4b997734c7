import { type Found, findOrPlan } from '../../../core/edition/chain.ts';
import { editionsLeftOut, nextAfter } from '../../../core/edition/decisions/left-out.ts';
import { type Deciding, decideAbout, nextEdition, say, writeDown } from '../../editions/decide.ts';
import type { World } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { chainOf } from '../../status/planned-content.ts';

/** `resume`: a publication that was paused makes editions again. */
export const resume: Command<World> = {
  name: 'resume',
  operands: [{ name: '<PUBLICATION>', about: 'its id in cdk.json, such as weekly' }],
  options: ['by'],
  summary: 'let a publication that was paused make editions again',
  about: [
    'The next scheduled time makes an edition, which has all that was filed meanwhile, and says which ones did not come out. Those are not made up for.',
    'It ends with 0. Typed again, or of a publication that is not paused, it changes nothing and says so.',
  ],
  examples: ['courant resume weekly', 'courant resume weekly --local'],
  run: ({ operands: [publication], options }, world) =>
    decideAbout({ options }, world, publication, resumePublication),
};

async function resumePublication(deciding: Deciding): Promise<number> {
  const { world, publication, options, tip } = deciding;
  const decided = await writeDown(deciding, { kind: 'resume', by: options.by });
  if (decided.outcome === 'stands') {
    const next = nextEdition(deciding, decided.standing, tip);
    world.print(`${publication.id} is not paused: its next edition is that of ${next}. Nothing was changed.`);
    return 0;
  }
  const { stands } = decided.decision;
  const next = nextEdition(deciding, stands, tip);
  world.print(`${publication.id} goes on: its next edition is that of ${next}.`);
  const names = await leftOutBefore(deciding, stands);
  if (names.length === 0) return 0;
  const few = names.length <= 5 ? names.join(', ') : `${names.length} from ${names[0]} to ${names.at(-1)}`;
  say(deciding, 'Left out', [`${few}. It has all that was filed meanwhile, and says so.`]);
  return 0;
}

/** The names of the editions that did not come out, as the next one will say. */
async function leftOutBefore(
  { installation, publication, tip }: Deciding,
  standing: Parameters<typeof editionsLeftOut>[0],
): Promise<string[]> {
  const time = nextAfter(publication, tip, installation.clock.now(), standing);
  const found: Found = await findOrPlan(chainOf(installation), publication, time);
  return found.outcome === 'planned' ? editionsLeftOut(standing, publication, found.plan) : [];
}
