import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Pages of the archive carry only their style: no script, no image, no form, nothing from elsewhere. */
const onlyStyle =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What pages of the archive may do. The page for searching runs the script beside it, which reads files of the site and writes no HTML. */
export const pagePolicies = {
  archive: onlyStyle,
  search: `${onlyStyle}; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`,
} as const;

/** What CloudFront says with each file: what its page may do, which is little, and that any other page may read what is public. */
export class ArchiveHeaders extends ResponseHeadersPolicy {
  /** @param name unique among the policies of the account. @param page what kind of page it is said with. */
  constructor(scope: Construct, id: string, name: string, page: keyof typeof pagePolicies = 'archive') {
    super(scope, id, {
      responseHeadersPolicyName: name,
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: pagePolicies[page], override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
      corsBehavior: {
        accessControlAllowOrigins: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowHeaders: ['*'],
        accessControlAllowCredentials: false,
        originOverride: true,
      },
    });
  }
}
