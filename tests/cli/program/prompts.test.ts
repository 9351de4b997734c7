import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { InterruptedError, promptsOn } from '../../../cli/program/prompts.ts';

/** A terminal whose keys the test presses; it shows what was drawn. */
async function aTerminal() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let drawn = '';
  output.on('data', chunk => {
    drawn += String(chunk);
  });
  const shows = (text: string) => expect.poll(() => stripVTControlCharacters(drawn)).toContain(text);
  return { input, shows, prompts: await promptsOn({ input, output }) };
}

describe('prompts on a terminal', () => {
  it('take a line without the spaces around it, or what Enter alone answers', async () => {
    const { input, shows, prompts } = await aTerminal();
    const typed = prompts.text({ message: 'Title', present: undefined, wrongWith: () => undefined });
    await shows('Title');
    input.write(' Weekly \r');
    expect(await typed).toBe('Weekly');
    const other = await aTerminal();
    const taken = other.prompts.text({ message: 'At', present: '07:00', wrongWith: () => undefined });
    await other.shows('(07:00)');
    other.input.write('\r');
    expect(await taken).toBe('07:00');
  });

  it('say what is wrong, and ask again', async () => {
    const { input, shows, prompts } = await aTerminal();
    const wrongWith = (text: string) => (text === '7pm' ? 'write "19:00"' : undefined);
    const typed = prompts.text({ message: 'At', present: undefined, wrongWith });
    await shows('At');
    input.write('7pm\r');
    await shows('write "19:00"');
    // Backspace three times.
    input.write('\x7f\x7f\x7f19:00\r');
    expect(await typed).toBe('19:00');
  });

  it('let choose, beginning with what is there', async () => {
    const { input, shows, prompts } = await aTerminal();
    const choices = ['day', 'week', 'month'].map(value => ({ value, name: `every ${value}` }));
    const chosen = prompts.choose({ message: 'Every', choices, present: 'week' });
    await shows('every month');
    input.write('\x1b[B');
    input.write('\r');
    expect(await chosen).toBe('month');
  });

  it.each(['text', 'choice'])('are ended by Ctrl-C: a %s', async kind => {
    const { input, shows, prompts } = await aTerminal();
    const asked =
      kind === 'text'
        ? prompts.text({ message: 'Title', present: undefined, wrongWith: () => undefined })
        : prompts.choose({ message: 'Title', choices: [{ value: 'a', name: 'A' }], present: 'a' });
    const ended = expect(asked).rejects.toBeInstanceOf(InterruptedError);
    await shows('Title');
    input.write('\x03');
    await ended;
  });
});
