import type { FactLine } from '../data/fact-line.ts';

/** What is asked of an archive; what is empty does not narrow the answer. */
export type Question = {
  /** Words that a fact has to have, all of them; those in quotation marks count as one. */
  words: string;
  topic: string;
  kind: string;
  /** Part of the name of who says so, and of a source's publisher, title or address. */
  who: string;
  source: string;
  /** Years of the edition, such as `2026`. */
  from: string;
  to: string;
};

/** A question that asks nothing. */
export const nothingAsked: Question = {
  ...{ words: '', topic: '', kind: '', who: '', source: '' },
  ...{ from: '', to: '' },
};

/** A fact made ready for many questions: what is said of it, as text that is compared. */
export type Searchable = { line: FactLine; text: string; who: string; source: string };

/** Makes a fact ready. */
export function searchable(line: FactLine): Searchable {
  const { statement, entities, quote, quoteIn, instrument, citation, places, number } = line;
  const who = joined([line, ...line.also].flatMap(({ attribution }) => Object.values(attribution.who)));
  const source = joined(
    [line, ...line.also].flatMap(one => [
      one.source.publisher,
      ...Object.values(one.source.title),
      one.source.url,
    ]),
  );
  const right = [line.standing, ...(line.alsoSince ?? [])].flatMap(one =>
    Object.values(one?.right?.statement ?? {}),
  );
  const words = [
    ...Object.values(statement),
    ...right,
    ...line.also.flatMap(other => [...Object.values(other.statement), ...other.entities]),
    ...entities,
    ...[quote?.text, ...Object.values(quoteIn ?? {}), ...Object.values(instrument ?? {}), citation],
    ...[...places, number],
  ];
  return { line, text: [joined(words), who, source].join('\n'), who, source };
}

/** Tells whether a fact answers a question, for thousands of facts. What asks nothing is answered by none. */
export function answering(question: Question): (fact: Searchable) => boolean {
  const terms = termsOf(question.words);
  const { topic, kind } = question;
  const [speaker, paper] = [compared(question.who), compared(question.source)];
  const [from, to] = [compared(question.from), compared(question.to)];
  if (!asksAnything(question)) return () => false;
  return ({ line, text, who, source }) =>
    terms.every(term => text.includes(term)) &&
    (topic === '' || line.topics.includes(topic)) &&
    (kind === '' || line.kind === kind) &&
    who.includes(speaker) &&
    source.includes(paper) &&
    isWithin(line.edition, from, to);
}

/** Whether a question asks anything. */
export function asksAnything(question: Question): boolean {
  return termsOf(question.words).length > 0 || isNarrowed(question);
}

/** Whether a month, or an edition, lies in the years that a question asks for. */
export function mayHold(monthOrEdition: string, { from, to }: Pick<Question, 'from' | 'to'>): boolean {
  return isWithin(monthOrEdition, compared(from), compared(to));
}

function isWithin(monthOrEdition: string, from: string, to: string): boolean {
  const year = monthOrEdition.slice(0, 4);
  return (from === '' || year >= from) && (to === '' || year <= to);
}

/** The words of a question, as they are compared; what stands in quotation marks, straight or curly, is one. */
export function termsOf(words: string): string[] {
  const found = words.matchAll(/["“”「]([^"“”「」]*)["“”」]|([^\s"“”「」]+)/gu);
  return [...found].map(([, phrase, word]) => compared(phrase ?? word ?? '')).filter(term => term !== '');
}

/** The words of a fact in the language in which they answer a question, else in the one that is wanted, or was shown. */
export function wordsToShow(
  { statement, language }: Pick<FactLine, 'statement' | 'language'>,
  { words }: Pick<Question, 'words'>,
  wanted: string,
): { text: string; language: string } {
  const terms = termsOf(words);
  const tags = [wanted, language, ...Object.keys(statement)].filter(tag => statement[tag] !== undefined);
  const has = (tag: string) => terms.some(term => compared(statement[tag] ?? '').includes(term));
  const tag = tags.find(has) ?? tags[0] ?? language;
  return { text: statement[tag] ?? '', language: tag };
}

function isNarrowed({ words: _, ...narrowing }: Question): boolean {
  return Object.values(narrowing).some(value => value !== '');
}

/** As words are compared: without case, white space as one space, wide forms as narrow ones. */
function compared(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Each part on a line of its own, so that no word is found across two of them. Compared as one text, which takes a tenth of the time. */
function joined(parts: readonly (string | null | undefined)[]): string {
  const lines = parts.map(part => (part ?? '').replaceAll('\n', ' ')).join('\n');
  const text = lines.normalize('NFKC').toLowerCase();
  return unevenSpace.test(text) ? text.replace(/[^\S\n]+/gu, ' ') : text;
}

/** White space that is more than one space, or another than that. */
const unevenSpace = / {2}|[^\S \n]/u;
