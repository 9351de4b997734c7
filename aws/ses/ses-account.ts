import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import {
  type Allowance,
  AllowanceUnknownError,
  type SendingAccount,
} from '../../core/delivery/sending/allowance.ts';
import { answerOf } from './ses-answers.ts';

/** Asks SES for the account's rate and quota. */
export class SesAccount implements SendingAccount {
  readonly #client: SESClient;

  constructor(client: SESClient) {
    this.#client = client;
  }

  async allowance(): Promise<Allowance> {
    const { MaxSendRate, Max24HourSend, SentLast24Hours } = await this.#client
      .send(new GetSendQuotaCommand({}))
      .catch(error => {
        throw new AllowanceUnknownError(error, answerOf(error).outcome === 'refused');
      });
    // SES writes -1 for an account without a daily limit.
    const daily = Max24HourSend === undefined || Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Max24HourSend;
    return {
      perSecond: MaxSendRate ?? 1,
      perDay: daily,
      left: Math.max(0, daily - (SentLast24Hours ?? 0)),
    };
  }
}
