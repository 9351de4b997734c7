import { Arn, Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { senderAddresses } from '../../../core/publication/retired.ts';

/** What a function may send mail with: the configured senders, and the name of the SES configuration set. */
export type MailProps = { configuration: Configuration; configurationSet: string };

/**
 * Every identity of the account in the region. In pseudo parameters, so that it reads the same whether the region is known at synth
 * or not.
 */
const anyIdentity = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/*`;

/**
 * Lets a role send mail from the configured addresses, and from no other: those of publications, of retired ones, and those that either
 * had before, with which an edition under way may have been sealed. The condition on the sender's address says so, and not the identity. SES requires permission on the configuration set, on the identity of the sender (of two that fit, the domain's
 * and the address's own, it takes the more specific one), and, while the account is in the sandbox, on the identity of the
 * recipient too. Recipients are readers, whom no policy can list, so every identity is allowed. CDK's own grant gives only the
 * sender's, and mail then fails with AccessDenied.
 */
export function grantMail(role: Role, { configuration, configurationSet }: MailProps): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [anyIdentity, sesArn(role, 'configuration-set', configurationSet)],
      conditions: { StringEquals: { 'ses:FromAddress': senderAddresses(configuration) } },
    }),
  );
}

/** Lets a role read the account's rate and what is left of its quota; SES has no resource to name for that. */
export function grantSendQuota(role: Role): void {
  role.addToPolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }));
}

/** Lets a role ask whether SES has verified a sender; SES has no resource to name for that either. */
export function grantVerification(role: Role): void {
  role.addToPolicy(
    new PolicyStatement({ actions: ['ses:GetIdentityVerificationAttributes'], resources: ['*'] }),
  );
}

function sesArn(role: Role, resource: string, resourceName: string): string {
  return Arn.format({ service: 'ses', resource, resourceName }, Stack.of(role));
}
