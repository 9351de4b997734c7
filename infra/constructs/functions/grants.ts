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

/** Lets a role do exactly these things to objects whose keys match the patterns; never to delete them or to undo a policy. */
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

/** Lets a role see which versions the objects of a bucket have; S3 has no narrower right that a missing key would not be told by. */
export function grantListVersions(role: Role, bucket: IBucket): void {
  role.addToPolicy(
    new PolicyStatement({ actions: ['s3:ListBucketVersions'], resources: [bucket.bucketArn] }),
  );
}
