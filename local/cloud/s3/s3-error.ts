import { CourantError } from '../../../core/foundation/errors.ts';

/** A request that S3 refuses, with the status and code that the SDK tells it by. */
export class S3Error extends CourantError {
  readonly status: number;
  readonly code: string;
  /** What the answer says besides, such as the key that has no object. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.fields = fields;
    this.status = status;
    this.code = code;
  }
}

/** The key has no object. */
export function noSuchKey(key: string): S3Error {
  return new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
}

/** The bucket was never created. */
export function noSuchBucket(bucket: string): S3Error {
  return new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });
}

/** A header that S3 has, but not on this call. */
export function headerNotImplemented(header: string): S3Error {
  const message = 'A header you provided implies functionality that is not implemented';
  return new S3Error(501, 'NotImplemented', message, { Header: header });
}

/** A feature of S3 that Courant does not need, and that is better refused than pretended. */
export function notImplemented(what: string): S3Error {
  return new S3Error(
    501,
    'NotImplemented',
    `The embedded S3 does not have ${what}. It has CreateBucket, HeadBucket, ListObjectsV2, PutObject, GetObject, HeadObject and DeleteObject.`,
  );
}
