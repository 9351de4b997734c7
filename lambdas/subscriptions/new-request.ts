import { canonicalJson } from '../../core/foundation/canonical-json.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import {
  manageLastsSeconds,
  requestLastsSeconds,
  type SignUpRequest,
} from '../../core/readers/sign-up/request.ts';
import type { SubscriptionsContext } from './context.ts';

/** What somebody asked, and the words under which they did. */
export type Asking = Pick<SignUpRequest, 'kind' | 'address' | 'publications' | 'language' | 'joins'> & {
  words: unknown;
};

/**
 * Puts a request and queues its id: two calls, the same whoever asks, so that neither their number nor their time tells anybody who reads.
 * Whoever works the queue decides.
 */
export async function ask(
  { requests, queue, clock, newRequestId }: SubscriptionsContext,
  { words, ...asked }: Asking,
): Promise<void> {
  const id = newRequestId();
  const requestedAt = clock.now();
  const lasts = asked.kind === 'manage' ? manageLastsSeconds : requestLastsSeconds;
  await requests.put({
    ...asked,
    id,
    requestedAt,
    form: sha256(canonicalJson(words)),
    expires: Math.floor(Date.parse(requestedAt) / 1000) + lasts,
    state: 'asked',
    ...{ attempt: null, reader: null, token: null, letter: null, messageId: null },
  });
  await queue.enqueue(id);
}
