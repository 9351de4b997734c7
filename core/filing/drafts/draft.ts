import { type Fact, factsAtMost, quoteWords } from '../../articles/fact.ts';
import { text as textField } from '../../articles/field.ts';
import type { Suggested } from '../../articles/mistakes/suggestion.ts';
import { wordCount } from '../../foundation/counts.ts';
import { sha256 } from '../../foundation/hash.ts';
import { plainText } from '../../foundation/text-file.ts';
import { characterCount } from '../check-capture.ts';
import { type Comparable, comparable as comparableOf, normalise } from '../matching/comparable.ts';
import { hasWords } from '../matching/passages.ts';
import { quotedPassages } from '../matching/quotations.ts';
import { clausesOf, quotedIn } from './clauses.ts';
import { evidenceIn, oneLine } from './evidence.ts';
import { kindOf, speakerOf } from './guess.ts';
import { type DraftHead, type Head, headOf } from './head.ts';
import { type LanguageFound, languageOf } from './language.ts';
import { flowed, type Span, sentencesOf } from './sentences.ts';

/** A text, and what is known of it, from which a draft is made. */
export type Original = {
  /** The captured text, in any form of line ends. */
  text: string;
  head: Head;
  /** The language that its page states, if it is a page. */
  language?: string;
  /** SHA-256 of the file that was read, and which program, in which version, made the text of it. */
  madeFrom: { sha256: string; by: string };
};

/** What a person decides about a draft beforehand. */
export type DraftChoices = {
  /** The article's id. */
  id: string;
  /** The day on which the text was captured. */
  retrieved: string;
  /** The languages in which statements are to be written. */
  languages: readonly string[];
};

/** A claim that a text may make: its words, and nothing of ours yet. */
export type Candidate = {
  id: string;
  statement: Record<string, string>;
  kind: Suggested<Fact['kind']>;
  attribution: Suggested<{ who: string | Record<string, string>; how: Fact['attribution']['how'] }>;
  evidence: string;
  quote?: string;
  topics: string[];
  jurisdictions: string[];
  entities: string[];
  importance: 1;
};

/** An article file that a person has yet to write. */
export type Draft = {
  $schema: string;
  article: { id: string } & DraftHead & {
      retrieved: string;
      capture: { sha256: string; characters: number; madeFrom: Original['madeFrom'] };
    };
  facts: Candidate[];
};

/** A draft with the text that it stands on. `more`: whether the text has more candidates than an article file may have facts. */
export type Drafted = { draft: Draft; capture: string; language: LanguageFound; more: boolean };

/**
 * Makes a draft of an article file from a text: its head as far as it is known, and for every claim that the text may make a candidate,
 * whose evidence is in the text word for word. Statements are empty, guesses are `suggested`: so nothing of it can be filed before a
 * person has written it. The same text, head and choices make the same draft.
 */
export function draftOf(original: Original, { id, retrieved, languages }: DraftChoices): Drafted {
  const capture = plainText(original.text);
  const language = forPublications(languageOf(capture, original.language), languages);
  const found = candidatesOf(capture, language.tag, original.head.title?.value ?? '');
  const identity = { sha256: sha256(capture), characters: characterCount(capture) };
  const draft: Draft = {
    // It leads to the same schema from facts/, where the file goes when it is written.
    $schema: '../facts/article.schema.json',
    article: {
      id,
      ...headOf(original.head, language, capture),
      retrieved,
      capture: { ...identity, madeFrom: original.madeFrom },
    },
    facts: found.slice(0, factsAtMost).map((words, index) => ({
      id: `${id}.${index + 1}`,
      statement: Object.fromEntries(languages.map(tag => [tag, ''])),
      ...words,
      topics: [],
      jurisdictions: [],
      entities: [],
      importance: 1,
    })),
  };
  return { draft, capture, language, more: found.length > factsAtMost };
}

/** The tag that editions look for: they know an English text as `en`, whatever its page says of Britain. */
function forPublications(found: LanguageFound, languages: readonly string[]): LanguageFound {
  const known = languages.find(tag => found.tag.startsWith(`${tag}-`));
  return known === undefined || languages.includes(found.tag) ? found : { ...found, tag: known };
}

