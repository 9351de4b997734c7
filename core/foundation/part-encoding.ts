import * as base64 from 'nodemailer/lib/base64';
import * as quotedPrintable from 'nodemailer/lib/qp';

/** How the characters of a part travel through mail, which knows seven bits a byte and short lines only. */
export type PartEncoding = 'quoted-printable' | 'base64';

/**
 * The encoding in which a part is smaller: quoted-printable for Latin script, where it can also be read as it is; base64
 * where it takes less, as for Chinese. It is the same for every reader of an edition: readers' fields have a fixed length
 * and no characters that quoted-printable changes, so they add the same to either size.
 */
export function partEncodingOf(part: string): PartEncoding {
  const lengths = lengthsOf(part);
  return lengths.base64 < lengths['quoted-printable'] ? 'base64' : 'quoted-printable';
}

/** Bytes that a part takes as it travels, in the encoding in which it is smaller. */
export function encodedLength(part: string): number {
  return Math.min(...Object.values(lengthsOf(part)));
}

function lengthsOf(part: string): Record<PartEncoding, number> {
  const content = mailLines(part);
  return {
    base64: base64Body(content).length,
    'quoted-printable': quotedPrintableBody(content).length,
  };
}

/** What a part holds when it is encoded: its text with the line ends of mail. */
export function mailLines(part: string): string {
  return part.replace(/\r?\n/g, '\r\n');
}

/**
 * What begins a line that mail systems change: old mailboxes put a `>` before `From `, and where a full stop is forgotten to be doubled
 * a line loses it, or the message ends there.
 */
const changedOnTheWay = /^(?:\.|From )/;

/** A part as it stands in a message in quoted-printable, no line of which mail systems change. */
export function quotedPrintableBody(content: string): string {
  let encoded = quotedPrintable.encode(content);
  for (;;) {
    const lines = quotedPrintable.wrap(encoded).split('\r\n');
    const safe = lines.map(line => (changedOnTheWay.test(line) ? asCode(line) : line));
    if (safe.every((line, index) => line === lines[index])) return lines.join('\r\n');
    // A code is longer than what it stands for: lines are cut anew, and others may begin with it then.
    encoded = safe.join('\r\n').replaceAll('=\r\n', '');
  }
}

function asCode(line: string): string {
  return `=${line.charCodeAt(0).toString(16).toUpperCase()}${line.slice(1)}`;
}

/** A part as it stands in a message in base64: lines of `base64LineLength`, no line end behind the last one. */
export function base64Body(content: string): string {
  return base64.wrap(base64.encode(content), base64LineLength);
}

/** Characters in a line of base64; a whole number of groups of four. */
export const base64LineLength = 76;
