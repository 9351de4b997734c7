import { describe, expect, it } from 'vitest';
import { sampleOf } from '../support/run/sample.ts';
import { exampleApp, examplePublication, exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const site = {
  domain: 'digest.news.example',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b',
};
const hostedZone = { id: 'Z0123456789ABC', name: 'news.example' };
const plain = exampleTemplate();
const own = exampleTemplate({ site });
const linksOnly = exampleTemplate({ site, publicArchive: false });

/** What goes to the HTTP API. `*` stands for slashes too, and for nothing. */
const passedOn = ['/leave/*', '/subscribe*', '/confirm/*', '/manage*', '/privacy/*'];

const distributionOf = (of: typeof plain) =>
  [...resources(of, 'AWS::CloudFront::Distribution').values()][0]?.Properties.DistributionConfig;
type Behavior = Record<string, unknown> & { PathPattern: string; TargetOriginId: string };
const behaviorsOf = (of: typeof plain): Behavior[] => distributionOf(of).CacheBehaviors ?? [];
const behavior = (of: typeof plain, pattern: string) =>
  behaviorsOf(of).find(({ PathPattern }) => PathPattern === pattern);
/** Where a behaviour takes its answers from: the origin's domain and its path. */
const originOf = (of: typeof plain, { TargetOriginId }: { TargetOriginId: string }) => {
  const { DomainName, OriginPath = '' } = distributionOf(of).Origins.find(
    ({ Id }: { Id: string }) => Id === TargetOriginId,
  );
  return { domain: DomainName, path: OriginPath };
};
const variablesOf = (of: typeof plain) =>
  [...resources(of, 'AWS::Lambda::Function').values()].find(
    ({ Properties }) => Properties.FunctionName === 'courant-publish',
  )?.Properties.Environment.Variables;
const outputsOf = (of: typeof plain) =>
  Object.fromEntries(Object.entries(of.findOutputs('*')).map(([id, { Value }]) => [id, readable(Value)]));

describe.each([
  ['without an address of one’s own', plain],
  ['with one', own],
  ['with one, for links alone', linksOnly],
])('the distribution, %s,', (_, template) => {
  const { DefaultCacheBehavior, CustomErrorResponses, Origins, ...rest } = distributionOf(template);
  const fromBucket = [DefaultCacheBehavior, behavior(template, '/archive/*')].filter(Boolean);

  it('takes what is not in the archive from the folder of the site, so that robots.txt lies where robots look', () => {
    const { domain, path } = originOf(template, DefaultCacheBehavior);
    expect([readable(domain), path]).toEqual(['<StorageArchive.RegionalDomainName>', '/site']);
    expect(rest).not.toHaveProperty('DefaultRootObject');
  });

  it('signs its requests to the bucket', () => {
    for (const { TargetOriginId } of fromBucket) {
      const origin = Origins.find(({ Id }: { Id: string }) => Id === TargetOriginId);
      expect(readable(origin.OriginAccessControlId)).toBe('<PublicArchiveAccessControl.Id>');
    }
  });

  it('serves over HTTPS, fresh within five minutes, and finds the index of a folder', () => {
    for (const each of fromBucket) {
      expect(each.ViewerProtocolPolicy).toBe('redirect-to-https');
      expect(readable(each.CachePolicyId)).toBe('<PublicArchiveCache>');
      expect(readable(each.ResponseHeadersPolicyId)).toBe('<PublicArchiveHeaders>');
      const functions = each.FunctionAssociations.map(
        ({ EventType, FunctionARN }: Record<string, string>) => [EventType, readable(FunctionARN)],
      );
      expect(functions).toEqual([
        ['viewer-request', '<PublicArchiveIndexPages.FunctionARN>'],
        ...(each === DefaultCacheBehavior
          ? []
          : [['viewer-response', '<PublicArchiveSealedParts.FunctionARN>']]),
      ]);
      expect(each).not.toHaveProperty('AllowedMethods');
    }
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: { MinTTL: 0, DefaultTTL: 300, MaxTTL: 300 },
    });
    template.hasResourceProperties('AWS::CloudFront::Function', {
      AutoPublish: true,
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    });
  });

  it('answers what is missing with a page of the site, and leaves the 404 of a leave link alone', () => {
    expect(CustomErrorResponses).toEqual([
      { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 10 },
    ]);
  });

  it('has the names that all regions share with the stack and the region in them', () => {
    const names = ['OriginAccessControl', 'CachePolicy', 'ResponseHeadersPolicy', 'Function'].map(type => {
      const [found] = [...resources(template, `AWS::CloudFront::${type}`).values()];
      return readable(found?.Properties[`${type}Config`]?.Name ?? found?.Properties.Name);
    });
    expect(names).toEqual([
      ...Array.from({ length: 3 }, () => 'courant-<AWS::Region>-archive'),
      'courant-<AWS::Region>-index-pages',
    ]);
  });

  it('keeps its logical id, and so the address that CloudFront gave it', () => {
    expect(Object.keys(template.findResources('AWS::CloudFront::Distribution'))).toEqual([
      'PublicArchiveDistributionF228C650',
    ]);
  });
});

