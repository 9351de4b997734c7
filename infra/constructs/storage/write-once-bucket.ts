import { Arn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** IAM paths of roles. A policy that names a path, and no role, fits every later stack of the account. */
export const rolePaths = {
  /** Roles that may read what tells who a reader is, or was. */
  ids: '/courant/ids/',
  /** Roles that may take an ending away. */
  erasing: '/courant/erasing/',
} as const;

/** What may happen to the objects of a bucket; patterns of keys, in which `*` stands for any characters, slashes included. */
export type Protection = {
  /** Keys that may be written again by whoever names the version that they have, and deleted. All others are written once. */
  rewritable: readonly string[];
  /** Keys among these that are written once all the same. */
  sealed: readonly string[];
  /** Keys that only roles of the path for ids read. */
  readForIds: string;
  /** Keys that are written once, and that roles of the path for erasing delete. */
  erasable?: string;
};

/**
 * A private bucket whose policy denies everybody, this project's functions included, to overwrite or delete an object, but for those
 * that are named. It is versioned, encrypted, reached over TLS 1.2 or later only, and kept with its policy when the stack is deleted.
 *
 * A stack that adopts the bucket cannot change the policy, so it names nothing that belongs to one stack.
 */
export class WriteOnceBucket extends Bucket {
  constructor(scope: Construct, id: string, protection: Protection) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.protectWriting(protection);
    this.protectDeleting(protection);
    this.deny('ReadIdsOnlyUnderTheirPath', {
      // Versions too, and copies that replication makes: it reads by an action of its own that begins alike.
      actions: ['s3:GetObject*'],
      resources: [this.arnForObjects(protection.readForIds)],
      conditions: this.unlessUnder(rolePaths.ids),
    });
    // Without this the policy would go with the stack, and what it protects would stay behind unprotected.
    this.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  /**
   * The keys for conditions are there when the headers are. S3 takes nothing but `*` in If-None-Match. Uploads in parts end at their first
   * call, which has no such header, and so do forms of a browser; a copy is a put.
   */
  private protectWriting({ rewritable, sealed }: Protection): void {
    const withoutIfNoneMatch = { Null: { 's3:if-none-match': 'true' } };
    const put = { actions: ['s3:PutObject'] };
    this.deny('WriteOnlyWhatIsNotThere', {
      ...put,
      ...this.allBut(rewritable),
      conditions: withoutIfNoneMatch,
    });
    if (rewritable.length === 0) return;
    this.deny('SealOnlyOnce', { ...put, resources: this.arns(sealed), conditions: withoutIfNoneMatch });
    this.deny('RewriteOnlyWhatWasRead', {
      ...put,
      resources: this.arns(rewritable),
      conditions: { Null: { 's3:if-match': 'true', 's3:if-none-match': 'true' } },
    });
  }

  private protectDeleting({ rewritable, sealed, erasable }: Protection): void {
    const deletion = { actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'] };
    const named = erasable === undefined ? [] : [erasable];
    this.deny('DeleteNothing', { ...deletion, ...this.allBut([...rewritable, ...named]) });
    if (sealed.length > 0) this.deny('DeleteNothingSealed', { ...deletion, resources: this.arns(sealed) });
    if (erasable === undefined) return;
    this.deny('EraseOnlyUnderThePath', {
      ...deletion,
      resources: this.arns(named),
      conditions: this.unlessUnder(rolePaths.erasing),
    });
  }

  private deny(sid: string, statement: PolicyStatementProps): void {
    this.addToResourcePolicy(
      new PolicyStatement({ sid, effect: Effect.DENY, principals: [new AnyPrincipal()], ...statement }),
    );
  }

  /** A condition that all meet but roles of this account under a path; who makes roles there can let anybody in, also for a rescue. */
  private unlessUnder(path: string): PolicyStatementProps['conditions'] {
    const roles = Arn.format(
      { service: 'iam', region: '', resource: 'role', resourceName: `${path.slice(1)}*` },
      Stack.of(this),
    );
    return { ArnNotLike: { 'aws:PrincipalArn': roles } };
  }

  private allBut(patterns: readonly string[]): PolicyStatementProps {
    return patterns.length === 0 ? { resources: this.arns(['*']) } : { notResources: this.arns(patterns) };
  }

  private arns(patterns: readonly string[]): string[] {
    return patterns.map(pattern => this.arnForObjects(pattern));
  }
}
