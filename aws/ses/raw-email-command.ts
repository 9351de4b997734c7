import { SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { CourantError } from '../../core/foundation/errors.ts';
import { freeBuffer } from '../../core/message/free-buffer.ts';
import type { FormEncoder } from './form-encoder.ts';

/** What the SDK is given instead of the message, and how it writes that. Three bytes, so that it needs no padding. */
const standIn = { data: new Uint8Array(3), field: '&RawMessage.Data=AAAA' };

/** The SDK has written a request in which the message's place is not where it was: nothing was handed over. */
export class UnknownRequestFormError extends CourantError {
  constructor() {
    super(
      `SES request: expected one field ${standIn.field} in what the SDK writes, found none or several. ` +
        'The SDK has changed: go back to the version of client-ses in package-lock.json, or adapt aws/ses/raw-email-command.ts.',
    );
  }
}

/** A message was not handed over, because it may not go any more. */
export class MessageTooLateError extends CourantError {
  constructor() {
    super(
      'SES request: expected to hand the message over soon after it was claimed, found that too much time has passed. ' +
        'Nothing was sent; it is tried again under a new claim.',
    );
  }
}

/**
 * SendRawEmail with the same request as the SDK's own command, for a part of its time: the SDK encodes a message by
 * `encodeURIComponent`, character by character. So it is given a stand-in, and the message is put in its place before the
 * length is taken and the request is signed, which stay the SDK's.
 *
 * @param claimIsFresh asked after signing: whoever is halted before that is told so when it goes on, and whoever is halted after it
 *   has a signature that SES refuses when it is more than five minutes old. @throws MessageTooLateError when sent nevertheless.
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
