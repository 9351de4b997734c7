/** A sentence around words of it: what stands before them, and what behind. */
export type Around = { before: string; after: string };

/** Further from its evidence a sentence of a person frames nothing. So the work is bounded, however long a "sentence" is. In characters. */
const reach = { before: 600, after: 200 };

/** The sentence around its evidence, as far as it can frame it; empty on both sides where the evidence is not in it letter by letter. Both as `normalise` makes them. */
export function around(sentence: string, evidence: string): Around {
  const at = sentence.indexOf(evidence);
  if (at < 0) return { before: '', after: '' };
  const behind = at + evidence.length;
  const from = Math.max(0, at - reach.before);
  const near = sentence.slice(from, at);
  // A word that is cut in two is none, nor does a sentence begin there.
  return {
    before: from === 0 ? near : near.replace(/^[\p{L}\p{N}'-]*?(?=\P{L}|\p{Script=Han}|$)/u, '…'),
    after: sentence.slice(behind, behind + reach.after),
  };
}

/** A pattern of whichever of these comes first. */
export function oneOf(parts: readonly string[], flags: string): RegExp {
  return new RegExp(parts.join('|'), flags);
}

/** Where another clause begins, of which a frame before it says nothing. */
const otherClause = oneOf(
  [
    '[;:—；：。]',
    ',? (?:but|while|although|though|yet|however|whereas|because|which|who|whose|where)\\b',
    ', (?:and|so|as|when|then)\\b',
    '[,，](?:但|而|不过|然而|同时|并|且)',
  ],
  'iu',
);
/** The beginning of a clause that hangs on another one: a frame in it reaches no further than its comma. */
const hangingClause = oneOf(
  [
    '(?:^|[,，;；:(] ?)(?:while|although|though|whereas|despite|as|after|when|because|since|even|where)\\b[^,，]*$',
    '\\b(?:which|who|whose)\\b[^,，]*$',
  ],
  'iu',
);

/** Of those that begin another clause, with its comma. In characters. */
const longestWord = 10;

/** The clause of a sentence that evidence stands in, by words that begin another one before it or behind; the whole sentence where it is not found. */
export function clauseWith(sentence: string, evidence: string): string {
  const { before, after } = around(sentence, evidence);
  if (before === '' && after === '') return sentence;
  const next = otherClause.exec(after);
  return before.slice(clauseStart(before, evidence)) + evidence + after.slice(0, next?.index);
}

/** Where the clause of evidence begins in what stands before it: at its end where the first word of the evidence begins another clause. */
function clauseStart(before: string, evidence: string): number {
  const led = before + evidence.slice(0, longestWord);
  const all = [...led.matchAll(new RegExp(otherClause, 'giu'))];
  const last = all.findLast(({ index }) => index <= before.length);
  return last ? last.index + last[0].length : 0;
}

/** Words that frame what follows, and the sentence before them. */
export type FoundFrame = { words: string; head: string };

/** A frame before the evidence, see `frameBefore`, or else at its beginning or within it, with words behind that it reaches. */
export function frameOf({ before }: Around, evidence: string, frames: RegExp): FoundFrame | undefined {
  const isCutOff = clauseStart(before, evidence) >= before.length;
  const outside = isCutOff ? undefined : frameBefore(before, frames);
  if (outside) return outside;
  const [inside] = evidence.matchAll(frames);
  if (!inside || evidence.length === inside.index + inside[0].length) return undefined;
  return { words: inside[0].trim(), head: before + evidence.slice(0, inside.index) };
}

/**
 * The last place before the evidence where a frame stands that reaches it, such as "Critics claim that": undefined if there is none, or
 * another clause begins between them.
 * @param frames global; what it finds ends where the frame does.
 */
export function frameBefore(before: string, frames: RegExp): FoundFrame | undefined {
  const found = [...before.matchAll(frames)].findLast(({ 0: words, index }) => {
    const [head, between] = [before.slice(0, index), before.slice(index + words.length)];
    return !otherClause.test(between) && !(hangingClause.test(head) && /[,，]/.test(between));
  });
  return found && { words: found[0].trim(), head: before.slice(0, found.index) };
}
