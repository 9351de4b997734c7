import type { Command } from './command.ts';
import { everywhere, type OptionName, optionTable } from './options.ts';

const gap = 3;

/** What `courant --help` prints: every command, and where Courant is looked for. */
export function generalHelp(commands: readonly Command[]): string {
  const lines = commands.map(command => [usage(command), command.summary] as const);
  return [
    'courant: facts in, a digest out. Run it as npx courant COMMAND, or npm run courant -- COMMAND.',
    '',
    ...aligned(lines),
    '',
    'Every command takes',
    ...aligned(everywhere.map(optionLine)),
    '',
    'Without --local it works on the deployed stack, with the credentials and region that the AWS command line',
    'would use too (AWS_PROFILE, AWS_REGION …). Publications and topics are those of cdk.json.',
    'courant COMMAND --help says more about a command.',
  ].join('\n');
}

/** What `courant COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  return [
    `courant ${usage(command)}${command.options.length > 0 ? ' [OPTIONS]' : ''}`,
    '',
    command.about,
    '',
    'Options',
    ...aligned([...command.options, ...everywhere].map(optionLine)),
  ].join('\n');
}

function usage({ name, operands }: Command): string {
  return operands === '' ? name : `${name} ${operands}`;
}

function optionLine(name: OptionName): readonly [string, string] {
  const { value, about } = optionTable[name];
  return [`--${name} ${value}`.trim(), about];
}

function aligned(lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([left]) => left.length)) + gap;
  return lines.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
