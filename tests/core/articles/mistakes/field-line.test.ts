import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOfField } from '../../../../core/articles/mistakes/field-line.ts';
import { pathText } from '../../../../core/foundation/mistakes.ts';

const text = `{
  "article": { "id": "a",
    "type": "news" },
  "facts": [
    {
      "id": "a.1: {[,]}",
      "topics": [
        "x",
        "y"
      ]
    }
  ]
}
`;

describe('lineOfField', () => {
  it.each([
    ['article', 2],
    ['article.type', 3],
    ['facts[0]', 5],
    ['facts[0].id', 6],
    ['facts[0].topics[1]', 9],
  ])('finds %s on line %i', (path, line) => {
    expect(lineOfField(text, path)).toBe(line);
  });

  it.each([
    ['article.url', 2],
    ['article.idea', 2],
    ['facts[0].attribution.who', 5],
    ['facts[1]', 4],
    ['nothing', 1],
  ])('leads to what should have %s, on line %i', (path, line) => {
    expect(lineOfField(text, path)).toBe(line);
  });

  it('finds no line in what is no JSON', () => {
    expect(lineOfField('{"a": ', 'a')).toBeUndefined();
  });

  it('finds every value of any document where it is written', () => {
    const key = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', ' ', '{', ',', ':'), minLength: 1 });
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.nat(),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, document => {
        const lines = JSON.stringify(numbered(document, { next: 0 }), null, 1).split('\n');
        for (const { path, value } of leavesOf(numbered(document, { next: 0 }), [])) {
          const line = lines[(lineOfField(lines.join('\n'), pathText(path)) ?? 0) - 1];
          expect(line?.replace(/,$/, '').endsWith(`leaf ${value}"`)).toBe(true);
        }
      }),
    );
  });
});

/** The same tree, its leaves numbered, so that each is told from every other. */
function numbered(value: unknown, counter: { next: number }): unknown {
  if (Array.isArray(value)) return value.map(inner => numbered(inner, counter));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, numbered(inner, counter)]));
  }
  counter.next += 1;
  return `leaf ${counter.next}`;
}

function leavesOf(value: unknown, path: PropertyKey[]): { path: PropertyKey[]; value: string }[] {
  if (typeof value === 'string') return [{ path, value: value.slice('leaf '.length) }];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value as object);
  return entries.flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}
