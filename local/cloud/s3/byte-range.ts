import { S3Error } from './s3-error.ts';

/**
 * The part of a content that a `Range` header asks for: first and last byte, from 0. Undefined when it asks for the whole, or in a form
 * that S3 passes over. @throws S3Error InvalidRange (416) when it begins behind the end.
 */
export function byteRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return undefined;
  if (first < size) return { first, last };
  throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: header ?? '',
    ActualObjectSize: `${size}`,
  });
}
