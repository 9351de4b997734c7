import { describe, expect, it } from 'vitest';
import { exampleTemplate } from './example-app.ts';
import { readable, resources, statements } from './readable.ts';

const template = exampleTemplate();
const distribution = [...resources(template, 'AWS::CloudFront::Distribution').values()][0]?.Properties
  .DistributionConfig;

const publishVariables = (of: typeof template) =>
  [...resources(of, 'AWS::Lambda::Function').values()].find(
    ({ Properties }) => Properties.FunctionName === 'courant-publish',
  )?.Properties.Environment.Variables;

describe('the public archive', () => {
  it('may read what is under archive/, and not the seals or receipts beside it', () => {
    const policy = resources(template, 'AWS::S3::BucketPolicy').get('StorageArchivePolicy');
    const serving = statements(policy?.Properties.PolicyDocument).filter(({ effect }) => effect === 'Allow');
    expect(serving).toMatchObject([{ actions: ['s3:GetObject'], on: ['<StorageArchive.Arn>/archive/*'] }]);
  });

  it('is read by this one distribution, which signs its requests to the bucket', () => {
    const policy = resources(template, 'AWS::S3::BucketPolicy').get('StorageArchivePolicy');
    const own: { Sid?: string }[] = policy?.Properties.PolicyDocument.Statement;
    const statement = own.find(({ Sid }) => Sid === 'ServeTheArchive') as Record<string, never>;
    expect(statement.Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
    const condition = Object(statement.Condition);
    expect(Object.keys(condition)).toEqual(['StringEquals']);
    expect(readable(condition.StringEquals['aws:SourceArn'])).toBe(
      'arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/<PublicArchiveDistribution>',
    );
    expect(readable(distribution.Origins[0].OriginAccessControlId)).toBe('<PublicArchiveAccessControl.Id>');
    expect(readable(distribution.Origins[0].DomainName)).toBe('<StorageArchive.RegionalDomainName>');
    expect(distribution.Origins).toHaveLength(1);
    expect(distribution).not.toHaveProperty('CacheBehaviors');
  });

  it('is served over HTTPS, fresh within five minutes, and can load nothing from elsewhere', () => {
    expect(distribution.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: { MinTTL: 0, DefaultTTL: 300, MaxTTL: 300 },
    });
    const [headers] = [...resources(template, 'AWS::CloudFront::ResponseHeadersPolicy').values()];
    const { ContentSecurityPolicy } =
      headers?.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig ?? {};
    expect(ContentSecurityPolicy.ContentSecurityPolicy).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';/,
    );
    expect(readable(distribution.DefaultCacheBehavior.ResponseHeadersPolicyId)).toBe(
      '<PublicArchiveHeaders>',
    );
  });

  it('is where mails link to', () => {
    expect(readable(publishVariables(template).ARCHIVE_URL)).toBe(
      'https://<PublicArchiveDistribution.DomainName>',
    );
  });

  it('does not exist, and no mail links to it, when the operator keeps the archive private', () => {
    const closed = exampleTemplate({ publicArchive: false });
    closed.resourceCountIs('AWS::CloudFront::Distribution', 0);
    expect(publishVariables(closed)).not.toHaveProperty('ARCHIVE_URL');
    expect(closed.findOutputs('ArchiveUrl')).toEqual({});
  });
});
