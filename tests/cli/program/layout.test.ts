import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, table, wrapped } from '../../../cli/program/layout.ts';

const error = [
  'courant: 1 mistake',
  'command line',
  '  expected: --publication with one of weekly, daily, monthly',
  '  found:    no --publication',
  '  to do:    name the publication that is meant; cdk.json lists them',
].join('\n');

describe('a text of several lines', () => {
  it('goes on below its beginning on a terminal that is too narrow for it', () => {
    expect(wrapped(error, 40).split('\n')).toEqual([
      'courant: 1 mistake',
      'command line',
      '  expected: --publication with one of',
      '            weekly, daily, monthly',
      '  found:    no --publication',
      '  to do:    name the publication that is',
      '            meant; cdk.json lists them',
    ]);
  });

  it('stays as it is where it fits, and where there is no terminal', () => {
    expect(wrapped(error, 80)).toBe(error);
    const long = `${error} ${error.replaceAll('\n', ' ')}`;
    expect(wrapped(long, undefined)).toBe(long);
  });

  it('keeps every word, in lines of at most so many columns', () => {
    const word = fc.stringMatching(/^[a-z:-]{1,12}$/);
    const line = fc.array(word, { minLength: 1, maxLength: 20 }).map(words => words.join(' '));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.integer({ min: 40, max: 120 }), (lines, columns) => {
        const text = wrapped(lines.join('\n'), columns);
        expect(text.split(/\s+/)).toEqual(lines.join(' ').split(' '));
        expect(text.split('\n').filter(one => one.length > columns)).toEqual([]);
      }),
    );
  });
});

it('a labelled text is one line where a program may read it, and as many as a terminal needs', () => {
  const text = 'every week on Monday at 07:00';
  expect(fitted('Next', text, undefined)).toEqual([`Next          ${text}`]);
  expect(fitted('Next', text, 30)).toEqual(['Next          every week on', '              Monday at 07:00']);
});

it('a table has columns as wide as their widest cells', () => {
  expect(table([['no.', 'edition'], ['1', '2026-11-23', 'closed'], []])).toEqual([
    'no.  edition',
    '1    2026-11-23  closed',
    '',
  ]);
});
