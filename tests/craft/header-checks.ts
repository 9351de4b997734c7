import { columnsOf } from '../../core/foundation/wrap.ts';
import { type Check, unless } from './check.ts';
import { headerValue, type Message } from './message.ts';

const required = [
  'from',
  'to',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'auto-submitted',
  'content-language',
];

/** Of an encoded word, by RFC 2047. */
const longestEncodedWord = 75;

/** What must hold of the message's header. */
export const headerChecks: Check[] = [
  {
    name: 'each header once',
    find: ({ headers }) => {
      const count = Map.groupBy(headers, ({ name }) => name);
      return [
        ...required.filter(name => !count.has(name)).map(name => `there is no ${name}`),
        // SES refuses a message with two of one; none of ours may stand there twice.
        ...[...count].filter(([, all]) => all.length > 1).map(([name]) => `${name} stands there twice`),
      ];
    },
  },
  {
    name: 'one reader',
    find: ({ headers, mail, edition }) => {
      const to = [mail.to ?? []].flat().flatMap(({ value }) => value);
      return [
        ...unless(
          to.length === 1 && to[0]?.address === edition.reader.address,
          `To is ${to.map(({ address }) => address).join(', ')}`,
        ),
        ...unless(to[0]?.name === (edition.reader.name ?? ''), `the name in To is "${to[0]?.name}"`),
        ...headers
          .filter(({ name }) => /^(cc|bcc|resent-.*)$/.test(name))
          .map(({ name }) => `there is a ${name}`),
      ];
    },
  },
  { name: 'encoded words', find: encodedWordFaults },
  {
    name: 'subject as it was sealed',
    find: ({ mail, edition }) => [
      ...unless(mail.subject === edition.subject, `the subject is "${mail.subject}"`),
      ...unless(columnsOf(edition.subject) <= 100, `the subject has ${columnsOf(edition.subject)} columns`),
    ],
  },
  {
    name: 'leaving with one click',
    find: ({ headers, edition }) => {
      const link = headerValue(headers, 'list-unsubscribe');
      return [
        ...unless(link === `<${edition.links.leave}>`, `List-Unsubscribe is ${link}`),
        ...unless(/^<https:\/\/[^\s<>]+>$/.test(link), 'List-Unsubscribe is not one https link'),
        ...unless(
          headerValue(headers, 'list-unsubscribe-post') === 'List-Unsubscribe=One-Click',
          `List-Unsubscribe-Post is ${headerValue(headers, 'list-unsubscribe-post')}`,
        ),
      ];
    },
  },
  {
    name: 'leave link on one line',
    find: ({ raw, edition }) =>
      unless(
        raw.toString('latin1').includes(`\r\nList-Unsubscribe: <${edition.links.leave}>\r\n`),
        'List-Unsubscribe is folded',
      ),
  },
  {
    name: 'a list that names itself',
    find: ({ headers, edition: { publication, links } }) => {
      const domain = publication.from.address.split('@')[1];
      const expected: Record<string, string> = {
        'list-archive': links.archive === null ? '' : `<${links.archive}>`,
        'list-help': `<${links.privacy}>`,
        'auto-submitted': 'auto-generated',
        'content-language': publication.language,
        // SES's own, and what some list programs add: not ours to say.
        'feedback-id': '',
        'in-reply-to': '',
        references: '',
      };
      const id = headerValue(headers, 'list-id');
      return [
        ...unless(id.endsWith(` <${publication.id}.${domain}>`), `list-id is "${id}"`),
        ...unless(phraseOf(id) === publication.title, `list-id names "${phraseOf(id)}"`),
        ...Object.entries(expected)
          .filter(([name, value]) => headerValue(headers, name) !== value)
          .map(([name]) => `${name} is "${headerValue(headers, name)}"`),
      ];
    },
  },
  {
    name: 'no address of a reader but in To',
    find: ({ raw, edition: { reader } }) => {
      const [local = ''] = reader.address.split('@');
      const places = raw.toString('latin1').split(local).length - 1;
      return unless(places === 1, `the reader's address stands in ${places} places`);
    },
  },
];

function encodedWordFaults({ raw }: Message): string[] {
  const head = raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
  return [...head.matchAll(/=\?([^?\s]+)\?([BQ])\?([^?\s]*)\?=/gi)].flatMap(
    ([word, charset, kind, text = '']) => {
      const bytes = kind?.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : fromQ(text);
      return [
        ...unless(word.length <= longestEncodedWord, `${word.slice(0, 30)}… has ${word.length} characters`),
        ...unless(charset?.toLowerCase() === 'utf-8', `${word} is in ${charset}`),
        ...unless(Buffer.from(bytes.toString('utf8')).equals(bytes), `${word} cuts through a character`),
      ];
    },
  );
}

function fromQ(text: string): Buffer {
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** What a header says before an address, as readers see it. */
function phraseOf(value: string): string {
  return value
    .replace(/ <[^<]*>$/, '')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=(?: (?==\?))?/g, (_, text: string) =>
      Buffer.from(text, 'base64').toString(),
    )
    .replace(/^"|"$/g, '')
    .replace(/\\(.)/g, '$1');
}
