import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../core/foundation/errors.ts';
import { publicationLanguages } from '../../../../core/publication/languages.ts';
import { messagesFrom, parseMessages } from '../../../../core/rendering/language/messages.ts';
import { directionOf } from '../../../../core/rendering/language/runs.ts';
import { fill, fillPlural, MissingValueError } from '../../../../core/rendering/language/wording.ts';
import { messages, sources } from '../shipped-templates.ts';

const shipped = JSON.parse(sources['messages/en.json'] ?? '') as typeof messages;

describe('the messages', () => {
  it('are refused with every mistake at once', () => {
    const { inBrief: _, ...words } = shipped.words;
    const wrong = {
      ...shipped,
      locale: 'xx-nothing',
      words: { ...words, inBreif: 'In brief' },
      fact: { ...shipped.fact, source: 'Source' },
      foot: { ...shipped.foot, why: 'You get {this} because of {title}' },
    };
    const parse = () => parseMessages(wrong, 'templates/messages/en.json');
    expect(parse).toThrow(InvalidInputError);
    expect(parse).toThrow(/5 mistakes/);
    for (const place of ['locale', 'words.inBrief', 'words.inBreif', 'fact.source', 'foot.why']) {
      expect(parse).toThrow(`templates/messages/en.json: ${place}\n`);
    }
    expect(parse).toThrow('a text with the placeholders letter');
  });

  it('of a language that has none are asked for by name', () => {
    expect(() => messagesFrom(sources, 'fr')).toThrow(
      /templates\/messages\/fr\.json[\s\S]*no such file[\s\S]*translate/,
    );
    expect(() => messagesFrom({ 'messages/en.json': '{' }, 'en')).toThrow(
      /templates\/messages\/en\.json[\s\S]*JSON/,
    );
  });

  it.each(publicationLanguages)(
    'in %s, which a publication may have, are all there and of that language',
    language => {
      const { locale, direction } = messagesFrom(sources, language);
      expect(new Intl.Locale(language).language).toBe(new Intl.Locale(locale).language);
      expect(direction).toBe(directionOf(language));
    },
  );

  it('are of no language that no publication may have', () => {
    const files = Object.keys(sources).filter(path => path.startsWith('messages/'));
    expect(files.sort()).toEqual(publicationLanguages.map(language => `messages/${language}.json`).sort());
  });

  it('say one and many as the language does', () => {
    expect(fillPlural(messages.edition.facts, 1, 'en-GB')).toBe('1 fact');
    expect(fillPlural(messages.edition.facts, 1234, 'en-GB')).toBe('1,234 facts');
    const polish = { one: '{n} fakt', few: '{n} fakty', other: '{n} faktów' };
    expect([1, 3, 5].map(n => fillPlural(polish, n, 'pl'))).toEqual(['1 fakt', '3 fakty', '5 faktów']);
  });
});

describe('filling in', () => {
  it('puts any value in as it is, also one that looks like a placeholder', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(fill('{a}-{b}-{a}', { a, b })).toBe(`${a}-${b}-${a}`);
      }),
    );
    expect(fill('{a} {b}', { a: '{b} $&', b: 'x' })).toBe('{b} $& x');
  });

  it('refuses a placeholder without a value', () => {
    expect(() => fill('by {who}', { what: 'x' })).toThrow(MissingValueError);
    expect(() => fill('by {constructor}', {})).toThrow('{constructor} has no value');
  });
});
