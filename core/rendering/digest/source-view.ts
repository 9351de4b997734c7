import type { Digest, DigestSource } from '../../digest/digest.ts';
import { dateText } from '../language/dates.ts';
import { fillRuns, listText, plainRun, type Run, type Runs, runIn } from '../language/runs.ts';
import { fill, fillPlural } from '../language/wording.ts';
import { knownDateRuns, type RenderContext } from './render-context.ts';

/** Characters of a capture's hash that are enough to find it again. */
const hashStart = 12;
/** A title that names an address, which must not be the text of a link to another. */
const address = /:\/\/|\bwww\./iu;

/** An article in the list of sources: every field is there, null where nothing is known. */
export type SourceView = {
  letter: string;
  /** By which it can be linked to on a page: `source-A`. */
  anchor: string;
  title: Run;
  /** The article's own title, if `title` is our translation. */
  original: Runs | null;
  /** Publisher and author, type, date as known, whether it can be read at all, when it was read, start of the capture's hash. */
  details: Runs[];
  url: string | null;
  /** What the article lacks or what was inferred, in the editor's words. */
  note: Run | null;
};

/** Puts a source into words. */
export function sourceView(source: DigestSource, context: RenderContext): SourceView {
  const { messages, language } = context;
  const { publisher, author, originalTitle, url } = source;
  const namesAddress = address.test(source.title.text);
  return {
    letter: source.letter,
    anchor: `source-${source.letter}`,
    title: { ...runIn(source.title, language), url: namesAddress ? null : (source.url ?? null) },
    original: originalTitle && fillRuns(messages.source.original, { title: runIn(originalTitle, language) }),
    details: [
      [plainRun(listText(author === undefined ? [publisher] : [publisher, author], messages.locale))],
      [plainRun(messages.articleTypes[source.type])],
      fillRuns(messages.source.published, { date: knownDateRuns(source.published, context) }),
      ...(url === undefined ? [[plainRun(messages.source.noLink)]] : []),
      ...(url !== undefined && namesAddress ? [[plainRun(messages.source.link, url)]] : []),
      [plainRun(fill(messages.source.retrieved, { date: dateText(source.retrieved, messages.locale) }))],
      [plainRun(fill(messages.source.capture, { hash: source.capture.sha256.slice(0, hashStart) }))],
    ],
    url: source.url ?? null,
    note: source.note && runIn(source.note, language),
  };
}

/** The note that an edition carries older material, and from which sources; null when it carries none. */
export type OlderView = { heading: string; note: string; items: Runs[] } | null;

/** Says at the top what is not news. */
export function olderView(digest: Digest, context: RenderContext): OlderView {
  const { older, locale } = context.messages;
  const sources = digest.sources.filter(({ letter }) => digest.old.includes(letter));
  if (sources.length === 0) return null;
  return {
    heading: older.heading,
    note: fillPlural(older.note, sources.length, locale),
    items: sources.map(({ letter, publisher, published }) =>
      fillRuns(older.item, { letter, publisher, date: knownDateRuns(published, context) }),
    ),
  };
}
