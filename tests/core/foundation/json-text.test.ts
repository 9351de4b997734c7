import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../core/foundation/json-text.ts';
import { refusalOf } from '../filing/refusal.ts';

const read = (text: string) => readJson(text, 'a.json');
const jsonText = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, 2, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

function taken(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('reading JSON', () => {
  it('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(jsonText, text => {
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses exactly what JSON.parse refuses, for text with one character changed', () => {
    const character = fc.oneof(fc.constantFrom(...'{}[]",:\\/0-+.eEtn \n\t\u0001é'), fc.constant(''));
    fc.assert(
      fc.property(jsonText, fc.nat(), character, fc.boolean(), (text, place, changed, insert) => {
        const at = place % (text.length + 1);
        const broken = text.slice(0, at) + changed + text.slice(insert ? at : at + 1);
        if (taken(broken)) return; // it may now have a field twice, which the test below is for
        const [mistake, ...others] = refusalOf(() => read(broken));
        expect(others).toEqual([]);
        expect(mistake?.path).toMatch(/^line \d+, column \d+$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('names the line of a character that no JSON can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, place) => {
        const text = JSON.stringify(value, null, 2);
        const at = place % (text.length + 1);
        const [mistake] = refusalOf(() => read(`${text.slice(0, at)}\u0001${text.slice(at)}`));
        expect(mistake?.path).toMatch(new RegExp(`^line ${text.slice(0, at).split('\n').length},`));
      }),
    );
  });

  it('names line and column of what is wrong, whatever ends the lines', () => {
    const end = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.nat(),
        end,
        fc.boolean(),
        (value, which, lineEnd, mark) => {
          const lines = JSON.stringify(value, null, 2).split('\n');
          const number = which % lines.length;
          const [indent = ''] = /^ */.exec(lines[number] ?? '') ?? [];
          lines[number] = `${indent}§${lines[number]?.slice(indent.length)}`;
          const [mistake] = refusalOf(() => read((mark ? '\ufeff' : '') + lines.join(lineEnd)));
          expect(mistake?.path).toBe(`line ${number + 1}, column ${indent.length + 1}`);
          expect(mistake?.found).toMatch(/^"§/);
        },
      ),
    );
  });

  it('takes nothing that only looks like JSON: comments, a comma at the end, other quotation marks, names without', () => {
    for (const text of [
      '{"a": 1, // one\n"b": 2}',
      '/* x */ {}',
      '{"a": [1, 2,]}',
      '{"a": 1,}',
      "['a']",
      '{a: 1}',
      '[01]',
    ])
      expect(refusalOf(() => read(text))).toHaveLength(1);
  });

  it.each([
    ['', 'line 1, column 1', 'a value', 'an empty text'],
    ['{\n  "a": 1,\n}', 'line 3, column 1', 'the name of a field', '"}"'],
    ['{\r\n  "a": 1\r\n  "b": 2\r\n}', 'line 3, column 3', 'a comma or }', '"\\"b\\": 2"'],
    ['{"a" 1}', 'line 1, column 6', 'a colon', '"1}"'],
    ['[1 2]', 'line 1, column 4', 'a comma or ]', '"2]"'],
    ['["a\nb"]', 'line 1, column 4', 'a closing quotation mark', 'the end of the line'],
    ['["a', 'line 1, column 4', 'a closing quotation mark', 'the end of the text'],
    ['["\\x"]', 'line 1, column 3', 'one of \\"', '"\\\\x\\"]"'],
    ['{} {}', 'line 1, column 4', 'nothing after the value', '"{}"'],
    ["{'a': 1}", 'line 1, column 2', 'the name of a field, in double', '"\'a\': 1}"'],
    ['['.repeat(101), 'line 1, column 101', 'at most 100 levels', '"["'],
  ])('says where %j is wrong, what was expected and what stands there', (text, path, expected, found) => {
    expect(refusalOf(() => read(text))).toEqual([
      {
        source: 'a.json',
        path,
        expected: expect.stringContaining(expected),
        found,
        todo: expect.any(String),
      },
    ]);
  });

  it('refuses every field that its object has already, by path and place', () => {
    const text = '{"facts": [{"id": 1,\n "id": 2}], "a": {}, "b": {"id": 3}, "\\u0061": 4}';
    expect(refusalOf(() => read(text))).toEqual([
      expect.objectContaining({ path: 'facts[0].id', found: 'a second one at line 2, column 2' }),
      expect.objectContaining({ path: 'a', found: expect.stringContaining('line 2') as string }),
    ]);
  });

  it('refuses every second field of any document, and nothing where there is none', () => {
    const name = fc.constantFrom('a', 'b', 'a.b', '"', '\\', 'é', '__proto__');
    const { tree } = fc.letrec<{ tree: Tree }>(tie => ({
      tree: fc.oneof({ maxDepth: 3 }, fc.nat(), fc.array(fc.tuple(name, tie('tree')), { maxLength: 4 })),
    }));
    fc.assert(
      fc.property(tree, fc.boolean(), (document, escaped) => {
        const { lines, repeated } = written(document, escaped);
        if (repeated.length === 0) return void read(lines.join('\n'));
        const mistakes = refusalOf(() => read(lines.join('\n')));
        expect(mistakes.map(({ path, found }) => `${path}: ${found}`)).toEqual(repeated);
      }),
    );
  });

  it('passes over a byte order mark at the start', () => {
    expect(read('\ufeff{"a": 1}')).toEqual({ a: 1 });
  });
});

/** Fields in their order, of which two may have one name; or a number. */
type Tree = number | [name: string, value: Tree][];

/** One field a line, every second one with its name in escapes if wanted; and what is there twice, found while it is written. */
function written(document: Tree, escaped: boolean): { lines: string[]; repeated: string[] } {
  const lines: string[] = ['['];
  const repeated: string[] = [];
  const write = (value: Tree, path: string, indent: string, comma: string) => {
    if (typeof value === 'number') return void lines.push(`${indent}${value}${comma}`);
    lines.push(`${indent}{`);
    for (const [index, [name, inner]] of value.entries()) {
      const field = `${path}.${name}`;
      const before = value.slice(0, index).some(([other]) => other === name);
      if (before)
        repeated.push(`${field}: a second one at line ${lines.length + 1}, column ${indent.length + 2}`);
      lines.push(`${indent} ${escaped && before ? inEscapes(name) : JSON.stringify(name)}:`);
      write(inner, field, `${indent} `, index < value.length - 1 ? ',' : '');
    }
    lines.push(`${indent}}${comma}`);
  };
  write(document, '[0]', '', '');
  return { lines: [...lines, ']'], repeated };
}

function inEscapes(name: string): string {
  const codes = Array.from({ length: name.length }, (_, at) =>
    name.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  return `"${codes.map(code => `\\u${code}`).join('')}"`;
}
