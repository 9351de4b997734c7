import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  insideAny,
  type Open,
  quotationsIn,
  quotedPassages,
} from '../../../../core/filing/matching/quotations.ts';

describe('what stands in quotation marks', () => {
  it.each([
    ["He said 'it isn't so', and left.", ["it isn't so"]],
    ["He said 'the workers' rights are safe'.", ["the workers' rights are safe"]],
    ["'No more chips' said the minister.", ['No more chips']],
    ["The workers' plan and the bosses' plan.", []],
    ["the '90s and the ’90s", []],
    ['"It is a\nlong sentence", he said.', ['It is a long sentence']],
    ['“It is a\n\nlong sentence”, he said.', ['It is a long sentence']],
    ['“One.\n\n“Two.\n\n“Three.”', ['One. "Two. "Three.']],
    ['A 12" wafer, no machine leaves, a 14" wafer.', []],
    ["A 12' wall, no machine leaves, a 14' wall.", []],
    ['A 12″ wafer, no machine leaves, a 14″ wafer.', []],
    ['12"晶圆不得离境，14"晶圆', []],
    ['He said "a 12" wafer" and left.', ['a 12" wafer']],
    ['He said "in 2025" and left.', ['in 2025']],
    ['“Unclosed here.\n\nNo machine leaves.\n\n“Machines leave.”', ['Machines leave.']],
    ['He said: “We said ‘never’ to ‘them’.”', ["We said 'never' to 'them'.", 'never', 'them']],
    ['“‘Never’, he said”', ["'Never', he said", 'Never']],
    ['Er sagte „wir sagen ‚nein‘ dazu“ und ging.', ["wir sagen 'nein' dazu", 'nein']],
    ['Mówi „tak” i „nie”.', ['tak', 'nie']],
    ['Il dit « jamais » et « rien ».', ['jamais', 'rien']],
    ['Er sagt »nie« und »nichts«.', ['nie', 'nichts']],
    ['Han sa ”aldrig” och gick.', ['aldrig']],
    ['他说"安静"，又说"港口"。', ['安静', '港口']],
    ['他说：“我们说过‘不’。”', ["我们说过'不'。", '不']],
    ['彼は「『港』と言った」と言った。', ['"港"と言った', '港']],
    ['《出口管制法》规定', ['出口管制法']],
    ['He said "a b",she left.', ['a b']],
    ['(“a b”)—"c d"', ['a b', 'c d']],
    ['an unclosed "quotation\n\nof nothing', []],
  ])('in %j', (text, passages) => {
    expect(quotedPassages(text).toSorted()).toEqual(passages.toSorted());
  });

  const word = fc.constantFrom(
    'ministry',
    'isn’t',
    "port's",
    'licence',
    '2026 rule',
    '安静',
    'サーバー',
    'don’t',
  );
  const pairs = ['“”', '‘’', '„“', '‚‘', '«»', '「」', '『』', '《》', '""', "''"] as const;
  type Piece = string | { pair: (typeof pairs)[number]; pieces: Piece[]; first: string; last: string };
  const { piece } = fc.letrec<{ piece: Piece }>(tie => ({
    piece: fc.oneof(
      { maxDepth: 3 },
      word,
      fc.record({
        pair: fc.constantFrom(...pairs),
        pieces: fc.array(tie('piece'), { maxLength: 3 }),
        first: word,
        last: fc.constantFrom('ministry', 'licence', '港口'),
      }),
    ),
  }));

  /** Writes pieces, each pair but once around a place, and collects what is quoted. */
  function write(pieces: readonly Piece[], gap: string, around: readonly string[], quoted: string[]): string {
    return pieces
      .map(one => {
        if (typeof one === 'string') return one;
        if (around.includes(one.pair)) return one.first;
        const inner = write([one.first, ...one.pieces, one.last], gap, [...around, one.pair], quoted);
        quoted.push(inner);
        return one.pair.charAt(0) + inner + one.pair.charAt(1);
      })
      .join(gap);
  }

  it('is all of it found, nested in any way, over the ends of lines', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' ', '\n'),
        (pieces, gap) => {
          const quoted: string[] = [];
          const text = `He ${write(pieces, gap, [], quoted)} said.`;
          const found = quotationsIn(text).map(({ from, to }) => text.slice(from, to));
          expect(found.toSorted(), text).toEqual(quoted.toSorted());
        },
      ),
      { numRuns: 500 },
    );
  });

  it('lies inside one of the ranges, or in none', () => {
    const range = fc
      .tuple(fc.nat(30), fc.nat(30))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(range), range, (ranges, part) => {
        const expected = ranges.some(({ from, to }) => from <= part.from && part.to <= to);
        expect(insideAny(ranges)(part)).toBe(expected);
      }),
    );
  });
});

describe('looking for quotations', () => {
  /** How often the marks that stand open are looked at or changed. */
  function stepsFor(text: string): number {
    let steps = 0;
    const count = <T>(value: T): T => {
      steps += 1;
      return value;
    };
    const open = new Proxy<Open[]>([], {
      get: (stack, key) => count(Reflect.get(stack, key)),
      set: (stack, key, value) => count(Reflect.set(stack, key, value)),
    });
    quotationsIn(text, open);
    return steps;
  }

  it('in 40 KB that only ever open a mark takes a few steps for each', () => {
    expect(stepsFor('‘ab '.repeat(10_000))).toBeLessThan(10_000 * 60);
  });

  it.each([
    '‘ab ',
    '“ab ',
    '"ab ',
    "'ab ",
    '“a\n\n',
    '‘a s’ b ',
    '«a ',
    '「a',
    '“‘a b’s ',
    '‘a “b’ ',
    "'a “b' ",
    '“a\n',
    '安"',
    '‘a\n\nb’ ',
  ])('takes work that grows with the text, and no faster: %j again and again', part => {
    const [half, whole] = [stepsFor(part.repeat(1_000)), stepsFor(part.repeat(2_000))];
    expect(half).toBeLessThan(1_000 * 120);
    expect(whole).toBeLessThanOrEqual(half * 2.05);
  });

  it('keeps its pace where marks are opened and closed at all depths', () => {
    const deep = (depth: number) => `${'“a ‘b 「'.repeat(depth)}${'c」 b’ a” '.repeat(depth)}`;
    expect(stepsFor(deep(1_000))).toBeLessThanOrEqual(stepsFor(deep(500)) * 2.05);
  });
});
