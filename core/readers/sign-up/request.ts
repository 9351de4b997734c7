import * as z from 'zod';
import { type Clock, type Instant, instantSchema } from '../../foundation/instant.ts';
import { readerIdLength, tokenLength } from '../reader.ts';
import { isSame } from './form-proof.ts';

/** So long a request to subscribe can be confirmed, in seconds; it is forgotten then. */
export const requestLastsSeconds = 48 * 3600;
/** So long the link to what somebody reads opens, in seconds. */
export const manageLastsSeconds = 3600;
/** A request that waited longer in the queue is dropped, in seconds: whoever asked has given up. */
export const requestWaitsSeconds = 15 * 60;

/**
 * What somebody asked of the form, kept until it expires: it is the pending state itself. Whoever takes it from the queue notes the
 * rest in it. `asked` ▸ `sending` ▸ `sent` or `uncertain` (the mail service may have it; it is not repeated), or `dropped`; `sent` and
 * `uncertain` ▸ `confirmed`.
 */
export const requestSchema = z.object({
  /** 32 random hexadecimal digits. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** To become a reader of the publications, or to be mailed the link to what they read. */
  kind: z.enum(['subscribe', 'manage']),
  /** Normalised. */
  address: z.string(),
  publications: z.array(z.string()),
  /** Asked for by the link that was mailed to the address, and not by the form, into which anybody writes any address. */
  joins: z.literal(true).optional(),
  /** Of the form, and so of the confirmation. */
  language: z.string(),
  requestedAt: instantSchema,
  /** SHA-256 of the form's words as they were shown. */
  form: z.string(),
  /** Seconds since 1970: DynamoDB removes the row some time after; whoever reads it counts it as gone at once. */
  expires: z.int(),
  state: z.enum(['asked', 'sending', 'sent', 'uncertain', 'dropped', 'confirmed']),
  /** The attempt that claimed it, and what came of it; null before. */
  attempt: z.string().nullable(),
  reader: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  /** 22 random characters of base64url that only the mail has: no reader's token. */
  token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/)
    .nullable(),
  /** SHA-256 of the mail's words. */
  letter: z.string().nullable(),
  messageId: z.string().nullable(),
});
/** A request, read. */
export type SignUpRequest = z.infer<typeof requestSchema>;

/** What whoever works a request off notes in it. */
export type RequestOutcome = Partial<
  Pick<SignUpRequest, 'state' | 'attempt' | 'reader' | 'token' | 'letter' | 'messageId'>
>;

/** Requests, each a row that expires. */
export interface Requests {
  /** Stores a new one. Its id is random: there is none of it yet. */
  put(request: SignUpRequest): Promise<void>;
  /** Undefined also for one that has expired at that time. */
  read(id: string, now: Instant): Promise<SignUpRequest | undefined>;
  /**
   * Changes what is noted in a request if its state and attempt are still these; whether they were. A write of one's own that the client
   * repeated counts as done.
   */
  change(
    id: string,
    from: Pick<SignUpRequest, 'state' | 'attempt'>,
    outcome: RequestOutcome,
  ): Promise<boolean>;
}

/** The queue of requests: ids alone. */
export interface SignUpQueue {
  enqueue(id: string): Promise<void>;
}

/** The key in the link of a mail about a request: id and token, fixed in length, as in a leave link. */
export function requestKey({ id, token }: { id: string; token: string }): string {
  return id + token;
}

const keyForm = new RegExp(`^([0-9a-f]{${readerIdLength}})([A-Za-z0-9_-]{${tokenLength}})`, 'i');

/** Reads the key of a link, also of one with something behind it; undefined for what has not its form. */
export function readRequestKey(text: string): { id: string; token: string } | undefined {
  const [, id = '', token = ''] = keyForm.exec(text.replace(/[^\w-]/g, '')) ?? [];
  return id === '' ? undefined : { id: id.toLowerCase(), token };
}

/**
 * The request that a link opens, of that kind; it changes nothing. Undefined for a key that is nobody's, and for a request that has
 * expired or that no mail was sent for. Only the mail has the token: whoever has it was mailed, also where the answer of the mail service
 * was lost or is yet to be noted.
 */
export async function openRequest(
  { requests, clock }: { requests: Pick<Requests, 'read'>; clock: Clock },
  { id, token }: { id: string; token: string },
  kind: SignUpRequest['kind'],
): Promise<SignUpRequest | undefined> {
  const request = await requests.read(id, clock.now());
  if (request?.kind !== kind || request.state === 'asked' || request.state === 'dropped') return undefined;
  return request.token !== null && isSame(request.token, token) ? request : undefined;
}
