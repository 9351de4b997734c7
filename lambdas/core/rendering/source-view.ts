import type { Digest, DigestSource } from '../digest.ts';
import { dateText } from './dates.ts';
import { type ForeignText, inLanguage } from './direction.ts';
import { knownDateText } from './fact-view.ts';
import type { Messages } from './messages.ts';
import { fill, fillPlural } from './wording.ts';

/** Characters of a capture's hash that are enough to find it again. */
const hashStart = 12;

/** An article in the list of sources: every field is there, null where nothing is known. */
export type SourceView = {
  letter: string;
  title: ForeignText;
  /** Publisher, author if there is one, type. */
  byline: string;
  published: string;
  url: string | null;
  retrieved: string;
  capture: string;
  /** What the article lacks or what was inferred, in the editor's words. */
  note: string | null;
};

/** Puts a source into words. */
export function sourceView(source: DigestSource, messages: Messages): SourceView {
  return {
    letter: source.letter,
    title: inLanguage(source.title.text, source.title.language),
    byline: [source.publisher, source.author, messages.articleTypes[source.type]].filter(Boolean).join(', '),
    published: fill(messages.source.published, { date: knownDateText(source.published, messages) }),
    url: source.url ?? null,
    retrieved: fill(messages.source.retrieved, { date: dateText(source.retrieved, messages.locale) }),
    capture: fill(messages.source.capture, { hash: source.capture.sha256.slice(0, hashStart) }),
    note: source.note?.text ?? null,
  };
}

/** The note that an edition carries older material, and from which sources; null when it carries none. */
export type OlderView = { heading: string; note: string; items: string[] } | null;

/** Says at the top what is not news. */
export function olderView(digest: Digest, messages: Messages): OlderView {
  const sources = digest.sources.filter(({ letter }) => digest.old.includes(letter));
  if (sources.length === 0) return null;
  return {
    heading: messages.older.heading,
    note: fillPlural(messages.older.note, sources.length, messages.locale),
    items: sources.map(({ letter, publisher, published }) =>
      fill(messages.older.item, { letter, publisher, date: knownDateText(published, messages) }),
    ),
  };
}
