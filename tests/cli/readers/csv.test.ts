import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvFile, csvRecords, UnreadableTableError } from '../../../cli/readers/csv-file.ts';
import { csvLine, unguarded } from '../../../cli/readers/csv-line.ts';

/** A file whose bytes come in pieces of so many. */
function aFile(content: string | Uint8Array, piece = 7): CsvFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name: 'a.csv',
    async *chunks() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.slice(at, at + piece);
    },
  };
}

async function cellsOf(content: string | Uint8Array, piece?: number) {
  return (await Array.fromAsync(csvRecords(aFile(content, piece)))).map(({ cells }) => cells);
}

/** What a cell of people may hold: no line breaks, nothing that trimming takes away. */
const cell = fc
  .string({ unit: fc.constantFrom(...'abé王小明"\',;=+-@\t|\\ 𝒬', '""', "'='"), maxLength: 12 })
  .map(text => text.trim());

describe('a table that was written', () => {
  it('is read as it was, whatever stands in its cells, and however its bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, piece, end) => {
          const header = ['one', 'two', 'three'];
          const text = [header, ...rows].map(row => csvLine(row) + end).join('');
          expect(await cellsOf(text, piece)).toEqual([header, ...rows]);
        },
      ),
    );
  });

  it('has no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(cell, text => {
        const [written = ''] = csvLine([text]).split('\n');
        expect(written.replace(/^"/, '')).not.toMatch(/^[=+\-@]/);
      }),
    );
    expect(csvLine(['=cmd()', "'=x", '-1', '@a', '+a@mail.example', "O'Hara"])).toBe(
      "'=cmd(),''=x,'-1,'@a,'+a@mail.example,O'Hara",
    );
    expect(unguarded("'-1")).toBe('-1');
    expect(unguarded("'quoted'")).toBe("'quoted'");
  });
});

describe('a table of others', () => {
  it.each([
    ['commas', 'a,b;c\n1,2\n'],
    ['semicolons', 'a;"b,,;c"\n1;2\n'],
    ['tabs', 'a\t"b,c"\n1\t2\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['CR LF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no end of line', 'a,b\n1,2'],
    ['empty lines, and lines of empty cells', 'a,b\n\n1,2\n,\n  ,\n'],
    ['white space around cells', ' a , b\n 1,2 \n'],
  ])('is read with %s', async (_, text) => {
    for (const piece of [1, 3, 1000]) {
      const [header, ...rows] = await cellsOf(text, piece);
      expect(header?.[0]).toBe('a');
      expect(rows).toEqual([['1', '2']]);
    }
  });

  it('tells on which line each row stands', async () => {
    const records = await Array.fromAsync(csvRecords(aFile('a,b\r\n\r\n1,2\r\n"3\r\n3",4\r\n5,6')));
    expect(records.map(({ line }) => line)).toEqual([1, 3, 5, 6]);
  });

  it.each([
    ['a,b\n1,"2\n3,4\n', 'found a cell in quotation marks that never ends'],
    ['a,b\n1,"2"x\n', 'something behind'],
    ['a,b\n1,2"x\n', 'a quotation mark inside'],
    [new Uint8Array([0x61, 0x2c, 0x62, 0x0a, 0xe9, 0x2c, 0x31, 0x0a]), 'not UTF-8'],
  ])('is refused as a whole where it cannot be read for sure: %j', async (content, found) => {
    const refusal = await cellsOf(content).catch(error => error);
    expect(refusal).toBeInstanceOf(UnreadableTableError);
    expect(refusal.message).toMatch(/^a\.csv, (after )?line \d+: /);
    expect(refusal.message).toContain(found);
  });

  it('never keeps a program waiting that stops early', async () => {
    for await (const { cells } of csvRecords(aFile('a,b\n'.repeat(10_000)))) {
      expect(cells).toEqual(['a', 'b']);
      break;
    }
  });
});
