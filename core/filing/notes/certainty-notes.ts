import type { Fact } from '../../articles/fact.ts';
import { normalise } from '../matching/comparable.ts';
import { hasWords } from '../matching/passages.ts';
import { statementFor } from './fact-words.ts';
import type { Note } from './note.ts';
import type { ReadCapture } from './read-capture.ts';
import { missingDenial, withDenial } from './reading/denials.ts';
import { missingDoubt, type Said } from './reading/doubts.ts';
import { sentenceWith } from './reading/sentences.ts';

/**
 * Notes a fact that says that something happened, or is in force, where the sentence of its evidence says it with less certainty; and any
 * fact whose evidence says no where the statement does not.
 */
export function certaintyNotes(fact: Fact, language: string, capture: ReadCapture): Note[] {
  const evidence = normalise(fact.evidence);
  const sentence = sentenceWith(capture.sentences, evidence);
  if (sentence === undefined) return [];
  // What stands beyond a semicolon is another claim's doubt.
  const own = sentence.split(/[;；]/).find(part => hasWords(part, evidence)) ?? sentence;
  const said = { evidence, sentence: own, statements: Object.values(fact.statement) };
  const note = (path: string, word: string, says: string, todo: string): Note => ({
    fact: fact.id,
    note: 'certainty',
    words: fact.evidence,
    path,
    says,
    todo,
    statement: { text: normalise(statementFor(fact, language)), mark: '' },
    passage: { text: sentence, mark: word },
  });
  const doubt = doubtOf(fact, said);
  if (doubt !== undefined)
    return [
      note(
        'kind',
        doubt,
        `the passage says it with ${JSON.stringify(doubt)}, the fact as ${toldAs(fact)}`,
        'make the kind or the status as certain as the passage, or give evidence that says that it happened',
      ),
    ];
  const denial = missingDenial({ ...said, evidence: withDenial(own, evidence) });
  if (denial === undefined) return [];
  const says = `the evidence says it with ${JSON.stringify(denial)}, the statement without`;
  return [
    note('statement', denial, says, 'say what the passage denies, or give evidence that says what is stated'),
  ];
}

/** What else is told as so, a figure or the background, may well stand in a sentence that doubts something else: there the evidence counts. */
function doubtOf({ kind, status }: Pick<Fact, 'kind' | 'status'>, said: Said): string | undefined {
  if (kind === 'event') return missingDoubt(said, 'event');
  if (kind === 'figure' || kind === 'background')
    return missingDoubt({ ...said, sentence: said.evidence }, 'measure');
  return kind === 'measure' && status !== 'proposed' && status !== 'not stated'
    ? missingDoubt(said, 'measure')
    : undefined;
}

function toldAs({ kind, status }: Pick<Fact, 'kind' | 'status'>): string {
  if (kind === 'measure') return `a measure that is ${status}`;
  return kind === 'background' ? 'background' : `${kind === 'event' ? 'an' : 'a'} ${kind}`;
}
