import { CourantError, InvalidInputError, type Mistake } from '../../foundation/errors.ts';
import type { Clock, Instant } from '../../foundation/instant.ts';
import type { Addresses } from '../address.ts';
import { type Endings, everyPublication } from '../ending.ts';
import type { Reader, Readers } from '../reader.ts';
import { normaliseAddress, type ReaderIdKey, readerId } from '../reader-id.ts';
import { type Admission, admissionOf, type ReaderOf, type StaysAway, takeIn } from './admission.ts';

/** What adding a reader needs. */
export type AddReaderContext = {
  readers: Pick<Readers, 'read' | 'add' | 'end'>;
  addresses: Pick<Addresses, 'read' | 'end'>;
  /** Endings outside of the table, which may be from before them. */
  endings: Pick<Endings, 'ofReader'>;
  key: ReaderIdKey;
  clock: Clock;
  /** 22 random characters of base64url. */
  newToken: () => string;
};

/** The person to add, and when and how they agreed to it. */
export type NewReader = {
  publication: string;
  address: string;
  name: string | null;
  language: string;
  /** Null where nobody said: then it is now, for somebody who never was a reader. */
  agreed: Instant | null;
  how: string;
};

const nameAtMost = 100;
const howAtMost = 200;

/**
 * Makes somebody an active reader, also a former one who agreed after their subscription ended. Who reads already stays as they are.
 * @param again true if an operator knows that the mailbox works again after mail to it came back.
 * @returns `active again` for a former reader, `added` for a new one or one who had not confirmed.
 * @throws InvalidInputError with all mistakes at once; nothing was read or written.
 * @throws ReaderComplainedError, ReaderBouncedError, AgreementMissingError, EndedLaterError; nothing was written.
 *
 * @example
 * const { result } = await addReader(context, {
 *   publication: 'china-tech-controls',
 *   address: 'reader@mail.example',
 *   name: null,
 *   language: 'en',
 *   agreed: null,
 *   how: 'asked by letter on 2026-11-20',
 * });
 * console.log(result); // added
 */
export async function addReader(
  context: AddReaderContext,
  input: NewReader,
  { again = false }: { again?: boolean } = {},
): Promise<{ reader: Reader; result: 'added' | 'already active' | 'active again' }> {
  const now = context.clock.now();
  const mistakes = [...readerMistakes(input), ...aheadMistakes(input.agreed, now)];
  if (mistakes.length > 0) throw new InvalidInputError('The reader', mistakes);
  const { publication, name, language, how } = input;
  const address = normaliseAddress(input.address);
  const id = readerId(address, await context.key.get());
  const standing = {
    row: await context.readers.read(publication, id),
    address: await context.addresses.read(id),
    kept: [
      ...(await context.endings.ofReader(publication, id)),
      ...(await context.endings.ofReader(everyPublication, id)),
    ],
  };
  const admission = admissionOf(standing, { id }, { agreedAt: input.agreed, again });
  refuseEnded({ publication, id }, admission, input.agreed, again);
  if (admission.kind === 'known' && standing.row)
    return { reader: standing.row, result: results[admission.kind] };
  const agreed = { at: input.agreed ?? now, how };
  const { newToken } = context;
  const newcomer = { publication, id, address, name, language, agreed, joined: now, newToken };
  const { reader, came } = await takeIn(context, standing, newcomer);
  // It ended in between: a complaint is never written over, and leaving counts.
  refuseEnded({ publication, id }, came, agreed.at, again);
  return { reader, result: results[came.kind] };
}

const results = { new: 'added', again: 'active again', known: 'already active' } as const;

function refuseEnded(
  reader: ReaderOf,
  admission: Admission,
  agreed: Instant | null,
  again: boolean,
): asserts admission is Exclude<Admission, StaysAway> {
  if (admission.kind !== 'ended') return;
  if (admission.state === 'complained') throw new ReaderComplainedError(reader, admission);
  if (admission.state === 'bounced' && !again) throw new ReaderBouncedError(reader, admission);
  if (agreed === null) throw new AgreementMissingError(reader, admission);
  throw new EndedLaterError(reader, admission, agreed);
}

/** The subscription ended while it was about to begin anew, or later than the moment that was stated. Leaving counts. */
export class EndedLaterError extends CourantError {
  constructor(reader: ReaderOf, ending: StaysAway, agreedAt: Instant) {
    super(
      `The subscription of ${nameOf(reader)} ended ${endOf(ending)}; expected an ending before they agreed, at ${agreedAt}. Nothing was changed. ` +
        'Ask them. If they agreed after that, run the same command again with --agreed and that time, or that later date.',
    );
  }
}

/** A former reader comes back by an agreement that is later than the ending, and nobody said when they agreed. */
export class AgreementMissingError extends CourantError {
  constructor(reader: ReaderOf, ending: StaysAway) {
    super(
      `The subscription of ${nameOf(reader)} ended ${endOf(ending)}; expected when they agreed after that, found no date. Nothing was changed. ` +
        'If they did agree, run the same command again with --agreed and the date or time, such as --agreed 2026-11-20T14:30:00Z, and --how.',
    );
  }
}

/** A reader marked the mail as spam. That is final: another complaint could cost the sender every other reader's mail. */
export class ReaderComplainedError extends CourantError {
  constructor(reader: ReaderOf, ending: StaysAway) {
    super(
      `The ${nameOf(reader)} complained about the mail ${endOf(ending)}; expected a reader who did not. A complaint is final: ` +
        'nothing was changed. If they do want to read it, send them to the archive, or add another ' +
        'address that they ask for.',
    );
  }
}

/** Mail to a reader came back. Only spammers go on writing to addresses that do not work. */
export class ReaderBouncedError extends CourantError {
  constructor(reader: ReaderOf, ending: StaysAway) {
    super(
      `Mail to ${nameOf(reader)} came back ${endOf(ending)}, which ended the subscription; expected an address that takes mail. ` +
        "Nothing was changed. Ask them whether it works again. If it does, take the address off the account's SES suppression list, " +
        'and run the same command with --again, and --agreed with the date on which they said so.',
    );
  }
}

/** By id: errors may be logged, and no address may be. */
function nameOf({ id, publication }: ReaderOf): string {
  return `reader ${id} of ${publication}`;
}

function endOf({ at, how }: StaysAway): string {
  return at === null ? 'at an unknown time' : `at ${at} (${how})`;
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

/** The mistake of an address; none if it is one that can be written to. */
export function addressMistakes(address: string): readonly Mistake[] {
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

function aheadMistakes(agreed: Instant | null, now: Instant): Mistake[] {
  if (agreed === null || agreed <= now) return [];
  const expected = `a time that is not in the future: it is ${now}`;
  const todo = 'state when they did agree, or look whether the clock of this machine is right';
  return [{ source: 'agreed', path: '', expected, found: agreed, todo }];
}
