import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { pauseSchema, skipSchema } from '../../core/edition/decisions/decision.ts';
import { ownerSchema } from '../../core/edition/ownership.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { instantSchema } from '../../core/foundation/instant.ts';
import { planSchema } from '../../core/publication/plan.ts';
import type { PublishAnswer } from '../../lambdas/publish/publish-edition.ts';
import type { PublishEvent } from './installation.ts';

const rowSchema = z.looseObject({
  state: z.enum(['sealed', 'delivering', 'closed']),
  audience: z.object({ slices: z.int(), readers: z.int() }).nullable(),
  hold: z.string().nullable(),
});
const reportSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.enum(['sealed', 'already sealed']),
    plan: planSchema,
    edition: rowSchema,
    forecast: z.object({ by: instantSchema, after: z.number() }).nullable().default(null),
  }),
  z.object({ outcome: z.literal('covered'), plan: planSchema }),
  z.object({ outcome: z.literal('not ready'), plan: planSchema, because: z.string() }),
  z.object({ outcome: z.literal('skipped'), plan: planSchema, decision: skipSchema }),
  z.object({ outcome: z.literal('paused'), plan: planSchema, decision: pauseSchema }),
  z.object({ outcome: z.literal('not the owner'), owner: ownerSchema }),
]);
const failureSchema = z.object({ errorType: z.string().optional(), errorMessage: z.string().optional() });

/**
 * Runs the deployed publish function and waits for what it says.
 * @throws PublishFailedError when the function fails; UnreadableReportError when it says something else than a report.
 */
export async function invokePublish(
  client: LambdaClient,
  functionName: string,
  event: PublishEvent,
): Promise<PublishAnswer> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({
      FunctionName: functionName,
      InvocationType: 'RequestResponse',
      Payload: JSON.stringify(event),
    }),
  );
  const text = Payload?.transformToString() ?? '';
  if (FunctionError) throw new PublishFailedError(functionName, text);
  const parsed = reportSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new UnreadableReportError(functionName, text);
  return parsed.data as PublishAnswer;
}

/** The publish function ended with an error. What it had written is found, and gone on from, by the next try. */
export class PublishFailedError extends CourantError {
  constructor(functionName: string, payload: string) {
    const failure = failureSchema.safeParse(jsonOf(payload));
    const { errorType = 'an error', errorMessage = payload } = failure.success ? failure.data : {};
    super(
      `The function ${functionName} failed with ${errorType}:\n  ${errorMessage.replaceAll('\n', '\n  ')}\n` +
        `Mend the cause, then publish again: what is made already is taken as it is. Its log is in /aws/lambda/${functionName}.`,
    );
  }
}

/** What the publish function answers is no report. */
export class UnreadableReportError extends CourantError {
  constructor(functionName: string, payload: string) {
    super(
      `The function ${functionName}: expected a report of the edition, found ${JSON.stringify(payload.slice(0, 200))}. ` +
        'The deployed version and this one differ: check out the version that is deployed, or deploy this one.',
    );
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
