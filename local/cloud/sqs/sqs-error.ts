import { CourantError } from '../../../core/foundation/errors.ts';

/** Older names of errors, which the SDK still reads. */
const queryCodes: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

/** A call that SQS refuses, with the code that the SDK names it by. */
export class SqsError extends CourantError {
  readonly status = 400;
  readonly code: string;
  readonly queryCode: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.queryCode = queryCodes[code] ?? code;
  }
}
