import type { Publication } from '../../core/publication/configuration.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import type { Options } from '../program/options.ts';
import { printAll } from '../status/print-all.ts';
import { printOne } from '../status/print-one.ts';
import { voiceOf } from '../status/voice.ts';

/** `status`: how the last editions are doing, and what is to be done. */
export const status: Command = {
  name: 'status',
  operands: '[EDITION]',
  options: ['publication', 'json'],
  summary: 'show how the last editions are doing, and what is to be done',
  about: [
    'Shows the last five editions, the newest first, and when the next one comes. Below stands, in plain words, everything',
    'that an operator should know: what is held, late, resting, behind or uncertain, what it means, and what to type.',
    'With EDITION, named by its date such as 2026-11-23, it shows everything of that one: its newest receipt, or the counts',
    'of now while it is open. Without EDITION it shows every publication, unless one is named. Changes nothing. Ends with 1',
    'when something waits for you, so that programs can ask.',
    '',
    'The states: sealed (delivery has not begun), delivering, resting (until the quota allows more), held (you decide),',
    'uncertain (all is done but for messages that SES may have taken), ending (whoever waits is withheld), closing, closed;',
    'and of editions that are not there: due, late (you decide). With --json each edition is an object on a line of its own.',
  ].join('\n'),
  check: ({ operands: [edition] }) => (edition === undefined ? [] : editionMistakes(edition)),
  async run({ operands: [edition], options }, world) {
    const configuration = await world.configuration();
    const { publications } = configuration;
    const all = edition === undefined && options.publication === undefined && publications.length > 1;
    const publication = all ? null : choosePublication(configuration, options.publication);
    return withInstallation(world, options, async installation => {
      if (publication === null) return printEach(world, installation, publications, options);
      const how = { voice: voiceOf(installation, options), json: options.json };
      return edition === undefined
        ? printAll(world, installation, publication, how)
        : printOne(world, installation, publication, edition, how);
    });
  },
};

/** One after the other, each under its title; what is to be typed names the publication. @returns the exit code */
async function printEach(
  world: World,
  installation: Installation,
  publications: readonly Publication[],
  options: Options,
): Promise<number> {
  const codes: number[] = [];
  for (const publication of publications) {
    const voice = voiceOf(installation, { ...options, publication: publication.id });
    if (!options.json) {
      if (codes.length > 0) world.print('');
      world.print(`${publication.title} (${publication.id})`);
    }
    codes.push(await printAll(world, installation, publication, { voice, json: options.json }));
  }
  return Math.max(...codes);
}
