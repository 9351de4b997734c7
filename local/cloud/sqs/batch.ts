import { SqsError } from './sqs-error.ts';

type Result = Record<string, unknown>;
type Entry = { Id: string };

const mostEntries = 10;

/** Checks how many entries a batch has, and by which ids. @throws SqsError; then nothing of the batch is done. */
export function checkBatch(entries: readonly Entry[]): void {
  if (entries.length === 0) {
    throw new SqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > mostEntries) {
    throw new SqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${mostEntries}. You have sent ${entries.length}.`,
    );
  }
  if (entries.some(({ Id }) => !/^[A-Za-z0-9_-]{1,80}$/.test(Id))) {
    throw new SqsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size !== entries.length) {
    throw new SqsError('BatchEntryIdsNotDistinct', 'Two or more entries of the batch have the same Id.');
  }
}

/** Carries out a batch: what fails is named, and the rest is done. */
export async function eachOf<Each extends Entry>(
  entries: readonly Each[],
  act: (entry: Each) => Promise<Result>,
): Promise<Result> {
  const Successful: Result[] = [];
  const Failed: Result[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...(await act(entry)) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}
