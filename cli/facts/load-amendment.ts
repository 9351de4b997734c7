import { type ReadAmendment, readAmendmentFile } from '../../core/articles/amendment-file.ts';
import { topicMistakes } from '../../core/filing/check-article.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { loose } from '../../core/foundation/mistakes.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';

/** What a command files of a fact. */
export type Amendment = 'correction' | 'retraction';

/**
 * Reads a file that corrects or retracts a fact, and checks all that can be checked without the log.
 * @returns the file with the mistakes that count unless the same is filed already, which only the log knows.
 * @throws InvalidInputError with every mistake when it has not the form of one, is of another fact, or the one where the other is meant.
 */
export async function loadAmendment(
  path: string,
  fact: string,
  meant: Amendment,
  topics: readonly string[],
): Promise<Required<ReadAmendment>> {
  let other: Mistake[] = [];
  const { file, mistakes } = readAmendmentFile(readText(path), path, input => {
    const given = loose(input);
    other = [
      ...otherFact(given.fact, fact, path),
      ...otherAmendment(fact, given.corrected !== undefined, meant, path),
    ];
    return [...other, ...topicMistakes(given.corrected, topics, path, 'corrected')];
  });
  if (other.length > 0 || !file) throw new InvalidInputError('Nothing was filed', mistakes);
  return { file, mistakes };
}

function otherFact(found: unknown, fact: string, source: string): Mistake[] {
  if (typeof found !== 'string' || found === fact) return [];
  const todo = 'name the fact that is meant in both places';
  return [{ source, path: 'fact', expected: `"${fact}", as typed`, found: JSON.stringify(found), todo }];
}

/** What is left out by oversight must not take a fact back. */
function otherAmendment(fact: string, corrects: boolean, meant: Amendment, source: string): Mistake[] {
  if ((meant === 'correction') === corrects) return [];
  const at = { source, path: 'corrected' };
  return meant === 'correction'
    ? [
        {
          ...at,
          expected: 'the whole fact as it should have been',
          found: 'nothing',
          todo: `add it; to take the fact back, use courant facts retract ${fact}`,
        },
      ]
    : [
        {
          ...at,
          expected: 'no such field in a retraction',
          found: 'a corrected fact',
          todo: `remove it; to put the fact right, use courant facts correct ${fact}`,
        },
      ];
}
