import { Arn, Duration, Stack } from 'aws-cdk-lib';
import {
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Unpacked files never change, but pages and feeds do, and a correction should be seen while it is news. */
const freshFor = Duration.minutes(5);

/** Pages of the archive carry only their style: no script, no image, no form, nothing from elsewhere. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Serves the unpacked editions to everybody, over HTTPS, from the private archive bucket. Only this distribution may
 * read what is under `archive/`; seals and receipts in the bucket stay private.
 */
export class PublicArchive extends Construct {
  readonly distribution: Distribution;
  /** Where the files are served, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, archive: Bucket) {
    super(scope, id);
    const { originAccessControlId } = new S3OriginAccessControl(this, 'AccessControl');
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${Stack.of(this).stackName}: the public archive`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        // Not withOriginAccessControl: that would open the whole bucket to the distribution.
        origin: S3BucketOrigin.withBucketDefaults(archive, { originAccessControlId }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: new CachePolicy(this, 'Cache', {
          minTtl: Duration.seconds(0),
          defaultTtl: freshFor,
          maxTtl: freshFor,
          enableAcceptEncodingBrotli: true,
          enableAcceptEncodingGzip: true,
        }),
        responseHeadersPolicy: this.responseHeaders(),
      },
    });
    this.url = `https://${this.distribution.domainName}`;
    this.allowReading(archive);
  }

  private responseHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
    });
  }

  private allowReading(archive: Bucket): void {
    const resourceName = this.distribution.distributionId;
    const distribution = Arn.format(
      { service: 'cloudfront', region: '', resource: 'distribution', resourceName },
      Stack.of(this),
    );
    archive.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ServeTheArchive',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [archive.arnForObjects('archive/*')],
        conditions: { StringEquals: { 'aws:SourceArn': distribution } },
      }),
    );
  }
}
