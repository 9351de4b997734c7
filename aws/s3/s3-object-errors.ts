import { S3ServiceException } from '@aws-sdk/client-s3';
import { CourantError } from '../../core/foundation/errors.ts';

/** The store's answer has no time. */
export class MissingDateError extends CourantError {
  constructor(bucket: string, key: string) {
    super(
      `s3://${bucket}/${key}: expected a Date header in the answer, found none. ` +
        'The server in AWS_ENDPOINT_URL_S3, or a proxy before it, drops the header: use another.',
    );
  }
}

/** The store's answer does not name the version of the object. */
export class MissingVersionError extends CourantError {
  constructor(bucket: string, key: string) {
    super(
      `s3://${bucket}/${key}: expected an ETag header in the answer, found none. Without it no object can be replaced safely. ` +
        'The server in AWS_ENDPOINT_URL_S3, or a proxy before it, drops the header: use another.',
    );
  }
}

/** Several writers of one object kept conflicting, and none of them won. */
export class ContendedObjectError extends CourantError {
  constructor(bucket: string, key: string) {
    super(
      `s3://${bucket}/${key}: expected one of several writers to win, found a conflict ten times. Run the same again later.`,
    );
  }
}

/** Whether S3 answered with this status. */
export function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}
