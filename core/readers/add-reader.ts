import { CourantError, InvalidInputError, type Mistake } from '../foundation/errors.ts';
import type { Clock, Instant } from '../foundation/instant.ts';
import { type Address, type Addresses, isErased, liftBefore } from './address.ts';
import { endsWhatWasAgreed } from './ending.ts';
import type { Reader, Readers } from './reader.ts';
import { normaliseAddress, type ReaderIdKey, readerId } from './reader-id.ts';
import { readStandingRow } from './standing-row.ts';

/** What adding a reader needs. */
export type AddReaderContext = {
  readers: Pick<Readers, 'read' | 'add' | 'end'>;
  addresses: Pick<Addresses, 'read' | 'end'>;
  key: ReaderIdKey;
  clock: Clock;
  /** 22 random characters of base64url. */
  newToken: () => string;
};

/** The person to add, and how they agreed to it. */
export type NewReader = {
  publication: string;
  address: string;
  name: string | null;
  language: string;
  how: string;
  /** When they agreed, if that was before now. */
  agreed?: Instant | null;
};

const nameAtMost = 100;
const howAtMost = 200;

/**
 * Makes somebody an active reader. A former reader keeps the token, so that leave links in old mails go on working, and keeps
 * `ended`, which then says when and why the earlier subscription ended.
 * @param again true if an operator knows that the mailbox works again after mail to it came back.
 * @returns `active again` for a former reader, `added` for a new one or one who had not confirmed.
 * @throws InvalidInputError with all mistakes at once; nothing was read or written.
 * @throws ReaderComplainedError, ReaderBouncedError; nothing was written.
 *
 * @example
 * const { result } = await addReader(context, {
 *   publication: 'china-tech-controls',
 *   address: 'reader@mail.example',
 *   name: null,
 *   language: 'en',
 *   how: 'asked by letter on 2026-11-20',
 * });
 * console.log(result); // added
 */
export async function addReader(
  context: AddReaderContext,
  input: NewReader,
  { again = false }: { again?: boolean } = {},
): Promise<{ reader: Reader; result: 'added' | 'already active' | 'active again' }> {
  const mistakes = readerMistakes(input);
  if (mistakes.length > 0) throw new InvalidInputError('The reader', mistakes);
  const { publication, name, language, how } = input;
  const address = normaliseAddress(input.address);
  const id = readerId(address, await context.key.get());
  const standing = await context.addresses.read(id);
  const before = await readStandingRow(context.readers, { publication, id }, standing);
  if (before) refuseEnded(before, again);
  const joined = context.clock.now();
  const agreed = { at: input.agreed ?? joined, how };
  if (before?.state !== 'active' && before?.ended && endsWhatWasAgreed(before.ended, agreed.at))
    throw new EndedLaterError(before, agreed.at);
  if (standing?.erased !== undefined && isErased(agreed.at, standing))
    throw new EndedLaterError({ publication, id, ended: { at: standing.erased, how: 'erased' } }, agreed.at);
  const opened = await openAddress(context, publication, id, agreed, again);
  const { reader, added } = await context.readers.add({
    publication,
    id,
    address,
    name,
    state: 'active',
    token: before?.token ?? context.newToken(),
    language,
    agreed,
    joined,
    ended: before?.ended ?? null,
  });
  if (added) return { reader, result: before && before.state !== 'pending' ? 'active again' : 'added' };
  // A complaint may have come in between; it is never written over.
  refuseEnded(reader, again);
  if (reader.state !== 'active') throw new EndedLaterError(reader, agreed.at);
  return { reader, result: opened ? 'active again' : 'already active' };
}

/**
 * Opens an address that ended for every publication, where an operator knows that its mailbox works again; whether that was needed. Before
 * the reader is added, who would get no mail otherwise.
 */
