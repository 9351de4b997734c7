import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { requestLastsSeconds, type SignUpRequest } from '../../../core/readers/sign-up/request.ts';

/** When the request of the tests was made, unless they say otherwise. */
export const askedAt = '2026-11-23T06:00:00Z' as Instant;

/** The nth request, as the form puts it. */
export function aRequest(n: number, changes: Partial<SignUpRequest> = {}): SignUpRequest {
  const requestedAt = changes.requestedAt ?? askedAt;
  const expires = Date.parse(plusHours(requestedAt, requestLastsSeconds / 3600)) / 1000;
  return {
    id: sha256(`request ${n}`).slice(0, 32),
    kind: 'subscribe',
    address: `reader-${n}@mail.example`,
    publications: ['weekly'],
    language: 'en',
    requestedAt,
    form: sha256('form'),
    expires,
    state: 'asked',
    attempt: null,
    reader: null,
    token: null,
    letter: null,
    messageId: null,
    ...changes,
  };
}
