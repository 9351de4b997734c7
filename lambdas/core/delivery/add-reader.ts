import type { Clock } from '../clock.ts';
import { InvalidInputError } from '../errors.ts';
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

/**
 * Makes somebody an active reader. Who was one before keeps the token, so that leave links in old mails go on working.
 * @throws InvalidInputError for an address or name that cannot be written to.
 */
export async function addReader(
  context: AddReaderContext,
  { publication, address, name, language, how }: NewReader,
): Promise<{ reader: Reader; result: 'added' | 'already active' | 'active again' }> {
  const normal = normaliseAddress(address);
  checkName(name);
  const id = readerId(normal, await context.key.get());
  const before = await context.readers.read(publication, id);
  const { reader, added } = await context.readers.add({
    publication,
    id,
    address: normal,
    name,
    state: 'active',
    token: before?.token ?? context.newToken(),
    language,
    agreed: { at: context.clock.now(), how },
    ended: null,
  });
  if (!added) return { reader, result: 'already active' };
  return { reader, result: before ? 'active again' : 'added' };
}

function checkName(name: string | null): void {
  if (name === null || /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,100}$/u.test(name)) return;
  const expected = `one line of 1 to ${nameAtMost} characters, without control or direction characters`;
  throw new InvalidInputError('The reader', [
    {
      source: 'name',
      path: '',
      expected,
      found: JSON.stringify(name),
      todo: 'correct the name, or leave it out',
    },
  ]);
}
