import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** Lets a role do exactly these things to the rows of a table; CDK's own grants allow scans, deletes and batches as well. */
export function grantOnTable(role: Role, table: ITable, ...actions: string[]): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: actions.map(action => `dynamodb:${action}`),
      resources: [table.tableArn],
    }),
  );
}

/** Lets a role do exactly these things to objects whose keys match the patterns; to delete them is for `grantErase`. */
export function grantOnObjects(role: Role, bucket: IBucket, patterns: string[], ...actions: string[]): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: actions.map(action => `s3:${action}`),
      resources: patterns.map(pattern => bucket.arnForObjects(pattern)),
    }),
  );
}

/**
 * Lets a role see which keys a bucket has. Without it S3 answers 403 instead of 404 for a missing object, and with a
 * condition on the prefix it does so too (reading one object has no prefix): "not there yet" would look like "not allowed".
 */
export function grantList(role: Role, bucket: IBucket): void {
  role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
}

/**
 * Lets a role erase objects whose keys match the patterns, in every version, and see which versions there are. The bucket's own policy lets
 * it do so only under the path for erasing. Deleting without naming a version would leave all of them behind a mark.
 */
export function grantErase(role: Role, bucket: IBucket, patterns: string[]): void {
  role.addToPolicy(
    new PolicyStatement({ actions: ['s3:ListBucketVersions'], resources: [bucket.bucketArn] }),
  );
  grantOnObjects(role, bucket, patterns, 'DeleteObjectVersion');
}
