import type { Clock } from '../clock.ts';
import { InvalidInputError, type Mistake } from '../errors.ts';
import type { Readers } from '../ports.ts';
import type { Reader } from './reader.ts';
import { normaliseAddress, type ReaderIdKey, readerId } from './reader-id.ts';

/** What adding a reader needs. */
export type AddReaderContext = {
  readers: Pick<Readers, 'read' | 'add'>;
  key: ReaderIdKey;
  clock: Clock;
  /** 22 random characters of base64url. */
  newToken: () => string;
};

/** Who is to be added, and how they agreed to it. */
export type NewReader = {
  publication: string;
  address: string;
  name: string | null;
  language: string;
  how: string;
};

const nameAtMost = 100;
const howAtMost = 200;

/**
 * Makes somebody an active reader. Who was one before keeps the token, so that leave links in old mails go on working.
 * @returns `active again` for who was a reader before, `added` for who never was more than asked to confirm.
 * @throws InvalidInputError with every mistake at once; then nothing was read or written.
 */
export async function addReader(
  context: AddReaderContext,
  input: NewReader,
): Promise<{ reader: Reader; result: 'added' | 'already active' | 'active again' }> {
  const mistakes = readerMistakes(input);
  if (mistakes.length > 0) throw new InvalidInputError('The reader', mistakes);
  const { publication, name, language, how } = input;
  const address = normaliseAddress(input.address);
  const id = readerId(address, await context.key.get());
  const before = await context.readers.read(publication, id);
  const { reader, added } = await context.readers.add({
    publication,
    id,
    address,
    name,
    state: 'active',
    token: before?.token ?? context.newToken(),
    language,
    agreed: { at: context.clock.now(), how },
    ended: null,
  });
  if (!added) return { reader, result: 'already active' };
  return { reader, result: before && before.state !== 'pending' ? 'active again' : 'added' };
}

/** Everything that is wrong with what a person wrote of a reader; none when they can be added. */
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
