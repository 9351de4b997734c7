import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { ArticleFile, Fact } from '../../../core/articles/article-file.ts';
import { httpsUrl, text } from '../../../core/articles/field.ts';
import { buildEdition } from '../../../core/edition/build-edition.ts';
import { parseArticleFile } from '../../../core/filing/check-article.ts';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { renderDigest } from '../../../core/rendering/digest/render.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { messages, templates } from '../rendering/shipped-templates.ts';

const piece = fc.oneof(
  fc.constantFrom(
    '<script>',
    '</td></table>',
    '" onload="x',
    "'",
    '&amp;',
    '<!--[if mso]>',
    '-->',
    '<%= x %>',
  ),
  fc.constantFrom(
    '{{x}}',
    '{{{',
    '}}',
    '{who}',
    '$&',
    'JUICE_CODE_BLOCK_0_',
    'href=javascript:x',
    '%}',
    '=3D',
  ),
  fc.constantFrom(
    '1-09 [In force] ',
    '----_NmP-0-Part_1',
    '--',
    'A: ',
    'To: x',
    '=?UTF-8?Q?x?=',
    ' '.repeat(80),
  ),
  fc.constantFrom(
    '\u200e',
    '\u200b',
    '\u00ad',
    '\ufeff',
    '\u3164',
    '\u00a0',
    'e\u0301',
    '👩‍🚀',
    '国。',
    'שלום',
    '𝒬',
  ),
  fc.constantFrom('x'.repeat(74), 'words '.repeat(13), '例'.repeat(38)),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const hostile = (max: number) =>
  fc
    .array(piece, { minLength: 1, maxLength: 12 })
    .map(parts => parts.join('').slice(0, max).trim())
    .filter(value => text(max).safeParse(value).success);
const url = fc
  .oneof(
    fc.webUrl({ validSchemes: ['https', 'HTTPS'], withQueryParameters: true, withFragments: true }),
    fc
      .tuple(fc.constantFrom('https://', 'HTTPS://', 'https:/'), piece)
      .map(([start, end]) => `${start}e.example/${end}`),
    piece.map(end => `https://e.example/?q=${end}`),
    piece.map(end => `https://e.example/#${end}`),
  )
  .filter(value => httpsUrl.safeParse(value).success);
const known = hostile(400).map(because => ({ date: '2022-10', basis: 'inferred' as const, because }));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const aHostileFact: fc.Arbitrary<Partial<Fact>> = fc.record({
  statement: fc.oneof(
    hostile(400).map(en => ({ en })),
    hostile(400).map(he => ({ he })),
  ),
  kind: fc.constantFrom('event', 'plan', 'statement', 'expectation', 'opinion', 'background'),
  attribution: fc.record({
    who: hostile(120),
    how: fc.constantFrom('named', 'the article itself', 'unnamed', 'unclear'),
  }),
  quote: optional(hostile(120)),
  instrument: optional(hostile(200)),
  citation: optional(hostile(200)),
  primarySource: optional(url),
  occurred: optional(known),
  entities: fc.array(hostile(120), { maxLength: 2 }),
  importance: fc.constantFrom(1, 3),
  why: optional(fc.record({ remark: hostile(400), by: hostile(120) })),
});
const aHostileFile = fc
  .tuple(
    fc.array(aHostileFact, { minLength: 1, maxLength: 4 }),
    fc.record({
      title: hostile(300),
      publisher: hostile(120),
      author: optional(hostile(120)),
      url: optional(url),
      note: optional(hostile(600)),
      published: known,
      language: fc.constantFrom('en', 'zh-Hans', 'he'),
    }),
  )
  .map(([facts, article]) =>
    anArticleFile(
      'x',
      facts.map((fact, index) => aFact('x', index + 1, fact)),
      article,
    ),
  );

/** The file as filing would take it; what it refuses is none of this test's business. */
function accepted(file: ArticleFile): ArticleFile {
  try {
    return parseArticleFile(JSON.parse(JSON.stringify(file)), 'x.json');
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    fc.pre(false);
    throw error;
  }
}

function editionOf(file: ArticleFile) {
  return buildEdition({
    publication: aPublication(),
    settings: aConfiguration().settings,
    plan: {
      publication: 'weekly',
      edition: '2026-11-23',
      number: 1,
      previous: null,
      window: { from: null, to: '2026-11-23T06:00:00Z' as Instant },
    },
    records: [aRecord('2026-11-22T06:00:00Z', file)],
    previousManifest: null,
    previousReceipt: null,
    render: (digest, places) => renderDigest({ digest, templates, messages, fields: places }),
    links: { subscriptions: 'https://links.example', archive: 'https://archive.example' },
  });
}

/** What a line of the text part begins with where a fact or a source does; no word of theirs may stand there. */
const items = /^- /gmu;

describe('whatever filing accepts', () => {
  it('becomes an edition, in a message of one text and one HTML part, and forges no line in it', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(aHostileFile, async input => {
        const file = accepted(input);
        const { files } = await editionOf(file);
        const mail = await simpleParser(Buffer.from(files['message.eml'] ?? '', 'latin1'), {
          skipHtmlToText: true,
          skipTextToHtml: true,
        });
        expect(mail.text).toBe(files['digest.txt']);
        expect(mail.html).toBe(files['digest.html']);
        expect(mail.attachments).toEqual([]);
        expect(files['digest.txt']?.match(items)).toHaveLength(file.facts.length + 1);
      }),
      { numRuns: 150 },
    );
  });
});
