import type { Mistake } from '../../core/foundation/errors.ts';
import type { Arguments, Command, Program } from './command.ts';
import { commanderProgram, OptionFault, Stopped } from './commander-program.ts';
import { formOf, takesValue, withDefaults } from './options.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { type Fault, faultOf } from './usage-mistakes.ts';

/** A line that was read: a command with its arguments, or a text that was asked for: help, or the version. */
export type Line<World extends Terminal> =
  | { kind: 'text'; text: string }
  | ({ kind: 'command'; command: Command<World> } & Arguments);

/** What one reading comes to: a line, other words to read in place of these, or a fault. */
type Reading<World extends Terminal> =
  | { line: Line<World> }
  | { instead: readonly string[] }
  | { fault: Fault };

/**
 * Reads what was typed. Options may stand anywhere; after `--` nothing is an option. Commander stops at the first mistake, so
 * its word is taken out and the rest is read again: who mends a line wants to know all that is wrong with it.
 * @throws UsageError with every mistake at once.
 */
export function readWords<World extends Terminal>(
  words: readonly string[],
  program: Program<World>,
  screen: Pick<Terminal, 'columns' | 'styled'>,
): Line<World> {
  const faults: Fault[] = [];
  let rest = optionsLast(words);
  for (;;) {
    const reading = readOnce(rest, program, screen);
    if ('instead' in reading) {
      rest = optionsLast(reading.instead);
      continue;
    }
    if ('line' in reading) return checked(reading.line, inOrder(faults, words));
    faults.push(reading.fault);
    const { option } = reading.fault;
    const at = option === undefined ? -1 : lastOption(option, rest);
    if (at === -1) throw new UsageError(inOrder(faults, words));
    rest = rest.toSpliced(at, valueFollows(rest, at) && !isOption(rest[at + 1] ?? '') ? 2 : 1);
  }
}

/** Mistakes as their options were typed; what is wrong with the operands comes last. */
function inOrder(faults: readonly Fault[], words: readonly string[]): Mistake[] {
  const placeOf = ({ option }: Fault) => (option === undefined ? words.length : lastOption(option, words));
  return faults.toSorted((a, b) => placeOf(a) - placeOf(b)).map(({ mistake }) => mistake);
}

/** Help is given whatever else is wrong with the line. */
function checked<World extends Terminal>(line: Line<World>, mistakes: readonly Mistake[]): Line<World> {
  if (line.kind === 'text') return line;
  const all = mistakes.length > 0 ? mistakes : (line.command.check?.(line) ?? []);
  if (all.length > 0) throw new UsageError(all);
  return line;
}

function readOnce<World extends Terminal>(
  words: readonly string[],
  program: Program<World>,
  screen: Pick<Terminal, 'columns' | 'styled'>,
): Reading<World> {
  let reading: Reading<World> | undefined;
  const text: string[] = [];
  const commander = commanderProgram(program, words, screen, {
    onCommand(command, operands, given) {
      reading = { line: { kind: 'command', command, operands, options: withDefaults(given) } };
    },
    onHelp(named) {
      reading = { instead: [...named, '--help'] };
    },
    onText: written => void text.push(written),
  });
  try {
    commander.parse(words, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof OptionFault) return { fault: faultOf(thrown, program) };
    if (!(thrown instanceof Stopped)) throw thrown;
    if (words.length === 0) return { instead: ['--help'] };
    if (text.length === 0) return { fault: faultOf(thrown, program) };
    // Commander shows the help of the level that it has come to, of whatever command below it is asked.
    if (hasUnknownCommand(thrown)) return { instead: words.filter(word => !/^(-h|--help)$/.test(word)) };
    return { line: { kind: 'text', text: text.join('').trimEnd() } };
  }
  if (!reading) throw new Error(`Commander read ${JSON.stringify(words)} and said nothing of it.`);
  return reading;
}

function hasUnknownCommand({ command: { commands, args }, reason }: Stopped): boolean {
  return reason.code === 'commander.helpDisplayed' && commands.length > 0 && /^[^-]/.test(args[0] ?? '');
}

/** Options may stand anywhere, but Commander wants those of a command behind its name. Words after `--` are left alone. */
function optionsLast(words: readonly string[]): readonly string[] {
  const end = beforeDashes(words).length;
  const operands: string[] = [];
  const options: string[] = [];
  for (let index = 0; index < end; index += 1) {
    const word = words[index] ?? '';
    if (!isOption(word)) operands.push(word);
    else if (valueFollows(words, index)) options.push(word, words[++index] ?? '');
    else options.push(word);
  }
  return [...operands, ...options, ...words.slice(end)];
}

/** The last place at which an option was typed, alone or with `=`; -1 where there is none. */
function lastOption(option: string, words: readonly string[]): number {
  return beforeDashes(words).findLastIndex(word => word === option || word.startsWith(`${option}=`));
}

/** Whether the next word is the value of the option at this place. */
function valueFollows(words: readonly string[], index: number): boolean {
  const word = words[index] ?? '';
  const form = word.includes('=') ? undefined : formOf(word);
  return form !== undefined && takesValue(form) && index + 1 < beforeDashes(words).length;
}

/** The words among which options may be. */
export function beforeDashes(words: readonly string[]): readonly string[] {
  return words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
}

function isOption(word: string): boolean {
  return word.length > 1 && word.startsWith('-');
}
