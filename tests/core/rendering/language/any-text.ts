import fc from 'fast-check';

/** Texts of every kind: several scripts, emoji of many parts, marks on marks, both directions, what no text should hold. */
export const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom(
        ...['rule', 'so-called', 'US$5', '2.5%', ' ', ', ', '. ', '“', '”', '(', '—'],
        ...['商务部', '暂停', '，', '。', '（', '》', '한국', 'カナ', 'สวัสดี', 'مرحبا', 'שלום', 'क्षत्रिय'],
        ...['👨‍👩‍👧‍👦', '🇨🇳', '1️⃣', 'e\u0301', '\u200b', '\u200d', '\u202e', '\r\n', '\u0600', '\ud800'],
      ),
      { maxLength: 60 },
    )
    .map(parts => parts.join('')),
  fc.constantFrom('👨‍👩‍👧‍👦'.repeat(60), 'e\u0301'.repeat(150), '国'.repeat(120), `x${'\u0301'.repeat(200)}`),
);
