import { styleText } from 'node:util';
import type { Help, HelpConfiguration } from 'commander';
import { type Command, operandForm, type Program, usageOf } from './command.ts';
import { optionTable } from './option-table.ts';
import { commonOptions, formIn, type OptionName } from './options.ts';
import type { Terminal } from './terminal.ts';

/** A term, and what it means. */
type Item = readonly [term: string, about: string];
/** What a help text consists of, from top to bottom. Paragraphs are wrapped, examples are not. */
type HelpText = {
  usage: string;
  paragraphs: readonly string[];
  lists: readonly (readonly [heading: string, items: readonly Item[]])[];
  examples: readonly string[];
};

/** Help of the whole program. */
export function programHelp<World extends Terminal>(program: Program<World>): HelpConfiguration {
  return configurationFor({
    usage: 'courant COMMAND [OPTIONS]',
    paragraphs: program.about,
    lists: [
      ['Commands:', [...program.commands.map(commandItem), ['help COMMAND', 'show the help of a command']]],
      ['Options of every command:', commonItems],
      ['Options of courant itself:', [['-V, --version', 'print the version']]],
    ],
    examples: program.examples,
  });
}

/** Help of the commands whose first word is `group`. */
export function groupHelp<World extends Terminal>(
  { commands, groups }: Program<World>,
  group: string,
): HelpConfiguration {
  const own = commands.filter(({ name }) => name.startsWith(`${group} `));
  return configurationFor({
    usage: `courant ${group} COMMAND [OPTIONS]`,
    paragraphs: [groups[group] ?? ''],
    lists: [
      ['Commands:', own.map(commandItem)],
      ['Options of every command:', commonItems],
    ],
    examples: [...own.flatMap(({ examples }) => examples.slice(0, 1)), `courant help ${own[0]?.name}`],
  });
}

/** Help of one command. */
export function commandHelp<World extends Terminal>(command: Command<World>): HelpConfiguration {
  const { summary, about, operands, options, examples } = command;
  return configurationFor({
    usage: `courant ${usageOf(command)} [OPTIONS]`,
    paragraphs: [`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, ...about],
    lists: [
      ['Arguments:', operands.map(operand => [operandForm(operand), operand.about])],
      ['Options:', options.map(option => optionItem(option, command.name))],
      ['Options of every command:', commonItems],
    ],
    examples,
  });
}

function commandItem(command: Pick<Command<never>, 'name' | 'operands' | 'summary'>): Item {
  return [usageOf(command), command.summary];
}

function optionItem(name: OptionName, command = ''): Item {
  const { flags, about } = formIn(optionTable[name], command);
  return [flags.replace(/[<>]/g, ''), about];
}

const commonItems: readonly Item[] = [
  ...commonOptions.map(name => optionItem(name)),
  ['-h, --help', 'show this text'],
];

/** Commander's own order of things, with our terms in it and the examples below. */
function configurationFor(text: HelpText): HelpConfiguration {
  return {
    minWidthToWrap: 20,
    styleTitle: title => styleText('bold', title, { validateStream: false }),
    formatHelp: (_, helper) => format(text, helper),
  };
}

function format({ usage, paragraphs, lists, examples }: HelpText, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  const terms = lists.flatMap(([, items]) => items.map(([term]) => term.length));
  const list = (items: readonly Item[]) =>
    items.map(([term, about]) => helper.formatItem(term, Math.max(...terms), about, helper));
  const parts = [
    `${helper.styleTitle('Usage:')} ${usage}`,
    ...paragraphs.map(paragraph => helper.boxWrap(paragraph, width)),
    ...lists.flatMap(([heading, items]) =>
      items.length === 0 ? [] : [[helper.styleTitle(heading), ...list(items)].join('\n')],
    ),
    [helper.styleTitle('Examples:'), ...examples.map(line => `  ${line}`)].join('\n'),
  ];
  return parts.join('\n\n');
}
