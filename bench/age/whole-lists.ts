import { S3Objects } from '../../aws/s3/s3-objects.ts';

/** Counts lists of all seals of a publication: a look at an old archive begins its list at a date. */
export type WholeLists = {
  /** So many since the start. */
  count(): number;
  stop(): void;
};

/** Where the seals of publications lie; what lists their folders lists no chain. */
const sealsOf = /^sealed\/[^/]+\//;

/** Watches all lists of this process: neither calls nor bytes of a young archive show one that grows. */
export function watchWholeLists(): WholeLists {
  const { listed } = S3Objects.prototype;
  let count = 0;
  S3Objects.prototype.listed = function (prefix, startAfter) {
    if (startAfter === undefined && sealsOf.test(prefix)) count += 1;
    return listed.call(this, prefix, startAfter);
  };
  return {
    count: () => count,
    stop() {
      S3Objects.prototype.listed = listed;
    },
  };
}
