import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import {
  captureForms,
  captureNamed,
  characterCount,
  checkAgainstCapture,
  checkFactAgainstCapture,
} from '../../../core/filing/check-capture.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { sampleCapture, sampleFact, sampleFile } from './sample-article.ts';

const check = (fact: Partial<Fact>) =>
  checkAgainstCapture(sampleFile([sampleFact({ quote: undefined, ...fact })]), sampleCapture, 'a.json');

describe('a file and its capture', () => {
  it('agree when hash, length, evidence and quote do', () => {
    expect(checkAgainstCapture(sampleFile(), sampleCapture, 'a.json')).toEqual([]);
  });

  it('disagree by hash, and by length, when the text was changed', () => {
    const mistakes = checkAgainstCapture(sampleFile(), `${sampleCapture}\n`, 'a.json');
    expect(mistakes.map(mistake => mistake.path)).toEqual([
      'article.capture.sha256',
      'article.capture.characters',
    ]);
    const sameLength = checkAgainstCapture(
      sampleFile(),
      sampleCapture.replace('4 million', '5 million'),
      'a.json',
    );
    expect(sameLength.map(mistake => mistake.path)).toEqual(['article.capture.sha256']);
  });

  it('count characters as Unicode code points', () => {
    expect(characterCount('a𝒬港')).toBe(3);
  });

  it.each([
    'would begin in March 2026',
    "port's director, Ada Example",
    'and that trials would begin',
    '“安静的起重机是未来”',
    '港务局说:「安静的起重机 是未来」',
    '4 million',
  ])('agree on evidence whose spaces and quotation marks alone differ: %s', evidence => {
    expect(check({ evidence })).toEqual([]);
  });

  it.each([
    ['would begin in April 2026', 'would begin in March 2026'],
    ['A neighbor called the noise unbearable', 'A neighbour called the noise unbearable'],
    ['the port’s director', "The port's director"],
    ['neighbour called the nois', 'neighbour called the noise'],
  ])(
    'disagree on evidence that is not in the text, and the nearest passage is shown: %s',
    (evidence, nearest) => {
      expect(check({ evidence })).toEqual([
        {
          source: 'a.json',
          path: 'facts[0].evidence',
          expected: 'exact words of the capture',
          found: JSON.stringify(evidence),
          todo: `copy the words from the capture; the nearest are ${JSON.stringify(nearest)}`,
        },
      ]);
    },
  );

  it('disagree on evidence that comes near nothing', () => {
    expect(check({ evidence: 'entirely made up' })[0]?.todo).toContain('nothing in it comes near');
  });

  it.each(['crane is nicknam', 'eighbour called', '000', '“'])(
    'disagree on evidence that is no whole word: %s',
    evidence => {
      expect(check({ evidence }).map(mistake => mistake.path)).toEqual(['facts[0].evidence']);
    },
  );

  it.each([
    [
      '5 percent in the year',
      'It fell by -5 percent in the year 2025.',
      'It fell by -5 percent in the year 2025.',
    ],
    [
      '5bn of chips were sold',
      'In all, $5bn of chips were sold there.',
      'In all, $5bn of chips were sold there.',
    ],
  ])('disagree on a figure without its sign, which is shown: %s', (evidence, text, whole) => {
    const [mistake] = checkFactAgainstCapture(null, { evidence }, text, 'a.json', 'facts[0]');
    expect(mistake?.todo).toContain(`these are cut out of ${JSON.stringify(whole)}`);
  });

  it('disagree on a quote that is not in the text', () => {
    const [mistake, ...others] = check({ quote: 'quiet cranes are the port’s past' });
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ path: 'facts[0].quote', expected: 'exact words of the capture' });
    expect(mistake?.todo).toContain("quiet cranes are the port's future");
  });

  it('disagree on a quote that the article only paraphrases', () => {
    const [mistake, ...others] = check({ quote: 'trials would begin in March 2026' });
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ path: 'facts[0].quote' });
    expect(mistake?.expected).toContain('in quotation marks in the capture');
  });

  it('agree on words without marks where the article, or an official text, is quoted as its own speaker', () => {
    const quote = 'trials would begin in March 2026';
    expect(check({ quote, attribution: { who: 'the article', how: 'the article itself' } })).toEqual([]);
    const file = sampleFile([sampleFact({ quote })]);
    file.article.type = 'official';
    expect(checkAgainstCapture(file, sampleCapture, 'a.json')).toEqual([]);
  });

  it('agree on a quote in Chinese marks', () => {
    expect(check({ quote: '安静的起重机是未来' })).toEqual([]);
  });

  it('show every mistake of every fact at once', () => {
    const file = sampleFile([
      sampleFact({ evidence: 'made up' }),
      sampleFact({ id: 'quiet-cranes.2', evidence: 'also made up', quote: 'never said' }),
    ]);
    expect(checkAgainstCapture(file, sampleCapture, 'a.json').map(mistake => mistake.path)).toEqual([
      'facts[0].evidence',
      'facts[1].evidence',
      'facts[1].quote',
    ]);
  });
});

describe('one captured text, however programs saved it', () => {
  const written = fc
    .array(
      fc.string({ unit: fc.constantFrom('a', 'é', '𝒬', ' ') }).map(line => `.${line}`),
      { minLength: 1 },
    )
    .map(lines => lines.join('\n'));
  const form = fc.constantFrom<(text: string) => string>(
    text => text,
    text => text.replaceAll('\n', '\r\n'),
    text => `\ufeff${text}`,
    text => `\ufeff${text.replaceAll('\n', '\r\n')}`,
  );

  it('is the one that an article names by the hash of any form, and is kept in the form that it names', () => {
    fc.assert(
      fc.property(written, form, form, (text, named, given) => {
        const capture = { sha256: sha256(named(text)), characters: characterCount(named(text)) };
        expect(captureNamed(capture, given(text))).toBe(named(text));
        const file = sampleFile();
        file.article.capture = capture;
        const mistakes = checkAgainstCapture(file, given(text), 'a.json');
        expect(mistakes.filter(({ path }) => path.startsWith('article.'))).toEqual([]);
      }),
    );
  });

  it('goes on being what its hash says where its line ends are mixed', () => {
    const mixed = 'one\r\ntwo\nthree\rfour';
    expect(captureNamed({ sha256: sha256(mixed), characters: 19 }, mixed)).toBe(mixed);
  });

  it('is compared as the plain text where the article names another one', () => {
    const [mistake] = checkAgainstCapture(sampleFile(), '\ufeffother\r\n', 'a.json');
    expect(mistake?.expected).toBe(`${sha256('other\n')}, which the capture has`);
    expect(captureForms('\ufeffother\r\n')[0]).toBe('other\n');
  });
});
