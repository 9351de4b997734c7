import { columnsOf } from '../../core/foundation/wrap.ts';
import { type Check, unless } from './check.ts';
import { correctionItems, dayItems, factItems, type Item, sourceItems, wordsFor } from './content.ts';
import {
  type Counted,
  countFaults,
  dense,
  itemsIn,
  oursIn,
  saysTogether,
  writtenIn,
} from './finding-text.ts';
import type { Message } from './message.ts';

/** Columns that every program shows without folding the line itself. */
const columns = 78;
/** An hour's reading; what does not fit is on the page. */
const textBytes = 60_000;
const linkLine = /^(https:|mailto:)\S+$/;

/** What is left where a template or a program failed. */
const leftovers = ['{{', '}}', 'undefined', '[object', 'NaN', 'null', '&amp;', '&#', '&quot;', '&lt;'];

/** What must hold of the text part, and of what both parts say. */
export const textChecks: Check[] = [
  {
    name: 'the text part holds every fact, or counts the rest where there is a page',
    find: message => lacking(factItems(message.edition), 'facts', message),
  },
  {
    name: 'the text part holds every correction',
    find: message => lacking(correctionItems(message.edition), 'corrections', message),
  },
  {
    name: 'a text part that can be read in an hour where there is a page',
    find: ({ text, edition }) =>
      unless(
        edition.links.web === null || Buffer.byteLength(text) <= textBytes,
        `the text has ${Buffer.byteLength(text)} bytes, more than ${textBytes}`,
      ),
  },
  {
    name: 'the text part holds the days ahead, and none beyond 90 days',
    find: message => [
      ...lacking(dayItems(message.edition), 'daysAhead', message),
      ...dayItems(message.edition, false)
        .filter(({ pieces, known }) => saysTogether(dense(message.text), pieces.slice(0, known)).length === 0)
        .map(({ name }) => `${name} is too far ahead`),
    ],
  },
  {
    name: 'the text part holds every source',
    find: message => lacking(sourceItems(message.edition), 'sources', message),
  },
  {
    name: 'the text part holds no other fact',
    find: ({ text, edition }) => {
      const items = [...factItems(edition), ...correctionItems(edition)];
      const known = new Set(items.flatMap(({ pieces, known }) => pieces.slice(0, known)));
      const written = dense(writtenIn(edition));
      return [...text.matchAll(/(?:· |^ {2})(\d+-\d{2,})$/gm)]
        .filter(([, number = '']) => !known.has(number) && !written.includes(number))
        .map(([, number]) => `there is a fact ${number} that the digest does not have`);
    },
  },
  { name: 'the links of the text part are those of the edition', find: linkFaults },
  {
    name: 'lines of text that need no folding',
    find: ({ text }) =>
      text
        .split('\n')
        .filter(line => !linkLine.test(line) && columnsOf(line) > columns)
        .map(line => `${columnsOf(line)} columns: ${line.slice(0, 40)}`),
  },
  {
    name: 'no traces of templates and programs',
    find: message => [
      ...traces('text', dense(message.text), message),
      ...traces('HTML', dense(message.dom('body').text()), message),
      ...traces('attributes', attributesOf(message), message),
    ],
  },
  {
    name: 'no tags in the text part',
    find: ({ text, edition }) => {
      const written = writtenIn(edition);
      return [...text.matchAll(/<\/?[a-z][^>\n]*>?/gi)]
        .filter(([tag]) => !written.includes(dense(tag)) && !written.includes(dense(tag).slice(0, 8)))
        .map(([tag]) => `there is ${tag}`);
    },
  },
  {
    name: 'the foot of the text part',
    find: ({ text, edition }) => {
      const { foot } = wordsFor(edition);
      const { postalAddress, replyTo } = edition.publication;
      const why = foot.why.split('{')[0] ?? '';
      const end = dense(text).slice(-2500);
      const { leave, subscribe, privacy } = edition.links;
      return [why, postalAddress, replyTo, leave, subscribe, privacy]
        .filter(piece => !end.includes(dense(piece)))
        .map(piece => `the foot lacks "${piece}"`);
    },
  },
];

/** What is missing is counted, and only where there is a page that has it. */
function lacking(items: readonly Item[], what: Counted, { text, edition }: Message): string[] {
  const all = dense(text);
  const shown = edition.links.web === null ? items : itemsIn(items, all);
  return [
    ...shown.flatMap(({ name, pieces, links }) =>
      [...saysTogether(all, pieces), ...links.filter(link => !all.includes(link))].map(
        piece => `${name} lacks "${piece.slice(0, 60)}"`,
      ),
    ),
    ...countFaults(what, items.length - shown.length, text, edition),
  ];
}

function linkFaults({ text, edition }: Message): string[] {
  const { leave, web, archive, subscribe, privacy } = edition.links;
  const shown = [factItems, correctionItems, sourceItems]
    .flatMap(of => itemsIn(of(edition), dense(text)))
    .flatMap(({ links }) => links);
  const numbers = web && `${web}#fact-NUMBER`;
  const expected = new Set(
    [...shown, leave, web, archive, numbers, subscribe, privacy].filter(link => link !== null),
  );
  const found = new Set(text.split('\n').filter(line => linkLine.test(line) && line.startsWith('https:')));
  return [
    ...[...expected].filter(link => !found.has(link)).map(link => `there is no line ${link}`),
    ...[...found]
      .filter(link => !expected.has(link))
      .map(link => `there is a line ${link}, which is not of this edition`),
  ];
}

/** What people wrote may look like a trace; it is none. */
function traces(part: string, text: string, { edition }: Message): string[] {
  const written = writtenIn(edition);
  return leftovers.flatMap(trace =>
    oursIn(text, trace, written)
      .slice(0, 1)
      .map(at => `${part}: "${text.slice(Math.max(0, at - 20), at + 30)}"`),
  );
}

function attributesOf({ dom }: Message): string {
  return dom('body *')
    .toArray()
    .flatMap(element => Object.values(element.attribs))
    .map(dense)
    .join('\n');
}
