import { base64Body, base64LineLength, mailLines, type PartEncoding } from '../foundation/part-encoding.ts';
import type { Base64Place, Place } from './places.ts';
import { type FieldName, fieldNames, type ReaderFields } from './reader-fields.ts';

/** Bytes that a group of four characters of base64 carries, and that a whole line of it does. */
const groupBytes = 3;
const lineBytes = (base64LineLength / 4) * groupBytes;

/**
 * Finds the markers in an encoded message: in headers, in quoted-printable, and in the parts that are base64.
 * @param parts the parts of the message in their order, as they were before they were encoded.
 * @returns the places by their position; as many characters of each field as the encoded message holds.
 */
export function findPlaces(
  message: string,
  parts: readonly { content: string; encoding: PartEncoding }[],
  markers: ReaderFields,
): Place[] {
  const places = fieldNames.flatMap(field => plainPlaces(field, markers[field], message));
  let from = 0;
  for (const { content, encoding } of parts) {
    if (encoding !== 'base64') continue;
    const bytes = Buffer.from(mailLines(content));
    const body = base64Body(mailLines(content));
    const at = message.indexOf(`\r\n\r\n${body}\r\n`, from) + 4;
    places.push(...fieldNames.flatMap(field => base64Places(field, markers[field], bytes, at)));
    from = at + body.length;
  }
  return places.sort((a, b) => a.at - b.at);
}

/** Finds a marker also where soft line breaks of quoted-printable divide it. */
function plainPlaces(field: FieldName, marker: string, message: string): Place[] {
  const divided = new RegExp([...marker].join('(?:=\\r\\n)?'), 'g');
  return [...message.matchAll(divided)].flatMap(found => {
    let from = 0;
    let at = found.index;
    return found[0].split('=\r\n').map(piece => {
      const place: Place = { field, encoding: 'none', at, length: piece.length, from };
      from += piece.length;
      at += piece.length + 3;
      return place;
    });
  });
}

/** @param body where in the message the base64 of the bytes begins. */
function base64Places(field: FieldName, marker: string, bytes: Buffer, body: number): Base64Place[] {
  const places: Base64Place[] = [];
  for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + marker.length)) {
    const end = at + marker.length;
    for (let begin = at; begin < end; begin = lineEndAfter(begin)) {
      const part = { from: begin, to: Math.min(end, lineEndAfter(begin)) };
      places.push({ field, ...base64Place(bytes, part, body), start: part.from - at, end: part.to - at });
    }
  }
  return places;
}

/** The first byte that stands on the next line. */
function lineEndAfter(byte: number): number {
  return (Math.floor(byte / lineBytes) + 1) * lineBytes;
}

/** The groups that carry some bytes of one line, and the neighbours that they carry too. */
function base64Place(
  bytes: Buffer,
  { from, to }: { from: number; to: number },
  body: number,
): Omit<Base64Place, 'field' | 'start' | 'end'> {
  const first = Math.floor(from / groupBytes) * groupBytes;
  const last = Math.min(Math.ceil(to / groupBytes) * groupBytes, bytes.length);
  const lineBreaks = 2 * Math.floor(first / lineBytes);
  return {
    encoding: 'base64',
    at: body + (first / groupBytes) * 4 + lineBreaks,
    length: Math.ceil((last - first) / groupBytes) * 4,
    before: bytes.toString('latin1', first, from),
    after: bytes.toString('latin1', to, last),
  };
}
