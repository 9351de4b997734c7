import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Caller, CertificateState } from '../../core/doctor/facts.ts';
import type { AccountLooks } from '../../core/doctor/looks.ts';
import { instantOf } from '../../core/foundation/instant.ts';
import { messagesIn } from '../sqs/sqs-depth.ts';
import { lookAtIdentity, lookAtSending, suppressedAddresses } from './ses-looks.ts';
import { lookAtStack } from './stack-look.ts';
import { lookAtAlarms, lookAtSchedule, lookAtSubscription } from './watching-looks.ts';

/** Looks with the credentials and in the region of the SDK's usual sources. */
export class AwsAccountLooks implements AccountLooks {
  readonly #cloudFormation = new CloudFormationClient();
  readonly #sts = new STSClient();
  readonly #ses = new SESv2Client();
  readonly #sns = new SNSClient();
  readonly #cloudWatch = new CloudWatchClient();
  readonly #scheduler = new SchedulerClient();
  readonly #sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  /** CloudFront takes certificates from there only. */
  readonly #acm = new ACMClient({ region: 'us-east-1' });

  readonly region = () => this.#sts.config.region();
  readonly stack = (name: string) => lookAtStack(this.#cloudFormation, name);
  readonly sending = () => lookAtSending(this.#ses);
  readonly identity = (name: string) => lookAtIdentity(this.#ses, name);
  readonly suppressed = () => suppressedAddresses(this.#ses);
  readonly subscription = (topic: string, address: string) => lookAtSubscription(this.#sns, topic, address);
  readonly alarmsOn = (names: readonly string[]) => lookAtAlarms(this.#cloudWatch, names);
  readonly messagesIn = (queue: string) => messagesIn(this.#sqs, queue);
  readonly schedule = (name: string) => lookAtSchedule(this.#scheduler, name);

  async caller(): Promise<Caller> {
    const { Account = '', Arn = '' } = await this.#sts.send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  }

  async certificate(CertificateArn: string): Promise<CertificateState | null> {
    try {
      const { Certificate = {} } = await this.#acm.send(new DescribeCertificateCommand({ CertificateArn }));
      const { Status = 'of unknown state', DomainName, SubjectAlternativeNames = [], NotAfter } = Certificate;
      const names = [
        ...new Set([...(DomainName === undefined ? [] : [DomainName]), ...SubjectAlternativeNames]),
      ];
      return { status: Status, names, until: NotAfter ? instantOf(NotAfter) : null };
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
      throw error;
    }
  }

  close(): void {
    for (const client of [this.#cloudFormation, this.#sts, this.#ses, this.#sns]) client.destroy();
    for (const client of [this.#cloudWatch, this.#scheduler, this.#sqs, this.#acm]) client.destroy();
  }
}
