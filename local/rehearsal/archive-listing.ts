import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

/** What a bucket holds, as lines of size and key. */
export async function archiveListing(bucket: string): Promise<string[]> {
  const { Contents = [] } = await new S3Client().send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key, Size }) => `${String(Size).padStart(7)}  s3://${bucket}/${Key}`);
}
