import type { Fact } from '../../articles/fact.ts';
import { allWords } from '../../articles/own-words.ts';
import { normalise } from '../matching/comparable.ts';
import { hasWords } from '../matching/passages.ts';
import { claimedWords, statementFor } from './fact-words.ts';
import { simplified } from './naming/simplified.ts';
import type { Note } from './note.ts';
import type { ReadCapture } from './read-capture.ts';
import { around } from './reading/around.ts';
import { missingDenial } from './reading/denials.ts';
import { missingDoubt, type Said } from './reading/doubts.ts';
import { type Frame, missingClaim, missingCondition } from './reading/frames.ts';
import { sentenceWith } from './reading/sentences.ts';

/**
 * Notes a fact that says that something happened, or is in force, where the sentence of its evidence says it with less certainty, as
 * somebody's claim, or under a condition; and any fact of which the passage says no where the statement does not.
 */
export function certaintyNotes(fact: Fact, language: string, capture: ReadCapture): Note[] {
  const evidence = normalise(fact.evidence);
  const sentence = sentenceWith(capture.sentences, evidence);
  if (sentence === undefined) return [];
  // What stands beyond a semicolon is another claim's doubt.
  const own = sentence.split(/[;；]/).find(part => hasWords(part, evidence)) ?? sentence;
  const statements = Object.values(fact.statement).map(text => simplified(normalise(text)));
  const said = { evidence: simplified(evidence), sentence: simplified(own), statements };
  const note = (path: string, word: string, says: string, about: string, todo: string): Note => ({
    fact: fact.id,
    note: 'certainty',
    words: claimedWords(about, fact),
    path,
    says,
    todo,
    statement: { text: normalise(statementFor(fact, language)), mark: '' },
    passage: { text: sentence, mark: word },
  });
  const doubt = doubtOf(fact, said);
  const denial = missingDenial(said);
  return [
    ...(doubt === undefined
      ? []
      : [
          note(
            'kind',
            doubt,
            `the passage says it with ${JSON.stringify(doubt)}, the fact as ${toldAs(fact)}`,
            `${doubt}, told as ${toldAs(fact)}`,
            'make the kind or the status as certain as the passage, or give evidence that says that it happened',
          ),
        ]),
    ...(denial === undefined
      ? []
      : [
          note(
            'statement',
            denial,
            `the passage denies it with ${JSON.stringify(denial)}, the statement does not`,
            `${denial}, not told`,
            'say what the passage denies, or give evidence that says what is stated',
          ),
        ]),
  ];
}

/** What else is told as so, a figure or the background, may well stand in a sentence that doubts something else: there the evidence counts. */
function doubtOf(fact: Fact, said: Said): string | undefined {
  const { kind, status } = fact;
  if (kind === 'event') return missingDoubt(said, 'event') ?? claimIn(fact, said) ?? conditionIn(said);
  if (kind === 'figure' || kind === 'background')
    return (
      missingDoubt({ ...said, sentence: said.evidence }, 'measure') ??
      claimIn(fact, said) ??
      conditionIn(said)
    );
  return kind === 'measure' && status !== 'proposed' && status !== 'not stated'
    ? (missingDoubt(said, 'measure') ?? claimIn(fact, said))
    : undefined;
}

/** Rules are made of conditions, so a measure is not looked at for them. */
function conditionIn({ evidence, sentence, statements }: Said): string | undefined {
  return missingCondition(around(sentence, evidence), evidence, statements);
}

/** Readers see who says so: a claim is told as one where that is who claims it, and hearsay where nobody is named. */
function claimIn(
  { attribution: { who, how } }: Fact,
  { evidence, sentence, statements }: Said,
): string | undefined {
  const frame = missingClaim(around(sentence, evidence), evidence, statements);
  if (!frame) return undefined;
  const isTold =
    how !== 'the article itself' &&
    (frame.head === null ? how !== 'named' : isClaimant(Object.values(allWords(who)), frame));
  return isTold ? undefined : frame.words;
}

const pronoun = /\b(?:he|she|it|they)$|[他她它]们?$/iu;

/** Whether one of the words of a name stands where the frame tells who claims, or a pronoun does, which may be anybody. */
function isClaimant(names: readonly string[], { head, words }: Frame): boolean {
  const text = `${head ?? ''}${words}`.toLowerCase();
  if (pronoun.test((head ?? '').trim())) return true;
  return names.some(name =>
    (
      normalise(name)
        .toLowerCase()
        .match(/[\p{Script=Han}]{2}|(?!\p{Script=Han})[\p{L}]{4,}/gu) ?? []
    ).some(part => text.includes(part)),
  );
}

function toldAs({ kind, status }: Pick<Fact, 'kind' | 'status'>): string {
  if (kind === 'measure') return `a measure that is ${status}`;
  return kind === 'background' ? 'background' : `${kind === 'event' ? 'an' : 'a'} ${kind}`;
}
