import {
  planTakingDown,
  type TakingDownPlan,
  type Wanted,
} from '../../../core/archive/taking-down/plan-taking-down.ts';
import { recordsAbout, takeDown } from '../../../core/archive/taking-down/take-down.ts';
import { counted } from '../../../core/foundation/counts.ts';
import type { Mistake } from '../../../core/foundation/errors.ts';
import { findPublication } from '../../installation/find-publication.ts';
import type { Installation } from '../../installation/installation.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Arguments, Command } from '../../program/command.ts';
import { paragraph } from '../../program/layout.ts';
import { nextCommand, quoted } from '../../program/next-command.ts';
import { UsageError, usageMistake } from '../../program/usage-error.ts';

const wordsAtMost = 500;

/** What taking down does not reach, and what does. */
const remains = [
  'Mails that went out cannot be recalled. What still waits goes out too: courant stop ends the delivery of an edition.',
  'Seals, captures, the log and older versions keep the words in the private buckets: docs/runbook.md#erase-for-good says who may erase them, and how.',
  'Copies elsewhere, such as those of courant archive get, of search engines and of other archives, keep what they have.',
];

/** `archive take-down`: an edition or a fact is served and found no longer. */
export const archiveTakeDown: Command<World> = {
  name: 'archive take-down',
  operands: [
    {
      name: '<EDITION|FACT>' as '<EDITION>',
      about: "an edition's date, or the id of a fact that an edition carried",
    },
  ],
  options: ['because', 'by', 'publication', 'yes'],
  summary: 'take an edition or a fact out of the public archive, as when a court says so',
  about: [
    'Its words go from pages, months, front, feeds and search, which say "taken down on" a day instead. The sealed files of every edition that tells them are not ' +
      'served any more, since nothing can be cut out of what is sealed; their hashes stay, and courant archive verify tells taken down from tampered.',
    'A record says what, why, who and when; it is private and never changes, and the next manifest names it. No later edition tells of it again. It cannot be taken back.',
    'Without --yes it only says what it would come to, and ends with 2. If it was ended in between, type the same again; likewise after an edition that was being made ' +
      'meanwhile. Each publication has an archive of its own: a fact that several carried is taken down in each.',
  ],
  examples: [
    'courant archive take-down 2026-11-23 --because "order of 4 O 17/27"',
    'courant archive take-down gazette.2 --because "names a child" --yes',
  ],
  check: ({ options }) => [
    ...wordsMistakes('because', options.because),
    ...wordsMistakes('by', options.by ?? 'not said'),
  ],
  run: (typed, world) =>
    withInstallation(world, typed.options, async installation => {
      const publication = await findPublication(installation, typed.options.publication);
      const { id, formerly } = publication;
      const chains = formerly === undefined ? [id] : [formerly, id];
      const context = {
        ...installation.folding(),
        takenDown: installation.takenDown,
        served: installation.served,
      };
      const plan = await planTakingDown(context, chains, wantedIn(typed));
      await describe(world, installation, plan);
      sayElsewhere(world, typed, plan);
      if (!typed.options.yes) throw new UsageError([notMeant(typed)]);
      const { because = '', by = 'not said' } = typed.options;
      const records = await takeDown(context, publication, chains, plan, { because, by });
      world.print('');
      world.print(`Taken down, on record since ${records[0]?.at}.`);
      world.print(
        installation.served.forget
          ? 'CloudFront was told to clear its caches, which takes it some minutes.'
          : 'No distribution is known here, so no caches were cleared.',
      );
      for (const text of remains) sentence(world, text);
      return 0;
    }),
};

function wantedIn({ operands: [typed = ''] }: Pick<Arguments, 'operands'>): Wanted {
  return /^\d{4}-\d\d-\d\d$/.test(typed)
    ? { kind: 'edition', edition: typed }
    : { kind: 'fact', fact: typed };
}

async function describe(
  world: World,
  { takenDown }: Installation,
  { publication, what, edition, number, statement, facts, sealed, sameWords }: TakingDownPlan,
): Promise<void> {
  world.print(
    what.kind === 'edition'
      ? `Edition ${number} of ${publication}, ${edition}, with ${counted(facts.length, 'fact')}.`
      : `${publication} ${number}, in the edition of ${edition}: ${statement ?? 'its words cannot be read any more'}`,
  );
  const [standing] = await recordsAbout(takenDown, publication, what);
  if (standing)
    sentence(world, `It was taken down on ${standing.record.at}, because: ${standing.record.because}`);
  if (facts.length > 1 && what.kind === 'fact')
    sentence(
      world,
      `Under this number stand ${counted(facts.length, 'fact')}, which go together: ${facts.join(', ')}.`,
    );
  sentence(
    world,
    `No longer served are the sealed files (digest.json, digest.html, digest.txt, message.eml, manifest.json) of ${counted(sealed.length, 'edition')} ` +
      `that tell the words: ${sealed.map(one => one.edition).join(', ')}. Their pages stay, without them.`,
  );
  if (sameWords.length > 0)
    sentence(
      world,
      `These say the same in the same words and stay, unless you take them down too: ${sameWords.join(', ')}.`,
    );
}

/** What of it other publications carried stays there. */
function sayElsewhere(world: World, { options }: Pick<Arguments, 'options'>, plan: TakingDownPlan): void {
  for (const id of plan.elsewhere) {
    const { what } = plan;
    const again = (operand: string) =>
      nextCommand(`archive take-down ${operand} --because ${JSON.stringify(options.because)}`, {
        ...options,
        publication: id,
      });
    sentence(
      world,
      what.kind === 'fact'
        ? `${id} carried it too, and keeps it until you take it down there: ${again(what.fact)}`
        : `${id} carried facts of it too, and keeps them until you take its edition, or each of them, down there: ${again('EDITION')}`,
    );
  }
}

function sentence(world: World, text: string): void {
  for (const line of paragraph('', text, world.columns)) world.print(line.replace(/^ {12}/, ''));
}

function wordsMistakes(option: 'because' | 'by', text: string | undefined): Mistake[] {
  if (text !== undefined && /^[^\p{Cc}]+$/u.test(text) && text.length <= wordsAtMost) return [];
  const found = text === undefined ? `no --${option}` : `--${option} ${JSON.stringify(text)}`;
  const expected = `--${option} in one line of at most ${wordsAtMost} characters`;
  return [usageMistake(found, expected, 'it is kept for whoever asks in years: say it in your own words')];
}

function notMeant({ operands: [typed = ''], options }: Arguments): Mistake {
  const by = options.by === undefined ? '' : ` --by ${quoted(options.by)}`;
  const words = `${quoted(typed)} --because ${quoted(options.because ?? '')}${by}`;
  const again = nextCommand(`archive take-down ${words} --yes`, options);
  return usageMistake(
    'no --yes',
    '--yes, since nobody can take this back: nothing was changed',
    `if you mean it: ${again}`,
  );
}
