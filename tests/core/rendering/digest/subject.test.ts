import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label } from '../../../../core/digest/digest.ts';
import { graphemesOf } from '../../../../core/foundation/wrap.ts';
import { preheaderOf, shorten, subjectOf } from '../../../../core/rendering/digest/subject.ts';
import { aDigest, anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact } from '../../../support/builders/a-digest-fact.ts';
import { messages } from '../shipped-templates.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    '👨‍👩‍👧‍👦'.repeat(20),
    'e\u0301'.repeat(90),
    '国'.repeat(90),
    `x${'\u0301'.repeat(200)}`,
    'a\r\nb',
  ),
);
const labels = Object.keys(messages.labels) as Label[];

/** An edition with these statements at its top. */
function withLeads(title: string, texts: readonly string[], label: Label = 'reported') {
  const facts = texts.map((text, index) =>
    aDigestFact({ number: `2-${index + 1}`, label, statement: { text, language: 'en' } }),
  );
  return aDigest({
    publication: { ...aDigest().publication, title },
    inBrief: facts.map(({ number }) => number),
    sections: [{ topic: { id: 'a', title: 'A' }, facts }],
  });
}

describe('the subject', () => {
  it('is one line of at most 80 code units that cuts no grapheme, whatever the facts', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(anyText, { maxLength: 3 }),
        fc.constantFrom(...labels),
        (title, texts, label) => {
          const digest = withLeads(title.slice(0, 40), texts, label);
          for (const [line, max] of [
            [subjectOf(digest, messages), 80],
            [preheaderOf(digest, messages), 90],
          ] as const) {
            expect(line.length).toBeLessThanOrEqual(max);
            expect(line).not.toMatch(/\p{Cc}|\u2028|\u2029/u);
            expect(line.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });

  it('begins with title and number, then as many leads as fit', () => {
    expect(subjectOf(withLeads('Chips', ['First thing.', 'Second thing.']), messages)).toBe(
      'Chips 2: First thing; Second thing',
    );
    const long = 'A rule about the export of machines that make the very smallest chips takes effect';
    expect(subjectOf(withLeads('Chips', [long, 'Never shown']), messages)).toBe(
      'Chips 2: A rule about the export of machines that make the very smallest chips…',
    );
  });

  it('never shows a plan, a forecast or a repealed rule without its label', () => {
    for (const label of [
      'planned',
      'proposed',
      'expected',
      'view',
      'said',
      'suspended',
      'revoked',
    ] as const) {
      fc.assert(
        fc.property(fc.lorem({ maxCount: 20 }), fc.integer({ min: 1, max: 40 }), (text, length) => {
          const title = 'T'.repeat(length);
          const subject = subjectOf(withLeads(title, [text, text], label), messages);
          const leads = subject
            .slice(`${title} 2`.length)
            .split(/[:;] (?=[A-Z][a-z]+: )/)
            .filter(Boolean);
          for (const lead of leads) expect(lead).toMatch(new RegExp(`^${messages.labels[label].text}: .+`));
        }),
        { numRuns: 40 },
      );
    }
  });

  it('ends with the lead that it had to cut', () => {
    const cut = 'Rules on exports of machines that make the smallest incomprehensibilities of all';
    expect(subjectOf(withLeads('Chips', [cut, 'No']), messages)).toBe(
      'Chips 2: Rules on exports of machines that make the smallest…',
    );
  });

  it('shows no stump of a lead', () => {
    const title = 'T'.repeat(40);
    const texts = ['Twenty-two characters!', 'This has no more room than twelve'];
    expect(subjectOf(withLeads(title, texts), messages)).toBe(`${title} 2: Twenty-two characters!`);
  });

  it('says when there is nothing new', () => {
    expect(subjectOf(anEmptyDigest(), messages)).toBe(
      'China Tech & Controls 2: nothing new, next edition 30 November 2026',
    );
  });
});

describe('shortening', () => {
  it('keeps whole graphemes from the front, and says that it cut', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 100 }), (text, max) => {
        const short = shorten(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        if (text.length <= max) expect(short).toBe(text);
        if (text.length <= max || short === '') return;
        const kept = graphemesOf(short.slice(0, -1));
        expect(short.endsWith('…')).toBe(true);
        expect(graphemesOf(text).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it('ends at the boundary of a word where there is one near', () => {
    expect(shorten('one two three', 9)).toBe('one two…');
    expect(shorten('one two, three', 9)).toBe('one two…');
    expect(shorten('incomprehensibilities', 9)).toBe('incompre…');
  });
});