async function openAddress(
  { addresses }: Pick<AddReaderContext, 'addresses'>,
  publication: string,
  id: string,
  { at, how }: Reader['agreed'],
  again: boolean,
): Promise<boolean> {
  const address = await addresses.read(id);
  if (!address || address.state === 'lifted') return false;
  refuseAddress(publication, address, again);
  if (endsWhatWasAgreed(address.ended, at))
    throw new EndedLaterError({ publication, id, ended: address.ended }, at);
  await addresses.end(id, liftBefore(at, how));
  const now = await addresses.read(id);
  if (!now || now.state === 'lifted') return true;
  // A complaint came in between, or the mail came back after they agreed.
  refuseAddress(publication, now, true);
  throw new EndedLaterError({ publication, id, ended: now.ended }, at);
}

/** Who was erased comes back by a word of their own as anybody does; an operator has it, who adds them. */
function refuseAddress(publication: string, { id, state, ended }: Address, again: boolean): void {
  const reader = { publication, id, ended };
  if (state === 'complained') throw new ReaderComplainedError(reader);
  if (state === 'bounced' && !again) throw new ReaderBouncedError(reader);
}

function refuseEnded(reader: Reader, again: boolean): void {
  if (reader.state === 'complained') throw new ReaderComplainedError(reader);
  if (reader.state === 'bounced' && !again) throw new ReaderBouncedError(reader);
}

type EndedReader = Pick<Reader, 'publication' | 'id' | 'ended'>;

/** The subscription ended while it was about to begin anew, or later than the moment that was stated. Leaving counts. */
export class EndedLaterError extends CourantError {
  constructor(reader: EndedReader, agreedAt: string) {
    super(
      `The subscription of ${nameOf(reader)} ended ${endOf(reader)}; expected an ending before they agreed, at ${agreedAt}. Nothing was changed. ` +
        'Ask them. If they agreed after that, run the same command again, on a machine whose clock is right.',
    );
  }
}

/** A reader marked the mail as spam. That is final: another complaint could cost the sender every other reader's mail. */
export class ReaderComplainedError extends CourantError {
  constructor(reader: EndedReader) {
    super(
      `The ${nameOf(reader)} complained about the mail ${endOf(reader)}; expected a reader who did not. A complaint is final: ` +
        'nothing was changed, and nothing can be. If they do want to read it, send them to the archive, or add another ' +
        'address that they ask for.',
    );
  }
}

/** Mail to a reader came back. Only spammers go on writing to addresses that do not work. */
export class ReaderBouncedError extends CourantError {
  constructor(reader: EndedReader) {
    super(
      `Mail to ${nameOf(reader)} came back ${endOf(reader)}, which ended the subscription; expected an address that takes mail. ` +
        "Nothing was changed. Ask them whether it works again. If it does, take the address off the account's SES suppression list, " +
        'and run the same command with --again.',
    );
  }
}

/** By id: errors may be logged, and no address may be. */
function nameOf({ id, publication }: EndedReader): string {
  return `reader ${id} of ${publication}`;
}

function endOf({ ended }: EndedReader): string {
  return ended ? `at ${ended.at} (${ended.how})` : 'at an unknown time';
}

/** All mistakes in what a person wrote about a reader; an empty list if the reader can be added. */
export function readerMistakes({
  address,
  name,
  how,
}: Pick<NewReader, 'address' | 'name' | 'how'>): Mistake[] {
  return [
    ...addressMistakes(address),
    ...lineMistakes('name', name, nameAtMost, 'correct the name, or leave it out'),
    ...lineMistakes('how', how, howAtMost, 'say in one line how they agreed'),
  ];
}

function addressMistakes(address: string): readonly Mistake[] {
  try {
    normaliseAddress(address);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.mistakes;
    throw error;
  }
}

/** Control and direction characters could change what a header field or a terminal shows. */
function lineMistakes(source: string, text: string | null, atMost: number, todo: string): Mistake[] {
  const isLine = text === null || /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+$/u.test(text);
  if (isLine && (text === null || (text.trim() !== '' && Array.from(text).length <= atMost))) return [];
  const expected = `one line of 1 to ${atMost} characters, without control or direction characters`;
  return [{ source, path: '', expected, found: JSON.stringify(text), todo }];
}