type Words = Pick<Candidate, 'kind' | 'attribution' | 'evidence' | 'quote'>;

/** One more than a file may have, at most. */
function candidatesOf(capture: string, language: string, title: string): Words[] {
  const text = flowed(capture);
  const comparable = comparableOf(capture);
  const seen = new Set([normalise(title)]);
  const found: Words[] = [];
  const isQuoted = quotations(capture, comparable);
  for (const sentence of sentencesOf(text, language)) {
    const words = text.slice(sentence.start, sentence.end);
    if (!isProse(words) || normalise(words) === normalise(title)) continue;
    const start = sentence.start + (opening.exec(words)?.[0].length ?? 0);
    for (const clause of clausesOf(text, { start, end: sentence.end })) {
      const evidence = evidenceIn(text, clause, comparable);
      if (evidence === undefined || seen.has(normalise(evidence))) continue;
      seen.add(normalise(evidence));
      found.push({ ...guessed(text, clause, words, language), evidence, ...quote(text, clause, isQuoted) });
      if (found.length > factsAtMost) return found;
    }
  }
  return found;
}

const endsProse = /[.!?。！？…:;；][\s?"'”’」』》)）\]]*$/u;
/** Headings, buttons and names stand without a stop, and are short. */
const proseWords = 8;
/** A heading without spaces says more in as much room. */
const denseProseWords = 15;
/** Lines that tell of the text and not of the world. */
const label =
  /^\s*(?:【[^】]{1,12}】|(?:来源|作者|编辑|责任编辑|责编|发布时间|发布日期|发文日期|日期|记者)\s*[:：]|(?:By|Written by|Date|Published|Updated|Posted|Source|Author|Editor)\b)/u;
/** What stands before the first word of news and of answers: where it was written and by whom, who asks and who answers. */
const opening =
  /^\s*(?:答：|A: |\p{Lu}[\p{Lu} .,]{2,40}(?: \([^)]{1,20}\))? ?[–—] |[^\s，。：；]{2,8}(?:社|讯|网)[^，。：；]{0,10}\d日(?:电|讯)\s*(?:[（(][^）)]{1,30}[）)])?[，：]?)/u;
const question = /^\s*(?:问|Q)[:：]|[\p{L}\p{N}\p{M}”"’」)）][?？][\s”"’」]*$/u;
const item = /^\s*[•·●▪◦*–—-]\s|\p{N}/u;
const leastWords = 3;

function isProse(words: string): boolean {
  const count = wordCount(words);
  if (count < leastWords || question.test(words)) return false;
  if (endsProse.test(words)) return true;
  if (label.test(words)) return false;
  return count >= (/^\s*\p{Script=Han}/u.test(words) ? denseProseWords : proseWords) || item.test(words);
}

function guessed(
  text: string,
  clause: Span,
  sentence: string,
  language: string,
): Pick<Words, 'kind' | 'attribution'> {
  const { name, how } = speakerOf(sentence);
  const isField = name !== undefined && textField(120).safeParse(name).success;
  const who = isField ? (/^en(?:-|$)/.test(language) ? name : { [language]: name }) : 'the article';
  return {
    kind: { suggested: kindOf(text.slice(clause.start, clause.end)) },
    attribution: { suggested: { who, how: isField ? how : 'the article itself' } },
  };
}

/** Whether words may be shown as a quotation: filing asks the same. The capture is searched once, and only if there is one. */
function quotations(capture: string, comparable: Comparable): (words: string) => boolean {
  let passages: readonly string[] | undefined;
  return words => {
    passages ??= quotedPassages(capture);
    return hasWords(comparable, words) && passages.some(passage => hasWords(passage, words));
  };
}

function quote(text: string, clause: Span, isQuoted: (words: string) => boolean): Pick<Words, 'quote'> {
  const span = quotedIn(text, clause);
  if (!span) return {};
  const words = oneLine(text.slice(span.start, span.end));
  const count = wordCount(words);
  const fits = count >= 2 && Math.max(count, wordCount(normalise(words))) <= quoteWords;
  return fits && textField(400).safeParse(words).success && isQuoted(normalise(words))
    ? { quote: words }
    : {};
}
