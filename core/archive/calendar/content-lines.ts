/** So many octets fit a line, without its end (RFC 5545, 3.1). */
const octetsAtMost = 75;

/** A property of a calendar. Parameters come in the order given; their values are quoted where they must be. */
export type Property = {
  name: string;
  parameters?: Readonly<Record<string, string>>;
  /** As it stands in the file: texts are escaped before. */
  value: string;
};

/** Writes properties as lines of a calendar, each ended by CRLF and folded by octets, never within a character. */
export function contentLines(properties: readonly Property[]): string {
  return properties.map(property => `${folded(lineOf(property))}\r\n`).join('');
}

/** A text as calendars take it: control characters, which they cannot hold, become spaces. */
export function calendarText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n|[\r\n]/g, '\n')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replace(/\p{Cc}/gu, ' ');
}

function lineOf({ name, parameters = {}, value }: Property): string {
  const given = Object.entries(parameters).map(([key, text]) => `;${key}=${parameterOf(text)}`);
  return `${name}${given.join('')}:${value}`;
}

/** Nothing can stand for a quotation mark there. */
function parameterOf(text: string): string {
  const plain = text.replace(/\p{Cc}|"/gu, ' ');
  return /[:;,]/.test(plain) ? `"${plain}"` : plain;
}

function folded(line: string): string {
  const lines: string[] = [];
  let [current, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > octetsAtMost) {
      lines.push(current);
      // The space that marks a folded line counts.
      [current, octets] = ['', 1];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n ');
}