describe('the public archive', () => {
  it.each([
    ['without an address of one’s own', plain, 'https://<PublicArchiveDistribution.DomainName>'],
    ['with one', own, 'https://digest.news.example'],
  ])('is served under its own path and is where mails link to, %s', (_, template, url) => {
    const archive = behavior(template, '/archive/*') as Behavior;
    const { domain, path } = originOf(template, archive);
    expect([readable(domain), path]).toEqual(['<StorageArchive.RegionalDomainName>', '']);
    expect(readable(variablesOf(template).ARCHIVE_URL)).toBe(url);
    expect(outputsOf(template).ArchiveUrl).toBe(url);
  });

  it('can load nothing from elsewhere, and lets any page read what it has', () => {
    const [headers] = [...resources(plain, 'AWS::CloudFront::ResponseHeadersPolicy').values()];
    const { SecurityHeadersConfig, CorsConfig } = headers?.Properties.ResponseHeadersPolicyConfig ?? {};
    expect(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';/,
    );
    expect(CorsConfig).toMatchObject({
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
      AccessControlAllowCredentials: false,
    });
  });

  it('runs a script on the page for searching alone, which loads and reads nothing from elsewhere and writes no HTML', () => {
    const search = behavior(plain, '/archive/*/all/search.html') as Behavior;
    const order = behaviorsOf(plain).map(({ PathPattern }) => PathPattern);
    expect(order.indexOf('/archive/*/all/search.html')).toBeLessThan(order.indexOf('/archive/*'));
    expect(originOf(plain, search)).toEqual(originOf(plain, behavior(plain, '/archive/*') as Behavior));
    expect(readable(search.ResponseHeadersPolicyId)).toBe('<PublicArchiveSearchHeaders>');
    const policies = [...resources(plain, 'AWS::CloudFront::ResponseHeadersPolicy').values()].map(
      ({ Properties }) =>
        Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy
          .ContentSecurityPolicy,
    );
    expect(policies.filter(policy => policy.includes('script-src'))).toEqual([
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    ]);
  });

  it.each([
    ['nor any distribution', exampleTemplate({ publicArchive: false }), 0],
    ['but the links do', linksOnly, 1],
  ])('does not exist where the operator keeps it private, %s', (_, template, distributions) => {
    template.resourceCountIs('AWS::CloudFront::Distribution', distributions);
    expect(variablesOf(template)).not.toHaveProperty('ARCHIVE_URL');
    expect(outputsOf(template)).not.toHaveProperty('ArchiveUrl');
  });

  it('cannot be reached by the distribution that serves links alone: its only bucket paths lie in the folder of the site', () => {
    const paths = distributionOf(linksOnly)
      .Origins.filter((origin: object) => 'S3OriginConfig' in origin)
      .map(({ OriginPath }: { OriginPath?: string }) => OriginPath);
    expect(paths).toEqual(['/site']);
    expect(behaviorsOf(linksOnly).map(({ PathPattern }) => PathPattern)).toEqual(passedOn);
  });
});

