import fc from 'fast-check';
import { expect, it } from 'vitest';
import { courantProgram } from '../../../cli/commands/courant-program.ts';
import { nextCommand } from '../../../cli/program/next-command.ts';
import { readWords } from '../../../cli/program/read-words.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const nowhere = { local: false, stack: undefined, publication: undefined };

it.each([
  [{}, 'courant archive get 2026-11-23'],
  [{ local: true }, 'courant archive get 2026-11-23 --local'],
  [{ local: true, publication: 'daily' }, 'courant archive get 2026-11-23 --publication daily --local'],
  [{ stack: 'other' }, 'courant archive get 2026-11-23 --stack other'],
])('what to type next names the place of %j', (options, line) => {
  expect(nextCommand('archive get 2026-11-23', { ...nowhere, ...options })).toBe(line);
});

it('what to type next is read as it is meant', () => {
  const place = fc.oneof(
    fc.record({ local: fc.constant(true), stack: fc.constant(undefined) }),
    fc.record({ local: fc.constant(false), stack: fc.option(word, { nil: undefined }) }),
  );
  fc.assert(
    fc.property(place, fc.option(word, { nil: undefined }), (where, publication) => {
      const [, ...words] = nextCommand('archive get 2026-11-23', { ...where, publication }).split(' ');
      const line = readWords(words, courantProgram, { columns: undefined, styled: false });
      expect(line).toMatchObject({
        kind: 'command',
        command: { name: 'archive get' },
        operands: ['2026-11-23'],
      });
      if (line.kind === 'command') {
        const { local, stack, publication: named } = line.options;
        expect({ local, stack, publication: named }).toEqual({ ...where, publication });
      }
    }),
  );
});
