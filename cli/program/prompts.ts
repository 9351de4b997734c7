import { CourantError } from '../../core/foundation/errors.ts';

/** A question that is answered by a line. */
export type TextPrompt = {
  message: string;
  /** What Enter alone answers; undefined where something has to be typed. */
  present: string | undefined;
  /** Says in words what is wrong with an answer; undefined where it can be taken. Asked until it can. */
  wrongWith(text: string): string | undefined;
};

/** A question that is answered by choosing; `present` is chosen at first. */
export type ChoicePrompt = {
  message: string;
  choices: readonly { value: string; name: string }[];
  present: string | undefined;
};

/** Asks whoever sits at the terminal. @throws InterruptedError when they end it with Ctrl-C, or close the input. */
export type Prompts = {
  text(prompt: TextPrompt): Promise<string>;
  choose(prompt: ChoicePrompt): Promise<string>;
};

/** Whoever was asked ended the program instead of answering. */
export class InterruptedError extends CourantError {
  constructor(cause?: unknown) {
    super('Interrupted.', { cause });
  }
}

/** Where prompts read and write; the program's own input and output unless given. */
type Streams = { input?: NodeJS.ReadableStream; output?: NodeJS.WritableStream };

/** Prompts on a terminal. What draws them is loaded only when somebody is asked. */
export async function promptsOn(streams: Streams = {}): Promise<Prompts> {
  const { default: input } = await import('@inquirer/input');
  const { default: select } = await import('@inquirer/select');
  return {
    text: ({ message, present, wrongWith }) =>
      answered(
        input(
          {
            message,
            ...(present === undefined ? {} : { default: present }),
            validate: text => wrongWith(text.trim()) ?? true,
          },
          streams,
        ),
      ),
    choose: ({ message, choices, present }) =>
      answered(
        select(
          { message, choices: [...choices], ...(present === undefined ? {} : { default: present }) },
          streams,
        ),
      ),
  };
}

/** The library's own errors for Ctrl-C and for an input that ends are told by their names. */
async function answered(answer: Promise<string>): Promise<string> {
  try {
    return (await answer).trim();
  } catch (error) {
    if (error instanceof Error && /^(ExitPromptError|AbortPromptError|CancelPromptError)$/.test(error.name))
      throw new InterruptedError(error);
    throw error;
  }
}