describe('the links in mails', () => {
  it('are passed on for every route of the HTTP API', () => {
    const routes = [...resources(own, 'AWS::ApiGatewayV2::Route').values()].map(
      ({ Properties }) => String(Properties.RouteKey).split(' ')[1] ?? '',
    );
    const fits = (pattern: string, path: string) =>
      new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(path);
    expect(new Set(routes).size).toBe(6);
    for (const route of routes) expect(passedOn.filter(pattern => fits(pattern, route))).toHaveLength(1);
    for (const pattern of passedOn) expect(routes.some(route => fits(pattern, route))).toBe(true);
  });

  const parts = { 'with an archive': own, without: linksOnly };
  it.each(
    Object.entries(parts).flatMap(([name, template]) =>
      passedOn.map(pattern => [pattern, name, template] as const),
    ),
  )('%s are passed on as they come, never cached, never redirected, %s', (pattern, _, template) => {
    const leave = behavior(template, pattern) as Behavior;
    expect(leave).toMatchObject({
      ViewerProtocolPolicy: 'https-only',
      // AWS's own CachingDisabled and AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect([...(leave.AllowedMethods as string[])].sort()).toEqual(
      ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'].sort(),
    );
    // The archive's policy forbids forms, and the page's button is one; a redirect would lose the POST of a mail program.
    expect(leave).not.toHaveProperty('ResponseHeadersPolicyId');
    expect(leave).not.toHaveProperty('FunctionAssociations');
  });

  it('go to the HTTP API over TLS 1.2', () => {
    const { domain } = originOf(own, behavior(own, '/leave/*') as Behavior);
    const [index, { 'Fn::Split': split }] = domain['Fn::Select'];
    expect([index, split[0], readable(split[1])]).toEqual([2, '/', '<LinksApi.ApiEndpoint>']);
    expect(distributionOf(own).Origins).toContainEqual(
      expect.objectContaining({
        CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
      }),
    );
  });

  it.each([
    ['the operator’s domain', own, 'https://digest.news.example'],
    ['the operator’s domain, with a private archive', linksOnly, 'https://digest.news.example'],
    ['the HTTP API’s own without one', plain, '<LinksApi.ApiEndpoint>'],
  ])('have %s', (_, template, url) => {
    expect(readable(variablesOf(template).LINKS_URL)).toBe(url);
    expect(outputsOf(template).LinksUrl).toBe(url);
  });

  it('do not go through a distribution that has CloudFront’s own address', () => {
    expect(behaviorsOf(plain).map(({ PathPattern }) => PathPattern)).toEqual([
      '/archive/*/all/search.html',
      '/archive/*',
    ]);
  });
});

describe('names that the site had before', () => {
  const formerDomains = ['old.news.example', 'older.example'];
  const moved = exampleTemplate({ site: { ...site, formerDomains }, hostedZone });

  it('are names of the distribution, by the same certificate', () => {
    expect(distributionOf(moved)).toMatchObject({
      Aliases: [site.domain, ...formerDomains],
      ViewerCertificate: { AcmCertificateArn: site.certificateArn },
    });
  });

  it('lead to the site by what comes before every page but the links to leave, which answer in place', () => {
    for (const pattern of passedOn) {
      const functions = (behavior(moved, pattern)?.FunctionAssociations ?? []) as Record<string, string>[];
      expect(functions.map(({ FunctionARN }) => readable(FunctionARN))).toEqual(
        pattern === '/leave/*' ? [] : ['<PublicArchiveAtHome.FunctionARN>'],
      );
    }
    const codes = [...resources(moved, 'AWS::CloudFront::Function').values()].map(({ Properties }) =>
      String(Properties.FunctionCode),
    );
    expect(codes).toHaveLength(3);
    for (const code of codes) {
      expect(code).toContain(JSON.stringify({ domain: site.domain, formerDomains }));
      expect(code.length).toBeLessThan(10_240);
    }
  });

  it('have no record of the stack’s, which tells those to add', () => {
    const records = [...resources(moved, 'AWS::Route53::RecordSet').values()].map(
      ({ Properties }) => Properties.Name,
    );
    expect(records.filter(name => String(name).startsWith('old'))).toEqual([]);
    expect(outputsOf(moved).FormerSitesLeadTo).toBe(
      formerDomains.map(name => `${name} CNAME <PublicArchiveDistribution.DomainName>`).join('; '),
    );
    expect(outputsOf(own)).not.toHaveProperty('FormerSitesLeadTo');
  });
});

describe('an address of one’s own', () => {
  it('is the distribution’s only other name, under the certificate that is named', () => {
    expect(distributionOf(own)).toMatchObject({
      Aliases: [site.domain],
      ViewerCertificate: {
        AcmCertificateArn: site.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    });
    expect(distributionOf(plain)).not.toHaveProperty('Aliases');
    for (const type of ['AWS::CertificateManager::Certificate', 'AWS::CloudFormation::CustomResource'])
      own.resourceCountIs(type, 0);
  });

  it('is told with what it has to lead to', () => {
    expect(outputsOf(own)).toMatchObject({
      SiteUrl: 'https://digest.news.example',
      SiteLeadsTo: 'digest.news.example CNAME <PublicArchiveDistribution.DomainName>',
    });
    expect(Object.keys(outputsOf(plain)).filter(id => id.startsWith('Site'))).toEqual([]);
  });

  it.each([
    ['the zone of its domain', hostedZone, true],
    ['a zone of exactly that name', { ...hostedZone, name: site.domain }, true],
    ['a zone whose name only ends alike', { ...hostedZone, name: 'ws.example' }, false],
    ['another zone', { ...hostedZone, name: 'other.example' }, false],
  ])('has alias records in %s', (_, zone, isMade) => {
    // A zone has to hold a sender's domain or the site's.
    const from = { ...examplePublication.from, address: `digest@mail.${zone.name}` };
    const publications = [{ ...examplePublication, from }];
    const template = exampleTemplate({ site, publications, hostedZone: zone });
    const records = [...resources(template, 'AWS::Route53::RecordSet').values()]
      .map(({ Properties }) => Properties)
      .filter(({ AliasTarget }) => AliasTarget !== undefined);
    expect(records.map(({ Type, Name }) => `${Type} ${Name}`)).toEqual(
      isMade ? ['A digest.news.example.', 'AAAA digest.news.example.'] : [],
    );
    // Whoever then added a record by hand would find one there.
    expect('SiteLeadsTo' in outputsOf(template)).toBe(!isMade);
    for (const { HostedZoneId, AliasTarget } of records) {
      expect(HostedZoneId).toBe(zone.id);
      expect(readable(AliasTarget.DNSName)).toBe('<PublicArchiveDistribution.DomainName>');
    }
  });

  const configurations: [string, object][] = [
    ['and a public archive', {}],
    ['alone', { publicArchive: false }],
    ['in a hosted zone', { hostedZone }],
    [
      'before adopted stores',
      {
        adopt: {
          contentBucket: 'older-content',
          archiveBucket: 'older-archive',
          editionsTable: 'OlderEditions',
          deliveriesTable: 'OlderDeliveries',
          readersTable: 'OlderReaders',
        },
        identities: ['news.example'],
      },
    ],
  ];

  it.each(sampleOf('stacks with a site', configurations, 'checked stacks'))(
    '%s passes the checks that stop a synthesis',
    (_, courant) => {
      for (const region of [undefined, 'eu-west-1'])
        expect(() => exampleApp({ site, ...courant }, region).app.synth()).not.toThrow();
    },
  );
});
