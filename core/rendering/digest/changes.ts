import type { WordsIn } from '../../articles/own-words.ts';
import { type DiffPart, wordDiff } from '../language/word-diff.ts';
import { fill, inQuotes } from '../language/wording.ts';
import type { RenderContext } from './render-context.ts';

/** A stretch of a statement that was put right, or of what we say of it: `isNew` words are not those that we had. */
export type Change = { text: string; isNew: boolean };

/** Below this much in common two statements are told one after the other. */
const commonAtLeast = 0.6;
/** More places than this cannot be read in one sentence. */
const changesAtMost = 3;

/** The right statement in one piece with what it was, where the two are alike enough to be read so; null where they are not. */
export function changesOf(
  said: WordsIn,
  right: WordsIn,
  { messages, language }: RenderContext,
): Change[] | null {
  if (said.language !== language || right.language !== language) return null;
  const { parts, common } = wordDiff(said.text, right.text, language);
  const changed = parts.filter(({ change }) => change !== 'same').length;
  if (changed === 0) return [{ text: right.text, isNew: false }];
  if (common < commonAtLeast || parts.some((part, at) => isPieceOfWord(part, parts[at - 1], parts[at + 1])))
    return null;
  const changes = parts.flatMap((part, at) => changeOf(part, parts[at - 1], parts[at + 1], messages));
  return changes.filter(({ isNew }) => isNew).length > changesAtMost ? null : changes;
}

/** A single Chinese character that was put in or left out may be any part of a word, and says nothing alone. */
function isPieceOfWord(part: DiffPart, before: DiffPart | undefined, behind: DiffPart | undefined): boolean {
  const isSwapped =
    (part.change === 'gone' && behind?.change === 'new') ||
    (part.change === 'new' && before?.change === 'gone');
  return part.change !== 'same' && !isSwapped && /^\p{Script=Han}$/u.test(part.text);
}

/** What stays is said; what is new is marked, and, for who sees or hears no mark, followed by what it was in words, or that it is new. */
function changeOf(
  { text, change }: DiffPart,
  before: DiffPart | undefined,
  behind: DiffPart | undefined,
  { corrections }: RenderContext['messages'],
): Change[] {
  if (change === 'same') return [{ text, isNew: false }];
  if (change === 'gone') {
    return behind?.change === 'new'
      ? []
      : [{ text: around(text, fill(corrections.gone, { text: inQuotes(text.trim()) })), isNew: true }];
  }
  const added = /[\p{L}\p{N}]/u.test(text) ? corrections.added : null;
  const note =
    before?.change === 'gone' ? fill(corrections.was, { text: inQuotes(before.text.trim()) }) : added;
  return [
    { text: note === null ? text : text.trimEnd(), isNew: true },
    ...(note === null ? [] : [{ text: note + (/\s+$/u.exec(text)?.[0] ?? ''), isNew: false }]),
  ];
}

/** Words of ours in the place of others, between the same spaces. */
function around(text: string, words: string): string {
  return (/^\s*/u.exec(text)?.[0] ?? '') + words + (/\s*$/u.exec(text)?.[0] ?? '');
}
