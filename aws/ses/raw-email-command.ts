import { SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { CourantError } from '../../core/foundation/errors.ts';
import { freeBuffer } from '../../core/message/free-buffer.ts';
import type { FormEncoder } from './form-encoder.ts';

/** What the SDK gets instead of the message, and how the SDK writes it. Three bytes, so that it needs no padding. */
const standIn = { data: new Uint8Array(3), field: '&RawMessage.Data=AAAA' };

/** The SDK's request has another form than expected, so the message cannot be put into it. Nothing was sent. */
export class UnknownRequestFormError extends CourantError {
  constructor() {
    super(
      `SES request: expected the field ${standIn.field} once in the SDK's request, found it never or several times. Nothing was sent. ` +
        'The SDK has changed: go back to the version of client-ses in package-lock.json, or adapt aws/ses/raw-email-command.ts.',
    );
  }
}

/** A message was not sent, because its claim is too old. */
export class MessageTooLateError extends CourantError {
  constructor() {
    super(
      'SES request: expected to send the message soon after its delivery was claimed, found that too much time has passed. ' +
        'Nothing was sent. There is nothing to do: the delivery is tried again under a new claim.',
    );
  }
}

/**
 * SendRawEmail with the same request as the SDK's own command, in a fraction of its time. The SDK encodes a message by
 * `encodeURIComponent`, character by character. So the SDK gets a stand-in instead, and a middleware puts the encoded message in its
 * place. The SDK itself then takes the length and signs the request.
 *
 * @param claimIsFresh asked after signing. A process that was halted before that notices when it goes on. One that was halted after
 *   that has a signature that SES refuses once it is more than a quarter of an hour old.
 * @throws MessageTooLateError, on sending, if the claim is not fresh any more.
 */
export function rawEmailCommand(
  input: SendRawEmailCommandInput & { RawMessage: { Data: Uint8Array } },
  form: FormEncoder,
  claimIsFresh: () => boolean = () => true,
): SendRawEmailCommand {
  const { buffer, byteOffset, byteLength } = input.RawMessage.Data;
  const message = Buffer.from(buffer, byteOffset, byteLength);
  const command = new SendRawEmailCommand({ ...input, RawMessage: { Data: standIn.data } });
  command.middlewareStack.add(
    next => async args => {
      const request = args.request as { body: unknown };
      const body = withMessage(request.body, form.encode(message));
      request.body = body;
      const answer = await next(args);
      // SES took it, so it has read all of it. After a failure it may still be on its way.
      freeBuffer(body);
      return answer;
    },
    // Low: after the SDK's serializer, which has the same step.
    { step: 'serialize', priority: 'low', name: 'putMessageInPlace' },
  );
  command.middlewareStack.add(
    next => async args => {
      if (!claimIsFresh()) throw new MessageTooLateError();
      return next(args);
    },
    // Low: after the SDK signs, which has the same step.
    { step: 'finalizeRequest', priority: 'low', name: 'goOnlyInTime' },
  );
  return command;
}

/** As bytes, which are hashed and sent as they are; a string would be turned into bytes for each. */
function withMessage(body: unknown, encoded: readonly Buffer[]): Buffer {
  const [before, after, ...others] = typeof body === 'string' ? body.split(standIn.field) : [];
  if (before === undefined || after === undefined || others.length > 0) throw new UnknownRequestFormError();
  const head = Buffer.from(`${before}&RawMessage.Data=`, 'latin1');
  return Buffer.concat([head, ...encoded, Buffer.from(after, 'latin1')]);
}
