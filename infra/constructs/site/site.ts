import path from 'node:path';
import { Duration, Fn, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as CloudFrontFunction,
  Distribution,
  type DistributionProps,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { liesIn } from '../../../core/publication/domains.ts';
import { ArchiveHeaders } from './archive-headers.ts';

/** What a site of one's own passes on to the HTTP API; CloudFront's patterns of paths. Two of the pages have an address without a slash. */
const passedOn = ['/leave/*', '/subscribe*', '/confirm/*', '/manage*', '/privacy/*'];

/** Unpacked files never change, but pages and feeds do, and a correction should be seen while it is news. */
const freshFor = Duration.minutes(5);

/** A link to an edition may be followed a moment before its page is written. */
const missingFor = Duration.seconds(10);

/** What a site serves, and under which address. */
export type SiteProps = Pick<Configuration, 'site' | 'publicArchive' | 'hostedZone'> & {
  archive: IBucket;
  /** The HTTP API behind the links in mails, and the form. */
  api: HttpApi;
};

/**
 * The web address of an installation: one CloudFront distribution, which serves the public archive and, under a domain of the
 * operator's own, passes the links in mails on to the HTTP API.
 *
 * Addresses are paths of the archive bucket: `/archive/…` is `archive/…` there, and anything else lies in `site/`. So with a private
 * archive nothing leads to it, although the bucket lets CloudFront read it.
 */
export class Site extends Construct {
  readonly distribution: Distribution;
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** The DNS record that leads to it, as a zone file has it, where the operator has to add it. */
  readonly recordToAdd: string | undefined;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { site, publicArchive } = props;
    const files = this.files(props.archive);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${Stack.of(this).stackName}: archive and links`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: files('/site'),
      additionalBehaviors: {
        ...(publicArchive && { '/archive/*': files() }),
        ...(site && linkBehaviors(props.api)),
      },
      // S3 says 403 of what is missing to those who may not list. The HTTP API's own 404, a page with words for a reader, stays.
      errorResponses: [
        { httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/404.html', ttl: missingFor },
      ],
      ...(site && this.ownAddress(site)),
    });
    this.url = `https://${site?.domain ?? this.distribution.domainName}`;
    if (site) this.recordToAdd = this.leadHere(site.domain, props.hostedZone);
  }

  /** How files are served from the archive bucket, or from a folder of it. */
  private files(archive: IBucket): (originPath?: string) => BehaviorOptions {
    const { originAccessControlId } = new S3OriginAccessControl(this, 'AccessControl', {
      originAccessControlName: this.globalName('archive'),
    });
    const behavior: Omit<BehaviorOptions, 'origin'> = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: new CachePolicy(this, 'Cache', {
        cachePolicyName: this.globalName('archive'),
        minTtl: Duration.seconds(0),
        defaultTtl: freshFor,
        maxTtl: freshFor,
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      }),
      responseHeadersPolicy: new ArchiveHeaders(this, 'Headers', this.globalName('archive')),
      functionAssociations: [
        {
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new CloudFrontFunction(this, 'IndexPages', {
            functionName: this.globalName('index-pages'),
            runtime: FunctionRuntime.JS_2_0,
            code: FunctionCode.fromFile({ filePath: path.join(import.meta.dirname, 'index-pages.js') }),
          }),
        },
      ],
    };
    // Not withOriginAccessControl: that would add a statement to the bucket's policy, which the next stack could not change.
    return originPath => ({
      ...behavior,
      origin: S3BucketOrigin.withBucketDefaults(archive, {
        originAccessControlId,
        ...(originPath !== undefined && { originPath }),
      }),
    });
  }

  private ownAddress({
    domain,
    certificateArn,
  }: NonNullable<Configuration['site']>): Partial<DistributionProps> {
    return {
      domainNames: [domain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  /** Makes the record in a hosted zone that has the domain; elsewhere answers the one that the operator has to add. */
  private leadHere(domain: string, zone: Configuration['hostedZone']): string | undefined {
    if (!zone || !liesIn(domain, zone.name)) return `${domain} CNAME ${this.distribution.domainName}`;
    const record = {
      zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name }),
      recordName: `${domain}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(this.distribution)),
    };
    new ARecord(this, 'Alias4', record);
    new AaaaRecord(this, 'Alias6', record);
    return undefined;
  }

  /** CloudFront has one list of names for all regions of an account. */
  private globalName(name: string): string {
    const { stackName, region } = Stack.of(this);
    return `${stackName}-${region}-${name}`;
  }
}

/**
 * Passes requests on as they came, but for the host's name, which is how API Gateway finds the API. Plain HTTP is refused, never
 * redirected: mail programs leave by a POST that may not be redirected.
 */
function linkBehaviors(api: HttpApi): Record<string, BehaviorOptions> {
  const behavior: BehaviorOptions = {
    origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint)), {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    }),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
  return Object.fromEntries(passedOn.map(pattern => [pattern, behavior]));
}
