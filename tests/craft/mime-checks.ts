import { type Check, unless } from './check.ts';
import { writtenIn } from './finding-text.ts';
import type { Message } from './message.ts';

/** Gmail cuts a message off after about 102 kB of HTML, and the leave link in the foot with it. */
const htmlBytes = 90_000;
const htmlEncodedBytes = 100_000;

/** The longest line that SMTP allows, and the longest that both encodings of parts allow, without line end. */
const longestLine = 998;
const longestBodyLine = 76;

/** What must hold of the message as bytes. */
export const mimeChecks: Check[] = [
  {
    name: 'two alternative parts, text first',
    find: ({ contentType, parts }) => [
      ...unless(contentType.startsWith('multipart/alternative'), `the message is ${contentType}`),
      ...unless(
        parts.map(({ type }) => type).join() === 'text/plain,text/html',
        `its parts are ${parts.map(({ type }) => type).join(', ')}`,
      ),
    ],
  },
  { name: 'both parts are UTF-8', find: ({ parts }) => parts.flatMap(charsetFaults) },
  { name: 'no control or replacement characters', find: characterFaults },
  {
    name: 'lines and bytes that every relay takes',
    find: ({ raw }) => lineFaults(raw.toString('latin1')),
  },
  {
    name: 'HTML that Gmail does not cut off',
    find: ({ parts }) => {
      const html = parts.find(({ type }) => type === 'text/html');
      const [decoded, encoded] = [html?.bytes.length ?? 0, html?.body.length ?? 0];
      return [
        ...unless(decoded <= htmlBytes, `the HTML has ${decoded} bytes, more than ${htmlBytes}`),
        ...unless(encoded <= htmlEncodedBytes, `encoded it has ${encoded}, more than ${htmlEncodedBytes}`),
      ];
    },
  },
];

function charsetFaults({ type, charset, bytes }: Message['parts'][number]): string[] {
  const isUtf8 = Buffer.from(bytes.toString('utf8')).equals(bytes);
  return [
    ...unless(charset === 'utf-8', `${type} has the charset "${charset}"`),
    ...unless(isUtf8, `${type} holds bytes that are not UTF-8`),
  ];
}

/** U+FFFD stands for half of a pair that somebody wrote; anywhere else it shows that text was cut through or misread. */
function characterFaults({ html, text, edition }: Message): string[] {
  const mayBeReplaced = writtenIn(edition).includes('\ufffd');
  return Object.entries({ html, text }).flatMap(([part, content]) => [
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    ...unless(!/[\0-\x08\x0b-\x1f\x7f-\x9f]/.test(content), `${part} holds a control character`),
    ...unless(content.isWellFormed(), `${part} holds half of a pair`),
    ...unless(mayBeReplaced || !content.includes('\ufffd'), `${part} holds U+FFFD`),
  ]);
}

function lineFaults(message: string): string[] {
  const lines = message.split('\r\n');
  const body = lines.slice(lines.indexOf(''));
  return [
    ...unless(!/[\r\n]/.test(message.replaceAll('\r\n', '')), 'a CR or LF stands alone'),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    ...unless(!/[^\x01-\x7f]/.test(message), 'a byte is not 7-bit'),
    ...unless(
      lines.every(line => line.length <= longestLine),
      `a line is over ${longestLine} bytes`,
    ),
    ...unless(
      body.every(line => line.length <= longestBodyLine),
      `a line of the body is over ${longestBodyLine} bytes`,
    ),
    ...body
      .filter(line => /^(?:\.|From )/.test(line))
      .map(line => `a line begins with "${line.slice(0, 5)}"`),
  ];
}
