import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** A version of an object, or a mark that the object was deleted; without an id where the bucket keeps no versions. */
export type ObjectVersion = { key: string; id: string | undefined; isDeletion: boolean };

/** Every version of every object of a bucket below a prefix, and every mark that one was deleted, page after page. */
export async function* versionsBelow(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<ObjectVersion[]> {
  let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [];
  do {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, KeyMarker, VersionIdMarker }),
    );
    const all = [
      ...(page.Versions ?? []).map(version => ({ ...version, isDeletion: false })),
      ...(page.DeleteMarkers ?? []).map(mark => ({ ...mark, isDeletion: true })),
    ];
    yield all.flatMap(({ Key, VersionId: id, isDeletion }) =>
      Key === undefined ? [] : { key: Key, id, isDeletion },
    );
    [KeyMarker, VersionIdMarker] = [page.NextKeyMarker, page.NextVersionIdMarker];
  } while (KeyMarker !== undefined);
}
