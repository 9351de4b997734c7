import { latestDay } from '../../digest/age.ts';
import type { Digest, DigestSource } from '../../digest/digest.ts';
import { dateText, daysBetween } from '../language/dates.ts';
import { fillRuns, listRuns, listText, plainRun, type Run, type Runs, runIn } from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import { datedText, knownDateRuns, type RenderContext, sourceRun } from './render-context.ts';

/** Characters of a capture's hash that are enough to find it again. */
const hashStart = 12;
/** A title that names an address, which must not be the text of a link to another. */
const address = /:\/\/|\bwww\./iu;

/** An article in the list of sources: every field is there, null where nothing is known. */
export type SourceView = {
  /** Null for the only source of an edition, which no fact names by a letter. */
  letter: string | null;
  /** By which it can be linked to on a page: `source-A`. */
  anchor: string;
  title: Run;
  /** The article's own title, if `title` is our translation. */
  original: Runs | null;
  /** Publisher and author, type, date as known, whether it can be read at all, when it was read; in a part that says all, the start of the capture's hash. */
  details: Runs[];
  url: string | null;
  /** What the article lacks or what was inferred, in the editor's words. */
  note: Run | null;
};

/** Puts a source into words. */
export function sourceView(source: DigestSource, context: RenderContext): SourceView {
  const { messages, language, saysAll } = context;
  const { publisher, author, originalTitle, url } = source;
  const namesAddress = address.test(source.title.text);
  return {
    letter: context.hasOneSource ? null : source.letter,
    anchor: `source-${source.letter}`,
    title: { ...runIn(source.title, language), url: namesAddress ? null : (source.url ?? null) },
    original: originalTitle && fillRuns(messages.source.original, { title: runIn(originalTitle, language) }),
    details: [
      [plainRun(listText([...new Set([publisher, author ?? publisher])], messages.locale))],
      [plainRun(messages.articleTypes[source.type])],
      fillRuns(messages.source.published, { date: knownDateRuns(source.published, context) }),
      ...(url === undefined ? [[plainRun(messages.source.noLink)]] : []),
      ...(url !== undefined && namesAddress ? [[plainRun(messages.source.link, url)]] : []),
      [plainRun(fill(messages.source.retrieved, { date: dateText(source.retrieved, messages.locale) }))],
      ...(saysAll
        ? [[plainRun(fill(messages.source.capture, { hash: source.capture.sha256.slice(0, hashStart) }))]]
        : []),
    ],
    url: source.url ?? null,
    note: source.note && runIn(source.note, language),
  };
}

/** More old sources than this are named by their letters alone. */
const namedAtMost = 2;
/** A source that appeared so many days before the edition is old by itself; a newer one tells of what is old. */
const recentDays = 30;

/** Where all comes from one source that is no older than the edition: which; else null. */
export function onlySourceRuns(digest: Digest, context: RenderContext): Runs | null {
  const [only] = context.hasOneSource && digest.old.length === 0 ? digest.sources : [];
  return only ? fillRuns(context.messages.edition.onlySource, { publisher: publisherRun(only) }) : null;
}

/** What readers must know before they read: that all or some of it is no news. One sentence; null where there is nothing to say. */
export function caveatRuns(digest: Digest, context: RenderContext): Runs | null {
  const { older } = context.messages;
  const old = digest.sources.filter(({ letter }) => digest.old.includes(letter));
  const [only] = old;
  if (!only) return null;
  if (!context.hasOneSource) return fillRuns(older.caveat, { what: oldSourcesRuns(old, digest, context) });
  const words = isOldItself(only, digest) ? older.only : older.onlyTells;
  const what = fillRuns(words, { publisher: publisherRun(only), date: datedText(only.published, context) });
  return fillRuns(older.caveat, { what });
}

function publisherRun({ publisher, url }: DigestSource): Run {
  return plainRun(publisher, url ?? null);
}

function oldSourcesRuns(old: readonly DigestSource[], digest: Digest, context: RenderContext): Runs {
  const { older, locale } = context.messages;
  if (old.length > namedAtMost) {
    const letters = listText(
      old.map(({ letter }) => letter),
      locale,
    );
    return fillRuns(older.letters, { letters });
  }
  const items = old.map(source => {
    const [run, date] = [sourceRun(source.letter, context), datedText(source.published, context)];
    return isOldItself(source, digest)
      ? fillRuns(older.item, { source: run, date })
      : fillRuns(older.tells, { source: run });
  });
  return listRuns(items, locale);
}

function isOldItself({ published }: DigestSource, { edition }: Digest): boolean {
  return daysBetween(latestDay(published.date).toString(), edition) > recentDays;
}
