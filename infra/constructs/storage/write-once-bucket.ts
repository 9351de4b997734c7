import { RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/**
 * A private bucket whose policy denies everybody, this project's functions included, to overwrite or delete an object. It is versioned,
 * encrypted, reached over TLS 1.2 or later only, and kept with its policy when the stack is deleted.
 *
 * Only keys that are named here may be written again; the policy protects all others, later ones too.
 */
export class WriteOnceBucket extends Bucket {
  /** @param rewritable patterns of keys that may be written again; `*` stands for any characters, slashes included. */
  constructor(scope: Construct, id: string, rewritable: readonly string[]) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const protectedObjects =
      rewritable.length === 0
        ? { resources: [this.arnForObjects('*')] }
        : { notResources: rewritable.map(pattern => this.arnForObjects(pattern)) };
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'WriteOnlyWhatIsNotThere',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        ...protectedObjects,
        // True when the request has no If-None-Match header; S3 accepts no other value there than *.
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DeleteNothing',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
        ...protectedObjects,
      }),
    );
    // Without this the policy would go with the stack, and what it protects would stay behind unprotected.
    this.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
