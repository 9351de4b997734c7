import { readFileSync } from 'node:fs';
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

/** The only pages with a script: of each publication the one for searching. */
const searchPages = '/archive/*/all/search.html';

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
  /** Those of the names that it had before. The stack makes none: it could not while its own of before is there. */
  readonly formerRecords: readonly string[];

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { site, publicArchive } = props;
    const files = this.files(props);
    const archiveFiles = publicArchive && files();
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${Stack.of(this).stackName}: archive and links`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: files('/site'),
      additionalBehaviors: {
        // The first pattern that fits counts.
        ...(archiveFiles && {
          [searchPages]: {
            ...archiveFiles,
            responseHeadersPolicy: new ArchiveHeaders(
              this,
              'SearchHeaders',
              this.globalName('search'),
              'search',
            ),
          },
          '/archive/*': archiveFiles,
        }),
        ...(site && linkBehaviors(props.api, this.leadingHome(site))),
      },
      // S3 says 403 of what is missing to those who may not list. The HTTP API's own 404, a page with words for a reader, stays.
      errorResponses: [
        { httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/404.html', ttl: missingFor },
      ],
      ...(site && this.ownAddress(site)),
    });
    this.url = `https://${site?.domain ?? this.distribution.domainName}`;
    if (site) this.recordToAdd = this.leadHere(site.domain, props.hostedZone);
    this.formerRecords = (site?.formerDomains ?? []).map(domain => this.recordOf(domain));
  }

  /** How files are served from the archive bucket, or from a folder of it. */
  private files({ archive, site }: SiteProps): (originPath?: string) => BehaviorOptions {
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
    };
    const indexPages = this.code('IndexPages', 'index-pages', site, ['former-domains.js', 'index-pages.js']);
    const sealedParts = this.code('SealedParts', 'sealed-parts', site, ['sealed-parts.js']);
    // Not withOriginAccessControl: that would add a statement to the bucket's policy, which the next stack could not change.
    return originPath => ({
      ...behavior,
      functionAssociations: [
        { eventType: FunctionEventType.VIEWER_REQUEST, function: indexPages },
        // The folder of the site has no edition.
        ...(originPath === undefined
          ? [{ eventType: FunctionEventType.VIEWER_RESPONSE, function: sealedParts }]
          : []),
      ],
      origin: S3BucketOrigin.withBucketDefaults(archive, {
        originAccessControlId,
        ...(originPath !== undefined && { originPath }),
      }),
    });
  }

  /** A function of CloudFront out of files of this folder, which know the names of the site. */
  private code(
    id: string,
    name: string,
    site: SiteProps['site'],
    files: readonly string[],
  ): CloudFrontFunction {
    const names = { domain: site?.domain ?? '', formerDomains: site?.formerDomains ?? [] };
    const sources = files.map(file => readFileSync(path.join(import.meta.dirname, file), 'utf8'));
    return new CloudFrontFunction(this, id, {
      functionName: this.globalName(name),
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline([`const site = ${JSON.stringify(names)};`, ...sources].join('\n')),
    });
  }

  /** What leads from a former name to the site's; undefined while it has had no other. */
  private leadingHome(site: NonNullable<SiteProps['site']>): CloudFrontFunction | undefined {
    if (site.formerDomains.length === 0) return undefined;
    return this.code('AtHome', 'at-home', site, ['former-domains.js', 'at-home.js']);
  }

  private ownAddress({
    domain,
    formerDomains,
    certificateArn,
  }: NonNullable<Configuration['site']>): Partial<DistributionProps> {
    return {
      domainNames: [domain, ...formerDomains],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  /** Makes the record in a hosted zone that has the domain; elsewhere answers the one that the operator has to add. */
  private leadHere(domain: string, zone: Configuration['hostedZone']): string | undefined {
    if (!zone || !liesIn(domain, zone.name)) return this.recordOf(domain);
    const record = {
      zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name }),
      recordName: `${domain}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(this.distribution)),
    };
    new ARecord(this, 'Alias4', record);
    new AaaaRecord(this, 'Alias6', record);
    return undefined;
  }

  /** The record that leads from a name to the distribution, as a zone file has it. */
  private recordOf(domain: string): string {
    return `${domain} CNAME ${this.distribution.domainName}`;
  }

  /** CloudFront has one list of names for all regions of an account. */
  private globalName(name: string): string {
    const { stackName, region } = Stack.of(this);
    return `${stackName}-${region}-${name}`;
  }
}

/**
 * Passes requests on as they came, but for the host's name, which is how API Gateway finds the API. Plain HTTP is refused, never
 * redirected: mail programs leave by a POST that may not be redirected. So the links to leave answer under every name that the site had.
 */
function linkBehaviors(api: HttpApi, home: CloudFrontFunction | undefined): Record<string, BehaviorOptions> {
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
  const atHome = home && [{ eventType: FunctionEventType.VIEWER_REQUEST, function: home }];
  return Object.fromEntries(
    passedOn.map(pattern => [
      pattern,
      { ...behavior, ...(atHome && pattern !== '/leave/*' && { functionAssociations: atHome }) },
    ]),
  );
}
