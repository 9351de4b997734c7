import { readerIdLength, tokenLength } from './reader.ts';

/** What a leave link says: which publication's it is, and whose. */
export type LeaveLink = { publication: string; id: string; token: string };

const wholeKey = new RegExp(`^([0-9a-f]{${readerIdLength}})([A-Za-z0-9_-]{${tokenLength}})`, 'i');

/**
 * Reads the path of a leave link, also of one that was changed on its way. Id and token are fixed in length and made of few
 * characters, so what is not of the link can be told from it: whatever stands behind the key (a full stop, a bracket, `&gt;`, a slash,
 * the next word) and what cannot stand in it (line breaks, `=` of quoted-printable, invisible characters). Publication and id count in
 * either case; the token is taken as it is.
 *
 * @param path of the URL, percent-encoded or not.
 * @returns undefined for what has not the form of a leave link. Whether it is anybody's, only the reader's row can tell.
 *
 * @example
 * readLeavePath('/leave/weekly/0123456789ABCDEF0123456789ABCDEFaaaaaaaaaaaaaaaaaaaaaa%3E.')?.id; // 0123456789abcdef0123456789abcdef
 */
export function readLeavePath(path: string): LeaveLink | undefined {
  const [before, room, publication = '', ...rest] = decoded(path).split('/');
  if (before !== '' || room !== 'leave') return undefined;
  const key = wholeKey.exec(rest.join('').replace(/[^\w-]/g, ''));
  const [, id = '', token = ''] = key ?? [];
  return key
    ? { publication: publication.toLowerCase().replace(/[^a-z0-9-]/g, ''), id: id.toLowerCase(), token }
    : undefined;
}

/** Decodes what can be decoded: a broken sequence behind the key must not spoil the key. */
function decoded(path: string): string {
  return path.replace(/(%[0-9a-f]{2})+/gi, sequence => {
    try {
      return decodeURIComponent(sequence);
    } catch {
      return sequence.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);
    }
  });
}
