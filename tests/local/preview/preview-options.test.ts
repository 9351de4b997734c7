import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { previewProgram } from '../../../local/preview/preview-options.ts';
import { readOptions } from '../../../local/terminal/read-options.ts';

describe('the options of the preview', () => {
  it('takes a fixed port, the first publication and the clock unless told otherwise', () => {
    expect(readOptions(previewProgram, [])).toEqual({ port: 8026, publication: null, at: null, help: false });
  });

  it('takes what it is told', () => {
    const words = ['--port', '0', '--publication=weekly', '--at', '2026-12-08T10:00:00+01:00', '--help'];
    expect(readOptions(previewProgram, words)).toEqual({
      port: 0,
      publication: 'weekly',
      at: '2026-12-08T09:00:00Z',
      help: true,
    });
  });

  it('names every mistake at once', () => {
    const words = ['x', '--prot', '1', '--port', '70000', '--at', 'noon', '--help=yes', '--publication'];
    const mistakes = mistakesOf(words);
    expect(mistakes.map(({ found }) => found)).toEqual([
      'x',
      '--prot',
      '1',
      '--port 70000',
      '--at noon',
      '--help=yes',
      '--publication',
    ]);
    for (const { expected, todo } of mistakes) expect(expected && todo).not.toBe('');
  });
});

function mistakesOf(words: string[]) {
  try {
    readOptions(previewProgram, words);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.mistakes;
  }
  throw new Error('expected mistakes');
}
