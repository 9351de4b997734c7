import { SESClient } from '@aws-sdk/client-ses';
import type { Mailer, MailerAnswer, OutgoingMessage } from '../../core/delivery/sending/mailer.ts';
import { FormEncoder } from './form-encoder.ts';
import { rawEmailCommand } from './raw-email-command.ts';
import { answerOf } from './ses-answers.ts';

/**
 * An SES client that makes one attempt per call. A retry inside the client could mail a reader twice, unseen by the ledger, since SES
 * has no idempotency key.
 * @param answerWithin milliseconds after which a request without an answer counts as uncertain.
 */
export function oneAttemptSesClient(answerWithin = 20_000): SESClient {
  return new SESClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: answerWithin, throwOnRequestTimeout: true },
  });
}

/** Hands raw messages to SES, one reader per call, with the configuration set and the tags that SES's events will carry. */
export class SesMailer implements Mailer {
  readonly #client: SESClient;
  readonly #configurationSet: string | undefined;
  readonly #form = new FormEncoder();

  /** @param configurationSet without one, SES tells nobody what becomes of a message. */
  constructor(client: SESClient, configurationSet?: string) {
    // Without a logger it logs nothing, but prepares for each message what it would: a tenth of the work of a request.
    client.middlewareStack.remove('loggerMiddleware');
    this.#client = client;
    this.#configurationSet = configurationSet;
  }

  async send(message: OutgoingMessage): Promise<MailerAnswer> {
    try {
      const { MessageId } = await this.#client.send(
        rawEmailCommand(
          {
            Source: message.from,
            Destinations: [message.to],
            RawMessage: { Data: message.raw },
            ConfigurationSetName: this.#configurationSet,
            Tags: tagsOf(message.tags),
          },
          this.#form,
          message.claimIsFresh,
        ),
      );
      return MessageId
        ? { outcome: 'accepted', messageId: MessageId }
        : { outcome: 'uncertain', reason: 'SES answered without a message id' };
    } catch (error) {
      return answerOf(error, message.from);
    }
  }
}

/** SES puts `ses:feedback-id-a` into its own Feedback-ID header: complaint rates are then told by publication. */
function tagsOf(tags: OutgoingMessage['tags']): { Name: string; Value: string }[] {
  const all = { ...tags, 'ses:feedback-id-a': tags.publication ?? '' };
  return Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
}
