import { Arn, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { domainOf } from '../../inputs/reserved-domains.ts';

/** What a function may send mail with: the configured senders, and the name of the SES configuration set. */
export type MailProps = { configuration: Configuration; configurationSet: string };

/**
 * Lets a role send mail from the configured addresses, and from no other. SES requires permission on the identity and on the
 * configuration set. CDK's own grant gives only the first, and mail then fails with AccessDenied. The identity is the
 * domain's, or the sender address's own where the account has verified that too: SES takes the more specific one. While an
 * account is in the sandbox, SES also requires permission on the recipient's identity: the operator's is allowed, so that you can
 * try a first edition there.
 */
export function grantMail(role: Role, { configuration, configurationSet }: MailProps): void {
  const senders = [...new Set(configuration.publications.map(({ from }) => from.address))];
  const identities = [...new Set([...senders.map(domainOf), ...senders, configuration.operator])];
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [
        ...identities.map(identity => sesArn(role, 'identity', identity)),
        sesArn(role, 'configuration-set', configurationSet),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': senders } },
    }),
  );
}

/** Lets a role read the account's rate and what is left of its quota; SES has no resource to name for that. */
export function grantSendQuota(role: Role): void {
  role.addToPolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }));
}

function sesArn(role: Role, resource: string, resourceName: string): string {
  return Arn.format({ service: 'ses', resource, resourceName }, Stack.of(role));
}
