import { CourantError } from '../../../core/foundation/errors.ts';

/** Older names of errors, which the SDK still reads. */
const queryCodes: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  ...Object.fromEntries(
    [
      'UnsupportedOperation',
      'EmptyBatchRequest',
      'TooManyEntriesInBatchRequest',
      'InvalidBatchEntryId',
      'BatchEntryIdsNotDistinct',
      'BatchRequestTooLong',
      'PurgeQueueInProgress',
    ].map(code => [code, `AWS.SimpleQueueService.${code}`]),
  ),
};

/** A call that SQS refuses, with the code that the SDK names it by. */
export class SqsError extends CourantError {
  readonly status: number;
  readonly code: string;
  readonly queryCode: string;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.status = status;
    this.code = code;
    this.queryCode = queryCodes[code] ?? code;
  }
}
