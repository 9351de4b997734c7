import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { courantProgram } from '../../../cli/commands/courant-program.ts';
import {
  type ChoicePrompt,
  InterruptedError,
  type Prompts,
  type TextPrompt,
} from '../../../cli/program/prompts.ts';
import { run } from '../../../cli/program/run.ts';
import type { Instant } from '../../../core/foundation/instant.ts';

const project = resolve(import.meta.dirname, '../../..');

/** Questions by what they are called, what was typed for each, and what was said against it. */
export type Typed = { message: string; text: string; refused?: string };

/**
 * A copy of cdk.json that `courant init` works on.
 * @param text what it holds; the project's own unless given.
 */
export async function anInit(text?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'courant-init-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const cdkJson = join(folder, 'cdk.json');
  if (text === undefined) await cp(join(project, 'cdk.json'), cdkJson);
  else await writeFile(cdkJson, text);
  const read = () => readFile(cdkJson, 'utf8');
  return { folder, cdkJson, read, context: async () => JSON.parse(await read()).context.courant, init };

  /** Runs `courant init` with these options; `prompts` sits at the terminal, if anybody does. */
  async function init(words: readonly string[], prompts?: Prompts) {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await run(['init', ...words], courantProgram, {
      print: line => void out.push(`${line}\n`),
      printError: line => void err.push(`${line}\n`),
      ...{ columns: undefined, errorColumns: undefined, styled: false },
      clock: { now: () => '2026-11-20T00:00:00Z' as Instant },
      project: {
        cdkJson,
        facts: join(project, 'facts'),
        timeZone: 'Asia/Shanghai',
        prompts: prompts && (async () => prompts),
      },
      configuration: () => Promise.reject(new Error('init reads the file itself')),
      open: () => Promise.reject(new Error('init opens no installation')),
    });
    return { code, out: out.join(''), err: err.join('') };
  }
}

/**
 * Somebody at the terminal, who has an answer for some questions, and takes what is proposed for all others. Of several answers to
 * one question the next is typed when one is refused. `asked` has the questions in their order.
 */
export function somebody(answers: Readonly<Record<string, string | readonly string[]>>, leavesAt?: string) {
  const asked: string[] = [];
  const refused: string[] = [];
  const come = (message: string) => {
    asked.push(message);
    if (message === leavesAt) throw new InterruptedError();
    return [answers[message] ?? []].flat();
  };
  const prompts: Prompts = {
    async text({ message, present, wrongWith }: TextPrompt) {
      for (const text of [...come(message), present ?? '']) {
        const wrong = wrongWith(text);
        if (wrong === undefined) return text;
        refused.push(wrong);
      }
      throw new Error(`${message}: ${refused.at(-1)}`);
    },
    async choose({ message, choices, present }: ChoicePrompt) {
      const chosen = come(message)[0] ?? present;
      if (!choices.some(({ value }) => value === chosen)) throw new Error(`${message}: no choice ${chosen}`);
      return chosen as string;
    },
  };
  return { prompts, asked, refused };
}
