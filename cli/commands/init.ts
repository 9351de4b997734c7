import { configurationIn } from '../../core/publication/cdk-json.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { type Asking, answeredDraft } from '../init/answers.ts';
import { changedText, readCdkJson, replaceCdkJson } from '../init/cdk-json-file.ts';
import { describeExample, describeShipped, describeTimes } from '../init/describe-setup.ts';
import { changesOf, choosePlace, draftAt } from '../init/place.ts';
import type { Project, World } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import type { Options } from '../program/options.ts';
import { InterruptedError, type Prompts } from '../program/prompts.ts';

/** What shells show of a program that Ctrl-C has ended. */
const interrupted = 130;

/** `init`: asks what has to be decided, and writes it into cdk.json. */
export const init: Command<World> = {
  name: 'init',
  operands: [],
  options: [
    ...([
      'empty',
      'example',
      'publication',
      'title',
      'description',
      'language',
      'sender',
      'reply-to',
    ] as const),
    ...([
      'postal-address',
      'every',
      'on',
      'at',
      'time-zone',
      'topics',
      'operator',
      'editors',
      'proof-hours',
      'site',
      'certificate',
    ] as const),
    ...(['identities', 'hosted-zone', 'dmarc', 'public-archive', 'termination-protection'] as const),
  ],
  summary: 'set up cdk.json by questions, or change an answer',
  about: [
    'Courant asks what has to be decided, explains each question in a line, and checks each answer as npm run synth does. Each answer is an ' +
      'option too. Without options you are asked everything, and what stands in cdk.json is the default; with some, only what has no answer yet.',
    'Without a terminal nobody is asked: what is missing is listed, and nothing is written.',
    'It writes the context "courant" of cdk.json and nothing else, in one step, and never what would not synthesise. Ctrl-C leaves the file as it is.',
  ],
  examples: [
    'courant init',
    'courant init --title "The Digest"',
    'courant init --publication china-tech-controls --every month --on last',
  ],
  async run({ options }, world) {
    const { project } = world;
    if (!project) throw new Error('init needs the files of a project');
    try {
      return await setUp(options, world, project);
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
      world.printError('Interrupted. cdk.json is as it was.');
      return interrupted;
    }
  },
};

async function setUp(options: Options, world: World, project: Project): Promise<number> {
  const now = (world.clock ?? systemClock).now();
  const file = await readCdkJson(project.cdkJson);
  const prompts = await project.prompts?.();
  const place = await choosePlace(file, options, prompts);
  const draft = await answeredDraft(
    draftAt(file, place, now),
    place,
    options,
    asking(prompts, project, world),
  );
  const text = changedText(file.text, changesOf(draft, place));
  // What will be read is checked, not only what was meant.
  const configuration = configurationIn(text, project.cdkJson, now);
  const publication = configuration.publications[place.index] as Publication;
  for (const line of describeTimes(publication, project.timeZone, now)) world.print(line);
  if (text === file.text) {
    world.print('cdk.json says all of this already: nothing was written.');
    return 0;
  }
  if (prompts && !(await isConfirmed(prompts, options))) {
    world.print('Nothing was written.');
    return 1;
  }
  await replaceCdkJson(file, text);
  world.print('Wrote the context "courant" of cdk.json.');
  for (const line of await describeShipped(project.facts, configuration, publication)) world.print(line);
  for (const line of describeExample(configuration)) world.print(line);
  world.print(
    'Next: npm run desk to write an article, courant facts draft to make one from a text; courant doctor says what AWS lacks.',
  );
  return 0;
}

function asking(prompts: Prompts | undefined, { timeZone }: Project, { print }: World): Asking | undefined {
  return prompts && { prompts, timeZone, print };
}

/** Who gave all that is new as options has said so. */
async function isConfirmed(prompts: Prompts, options: Options): Promise<boolean> {
  if (init.options.some(option => typeof options[option] === 'string' && option !== 'publication'))
    return true;
  const choices = [
    { value: 'yes', name: 'write it into cdk.json' },
    { value: 'no', name: 'leave cdk.json as it is' },
  ];
  return (await prompts.choose({ message: 'All of it right?', choices, present: 'yes' })) === 'yes';
}
