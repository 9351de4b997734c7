import type { Digest, DigestFact } from '../../lambdas/core/digest.ts';
import { type Messages, messagesFrom } from '../../lambdas/core/rendering/messages.ts';
import { knownDateWords } from '../../lambdas/core/rendering/setting.ts';
import { visibleText } from '../../lambdas/core/rendering/visible-text.ts';
import { plainText } from '../../lambdas/core/rendering/words.ts';
import { readTemplates } from '../../lambdas/runtime/read-templates.ts';
import type { BuiltEdition } from '../support/editions/build.ts';
import { templateDirectory } from '../support/editions/example.ts';

const templates = readTemplates(templateDirectory);

/** The words of the language that an edition is in. */
export function wordsFor({ publication }: BuiltEdition): Messages {
  return messagesFrom(templates, publication.language);
}

/** What a part must say of a fact, each piece as its readers see it; `number` first among them. */
export type FactContent = { number: string; pieces: string[]; links: string[]; foreign: ForeignPiece[] };
/** Text in a language that is not the edition's. */
export type ForeignPiece = { text: string; language: string };

/** All facts of a digest, in their order. */
export function factsOf(digest: Digest): DigestFact[] {
  return [...digest.sections.flatMap(section => section.facts), ...digest.views];
}

/** What each fact has to say, whatever templates say it with. */
export function factContents(edition: BuiltEdition): FactContent[] {
  const { digest } = edition;
  const words = wordsFor(edition);
  const setting = { language: digest.publication.language, messages: words, linkTo: () => null };
  return factsOf(digest).map(fact => {
    const source = digest.sources.find(({ letter }) => letter === fact.source);
    const pieces = [
      fact.number,
      words.labels[fact.label].text,
      fact.statement.text,
      fact.attribution.how === 'the article itself' ? null : fact.attribution.who.text,
      fact.quote,
      fact.instrument?.text,
      fact.citation,
      fact.occurred && plainText(knownDateWords(fact.occurred, setting)),
      fact.why?.remark.text,
      fact.why?.by,
      source?.letter,
      source?.publisher,
      fact.late ? words.fact.late : null,
    ];
    return {
      number: fact.number,
      pieces: pieces.flatMap(piece => (piece ? [visibleText(piece)] : [])),
      links: fact.primarySource === null ? [] : [fact.primarySource],
      foreign: [fact.statement, { text: fact.quote ?? '', language: fact.quoteLanguage }]
        .filter(({ text, language }) => text !== '' && language !== digest.publication.language)
        .map(({ text, language }) => ({ text: visibleText(text), language })),
    };
  });
}

/** What each source has to say, likewise. */
export function sourceContents({ digest }: BuiltEdition): { pieces: string[]; links: string[] }[] {
  return digest.sources.map(({ letter, title, originalTitle, publisher, author, note, capture, url }) => ({
    pieces: [
      letter,
      title.text,
      originalTitle?.text,
      publisher,
      author,
      note?.text,
      capture.sha256.slice(0, 12),
    ].flatMap(piece => (piece ? [visibleText(piece)] : [])),
    links: url === undefined ? [] : [url],
  }));
}

/** Every link that the content itself holds. */
export function contentLinks(edition: BuiltEdition): string[] {
  return [...factContents(edition), ...sourceContents(edition)].flatMap(({ links }) => links);
}

/** Text without white space, which lines of text and of HTML break up differently. */
export function dense(text: string): string {
  return text.replace(/\s+/g, '');
}

/** All strings that people wrote, joined: what looks like a trace of a program may be theirs. */
export function writtenIn({ digest }: BuiltEdition): string {
  const strings = (value: unknown): string[] => {
    if (typeof value === 'string') return [visibleText(value)];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
  };
  return strings(digest).map(dense).join('\n');
}

/**
 * What a text lacks of the pieces of a fact or source, which are to stand together: around some mention of the first piece, within
 * as many characters as the pieces have and some words of ours between them. A label may stand before the number.
 *
 * @param text without white space.
 */
export function saysTogether(text: string, [first = '', ...others]: readonly string[]): string[] {
  const before = 60;
  const room = 400 + 2 * others.join('').length;
  let missing = [first, ...others];
  for (let at = text.indexOf(dense(first)); at >= 0; at = text.indexOf(dense(first), at + 1)) {
    const place = text.slice(Math.max(0, at - before), at + room);
    const lacking = others.filter(piece => !place.includes(dense(piece)));
    if (lacking.length < missing.length) missing = lacking;
    if (missing.length === 0) break;
  }
  return missing;
}

/**
 * Where in a text something stands that nobody wrote: what stands before or behind it is not in what people wrote too. Text and
 * `written` without white space.
 */
export function oursIn(text: string, what: string, written: string): number[] {
  const around = 3;
  const pieces = text.split(what);
  return pieces
    .slice(1)
    .map((_, index) => pieces.slice(0, index + 1).join(what).length)
    .filter(at => {
      const before = text.slice(Math.max(0, at - around), at + what.length);
      const behind = text.slice(at, at + what.length + around);
      return !written.includes(before) && !written.includes(behind);
    });
}
