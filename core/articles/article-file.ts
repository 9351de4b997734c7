import * as z from 'zod';
import { slug } from '../foundation/slug.ts';
import { acceptedNotesSchema } from './accepted-notes.ts';
import { factSchema, factsAtMost, knownDate } from './fact.ts';
import { day, httpsUrl, language, sha256Digits, text } from './field.ts';
import { crossMistakes } from './mistakes/cross-mistakes.ts';
import { ownWords, wordsByLanguage } from './own-words.ts';

/** A fact stands in an article file: who reads one needs both. */
export type { Fact } from './fact.ts';

/** Schema of what is known about something that was read. */
export const articleSchema = z
  .strictObject({
    id: slug(60).describe('Unique and stable: the article is filed under it once. Fact ids begin with it.'),
    title: text(300).describe('As the article has it.'),
    titles: wordsByLanguage(300)
      .optional()
      .describe('The title in our own translation, by language tag; readers see the original beside it.'),
    publisher: z
      .union([text(120), wordsByLanguage(120)], 'text, or text by language tag')
      .describe(
        'Who published it: the name as it is, or by language tag where a language has its own. If it is inferred, say so in the note.',
      ),
    author: text(120).optional().describe('As the article names them; leave out if it does not.'),
    url: httpsUrl.optional().describe('Where it was read, if that is known.'),
    type: z
      .enum(['commentary', 'news', 'official', 'research', 'company', 'other'])
      .describe('What sort of text it is; readers judge its claims by it.'),
    published: knownDate.describe('When it was published.'),
    retrieved: day.describe('The day on which the text was captured.'),
    language: language.describe('The language it is written in.'),
    capture: z
      .strictObject({
        sha256: sha256Digits.describe(
          'SHA-256 of the captured text in UTF-8: without a byte order mark and with LF, or as a program saved it.',
        ),
        characters: z.int().min(1).describe('The length of the same text in Unicode code points.'),
        madeFrom: z
          .strictObject({
            sha256: sha256Digits.describe('SHA-256 of the file as it was saved, such as a web page.'),
            by: text(200).describe('The program that made the text of it, with its version.'),
          })
          .optional()
          .describe('The file that the text was made from, where a program made it.'),
      })
      .describe('The text as it was read. It is kept privately; this identifies it.'),
    note: ownWords(600)
      .optional()
      .describe(
        'What an editor should know of this source: what it lacks, what was inferred, slips in its text.',
      ),
  })
  .describe('What was read.');

/** Schema of an article file; its cross-checks run whatever else is wrong, so that all mistakes are found at once. */
export const articleFileSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .describe('Lets an editor program complete and check: ./article.schema.json'),
    article: articleSchema,
    facts: z
      .array(factSchema)
      .min(1)
      .max(factsAtMost)
      .describe('Every claim that the article makes, one a fact.'),
    accepted: acceptedNotesSchema.optional(),
  })
  .superRefine(
    (file, context) => {
      for (const { path, expected, todo } of crossMistakes(file)) {
        context.addIssue({ code: 'custom', path, message: expected, params: { todo } });
      }
    },
    { when: () => true },
  )
  .describe('One article with its facts, as an editor files it.');

/** Something that was read. */
export type Article = z.infer<typeof articleSchema>;
/** An article and its facts, as filed. */
export type ArticleFile = z.infer<typeof articleFileSchema>;
