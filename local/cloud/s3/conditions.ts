import { headerNotImplemented, noSuchKey, S3Error } from './s3-error.ts';

/** Conditions of a request, as its headers have them. */
export type Conditions = { ifMatch: string | undefined; ifNoneMatch: string | undefined };

/** @throws S3Error NotImplemented (501) for conditions that S3 does not take on a put, whatever is stored. */
export function checkPutConditions({ ifMatch, ifNoneMatch }: Conditions): void {
  if (ifMatch !== undefined && ifNoneMatch !== undefined)
    throw headerNotImplemented('If-Match,If-None-Match');
  if (ifMatch === '*') throw headerNotImplemented('If-Match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw headerNotImplemented('If-None-Match');
}

/**
 * Decides whether a write or deletion may go on, given the ETag of what is stored.
 * @throws S3Error PreconditionFailed (412), or NoSuchKey (404) when `If-Match` names a key that has no object.
 */
export function allowWrite(
  key: string,
  { ifMatch, ifNoneMatch }: Conditions,
  stored: string | undefined,
): void {
  if (ifNoneMatch === '*' && stored !== undefined) throw preconditionFailed('If-None-Match');
  if (ifMatch === undefined) return;
  if (stored === undefined) throw noSuchKey(key);
  if (!matches(ifMatch, stored)) throw preconditionFailed('If-Match');
}

/** Decides how a read is answered. @throws S3Error PreconditionFailed when `If-Match` does not hold. */
export function allowRead({ ifMatch, ifNoneMatch }: Conditions, stored: string): 'whole' | 'not modified' {
  if (ifMatch !== undefined && !matches(ifMatch, stored)) throw preconditionFailed('If-Match');
  return ifNoneMatch !== undefined && matches(ifNoneMatch, stored) ? 'not modified' : 'whole';
}

function matches(list: string, stored: string): boolean {
  return list
    .split(',')
    .map(entry => entry.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some(entry => entry === '*' || entry === stored.replaceAll('"', ''));
}

function preconditionFailed(condition: string): S3Error {
  return new S3Error(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    { Condition: condition },
  );
}
