import type { WordsIn } from '../../articles/own-words.ts';
import type { DigestAttribution, Label } from '../../digest/digest.ts';
import { columnsOf } from '../../foundation/wrap.ts';
import type { Messages } from '../language/messages.ts';
import { shorten } from '../language/shorten.ts';
import { visibleText } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';

/**
 * Something that a subject, a preheader or a list can tell of, put into words when one of them does: an edition may have hundreds.
 * `headline` and `further` take the columns that there are, at least 40, and take no more.
 */
export type Line = {
  /** Of the words that editors wrote for it. */
  language: string;
  /** Id of the fact that it tells, puts right, or tells a day of; null where it is of none. */
  fact: string | null;
  /** Ids of others that tell the same day. */
  also?: readonly string[];
  headline: (columns: number) => string;
  /** What there is to say besides its own headline, for when nothing else is told beside it; null if that is all. */
  further: (columns: number) => string | null;
};

/** What lists say of an edition, and the id of the fact that this tells, if it tells one; of a day, those of others that tell it. */
export type Headline = WordsIn & { fact?: string; also?: string[] };

/** What a label and those who say so are known of. */
export type Claim = { label: Label; attribution: DigestAttribution };

/** Words as a headline has them: one line, without a full stop; empty if nothing of them can be seen. */
export function headlineText({ text }: Pick<WordsIn, 'text'>): string {
  const line = visibleText(text).replace(/[.。]$/u, '');
  return columnsOf(line) === 0 ? '' : line;
}

/** Whether words are in a language, as a reader of it sees it: `en-GB` is in `en`, and `zh-CN` in `zh-Hans`. */
export function isIn(wanted: string, { language }: Pick<WordsIn, 'language'>): boolean {
  return language === wanted || writtenIn(language) === writtenIn(wanted);
}

/** Language and script, such as `zh-Hans` of `zh-CN`. */
function writtenIn(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  return `${language}-${script}`;
}

/** The label of a claim as it stands before a headline; it says too that nobody is named, or that the source is unclear. */
export function labelText(claim: Claim, messages: Messages): string {
  const { text, inSubject } = messages.labels[claim.label];
  const label = inSubject ?? text;
  const how = nobodysHow(claim);
  if (how === null) return label;
  const { nobody, nobodys } = messages.subject;
  return claim.label === 'reported' ? nobody[how] : fill(nobodys[how], { label });
}

/** The label of a claim where the words alone would say more than the claim does; null for what is firm. */
export function weakLabelText(claim: Claim, messages: Messages): string | null {
  if (messages.labels[claim.label].inSubject !== null) return labelText(claim, messages);
  const how = nobodysHow(claim);
  return how && messages.subject.nobody[how];
}

function nobodysHow({ attribution: { how } }: Claim): 'unnamed' | 'unclear' | null {
  return how === 'unnamed' || how === 'unclear' ? how : null;
}

/** A statement behind its label if that weakens it, else alone. */
export function weakened(claim: Claim & { statement: WordsIn }, messages: Messages): string {
  const label = weakLabelText(claim, messages);
  const text = headlineText(claim.statement);
  return label === null ? text : fill(messages.subject.labelled, { label, text });
}

/** Label and statement: the label whole, the statement cut to what room there is. */
export function labelledText(claim: Claim & { statement: WordsIn }, messages: Messages, columns: number) {
  const frame = { message: messages.subject.labelled, values: { label: labelText(claim, messages) } };
  return framed(frame, headlineText(claim.statement), columns);
}

/** A message around a `text`, which is cut so that the whole takes at most so many columns. */
export function framed(
  { message, values = {} }: { message: string; values?: Readonly<Record<string, string>> },
  text: string,
  columns: number,
): string {
  const room = columns - columnsOf(fill(message, { ...values, text: '' }));
  return fill(message, { ...values, text: shorten(text, room) }).trim();
}
