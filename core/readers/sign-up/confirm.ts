import type { Clock, Instant } from '../../foundation/instant.ts';
import type { Publication } from '../../publication/configuration.ts';
import { type Address, type Addresses, isEnded, isErased, liftBefore } from '../address.ts';
import { endsWhatWasAgreed } from '../ending.ts';
import type { Reader, Readers } from '../reader.ts';
import { readStandingRow } from '../standing-row.ts';
import { openRequest, type Requests, type SignUpRequest } from './request.ts';

/** What confirming needs. */
export type ConfirmContext = {
  requests: Pick<Requests, 'read' | 'change'>;
  readers: Pick<Readers, 'read' | 'add' | 'end'>;
  addresses: Pick<Addresses, 'read' | 'end'>;
  /** Those that make editions: nobody becomes a reader of others. */
  publications: readonly Pick<Publication, 'id' | 'language'>[];
  clock: Clock;
  /** 22 random characters of base64url. */
  newToken: () => string;
};

/** Whether somebody reads a publication now, or whether what they asked for ended since they asked. */
export type Confirmed = { publication: string; result: 'reading' | 'ended since' };

/** How somebody agreed who confirmed. */
export const signedUp = 'signed up';

/**
 * Makes the person behind a confirmed request a reader of what they asked for, unless it ended since they asked: then the ending was
 * their last word. A former reader keeps the token, so that links in old mails go on working. Each step looks for what it would do, so
 * that a second press, or one after a crash, comes to the same.
 * @returns what became of each publication; undefined for a key that opens nothing.
 */
export async function confirmRequest(
  context: ConfirmContext,
  key: { id: string; token: string },
): Promise<{ request: SignUpRequest; publications: Confirmed[] } | undefined> {
  const request = await openRequest(context, key, 'subscribe');
  const { reader: id } = request ?? {};
  if (!request || !id) return undefined;
  const address = await openAddress(context, id, request.requestedAt);
  const publications: Confirmed[] = [];
  for (const { id: publication, language } of context.publications) {
    if (!request.publications.includes(publication)) continue;
    const reads =
      address !== 'ended since' &&
      (await beginReading(context, request, { publication, id, language }, address));
    publications.push({ publication, result: reads ? 'reading' : 'ended since' });
  }
  await noteConfirmed(context, request);
  return { request, publications };
}

/** Opens an address that ended before they asked; not one that ended since, or of whom somebody complained: that is final. */
async function openAddress(
  { addresses }: ConfirmContext,
  id: string,
  requestedAt: Instant,
): Promise<Address | undefined | 'ended since'> {
  for (;;) {
    const address = await addresses.read(id);
    // Erased since, and opened anew by a later word: what was asked before that went with it.
    if (isErased(requestedAt, address)) return 'ended since';
    if (!address || !isEnded(address)) return address;
    if (address.state === 'complained' || endsWhatWasAgreed(address.ended, requestedAt)) return 'ended since';
    // Where that changes nothing, it ended otherwise in between: it is looked at again.
    await addresses.end(id, liftBefore(requestedAt, signedUp));
  }
}

async function beginReading(
  { readers, clock, newToken }: ConfirmContext,
  request: SignUpRequest,
  { publication, id, language }: Pick<Reader, 'publication' | 'id' | 'language'>,
  address: Address | undefined,
): Promise<boolean> {
  for (;;) {
    const before = await readStandingRow(readers, { publication, id }, address);
    if (before?.state === 'active') return true;
    if (before?.state === 'complained') return false;
    if (endsWhatWasAgreed(before?.ended ?? undefined, request.requestedAt)) return false;
    const now = clock.now();
    const { added } = await readers.add({
      publication,
      id,
      address: request.address,
      name: before?.name ?? null,
      state: 'active',
      token: before?.token ?? newToken(),
      language,
      agreed: agreedBy(request, now),
      joined: now,
      ended: before?.ended ?? null,
    });
    if (added) return true;
    // It ended, or began, between reading and writing: what stands now decides.
  }
}

function agreedBy(
  { requestedAt, form, letter, messageId }: SignUpRequest,
  confirmed: Instant,
): Reader['agreed'] {
  return {
    at: requestedAt,
    how: signedUp,
    confirmed,
    form,
    ...(letter === null ? {} : { letter }),
    ...(messageId === null ? {} : { messageId }),
  };
}

/** The worker may note in between what came of the mail: then it is noted on top of that. */
async function noteConfirmed({ requests, clock }: ConfirmContext, request: SignUpRequest): Promise<void> {
  for (let standing: SignUpRequest | undefined = request; standing && standing.state !== 'confirmed'; ) {
    const { state, attempt } = standing;
    if (await requests.change(request.id, { state, attempt }, { state: 'confirmed' })) return;
    standing = await requests.read(request.id, clock.now());
  }
}
