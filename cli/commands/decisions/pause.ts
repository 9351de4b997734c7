import {
  type Deciding,
  decideAbout,
  reasonMistakes,
  say,
  sayWhoMayBeAtWork,
  tipOf,
  writeDown,
} from '../../editions/decide.ts';
import type { World } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';

/** `pause`: a publication makes no editions for a while. */
export const pause: Command<World> = {
  name: 'pause',
  operands: [{ name: '<PUBLICATION>', about: 'its id in cdk.json, such as weekly' }],
  options: ['because', 'by'],
  summary: 'let a publication make no editions until you resume it',
  about: [
    'From then on nothing is sealed for it, and nobody is mailed: neither what is scheduled, nor what is missing. What is sealed already goes on to its readers. ' +
      'Editors go on filing; the first edition after the pause has all of it, and says which editions did not come out.',
    'A pause lasts whatever is deployed. A schedule that you switch off in the console of EventBridge Scheduler does not: a deployment may switch it on again.',
    'It ends with 0. Typed again it changes nothing and says so.',
  ],
  examples: [
    'courant pause weekly --because "summer break"',
    'courant pause weekly --because "we move" --local',
  ],
  check: ({ options: { because } }) => reasonMistakes(because),
  run: ({ operands: [publication], options }, world) =>
    decideAbout({ options }, world, publication, pausePublication),
};

async function pausePublication(deciding: Deciding): Promise<number> {
  const { world, publication, options, hints, tip } = deciding;
  const { because = '', by } = options;
  const decided = await writeDown(deciding, { kind: 'pause', because, by });
  if (decided.outcome === 'stands') {
    const { pause: before } = decided.standing;
    world.print(`${publication.id} is paused already, since ${before?.decidedAt}. Nothing was changed.`);
    say(deciding, 'Because', [before?.because ?? '']);
    return 0;
  }
  world.print(`${publication.id} is paused: it makes no edition until you resume it.`);
  const sealed = await tipOf(deciding);
  if (sealed && sealed.edition !== tip?.edition)
    say(deciding, 'But', [
      `The edition of ${sealed.edition} was sealed at the same moment, and goes on to its readers. To end its delivery:`,
      hints.command(`stop ${sealed.edition} --publication ${publication.id}`),
    ]);
  else sayWhoMayBeAtWork(deciding);
  say(deciding, 'To end it', [hints.aboutPublication(`resume ${publication.id}`)]);
  return 0;
}
