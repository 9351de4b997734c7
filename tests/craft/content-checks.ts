import { columnsOf } from '../../core/foundation/wrap.ts';
import { type Check, unless } from './check.ts';
import {
  contentLinks,
  correctionItems,
  dayItems,
  factItems,
  type Item,
  sourceItems,
  wordsFor,
} from './content.ts';
import { type Counted, countFaults, dense, itemsIn, placesOf, saysTogether } from './finding-text.ts';
import type { Message } from './message.ts';

/** Services that hide where a link leads. */
const shorteners = /(^|\.)(bit\.ly|t\.co|goo\.gl|tinyurl\.com|ow\.ly|is\.gd|buff\.ly|t\.cn|url\.cn|dwz\.cn)$/;
/** The characters that pad a preheader so that mail programs show nothing behind it; filters count them against the sender. */
const padding = /(?:\u00ad|\u034f|[\u200b-\u200f]|\u2007|\u00a0|\ufeff){2,}/;

/** What the HTML part says, and where it leads. */
export const contentChecks: Check[] = [
  {
    name: 'the HTML part holds every fact, or counts the rest',
    find: message => faultsOf(factItems(message.edition), 'facts', message),
  },
  {
    name: 'the HTML part holds every correction, or counts the rest',
    find: message => faultsOf(correctionItems(message.edition), 'corrections', message),
  },
  {
    name: 'the HTML part holds the days ahead, or counts the rest, and none beyond 90 days',
    find: message => [
      ...faultsOf(dayItems(message.edition), 'daysAhead', message),
      ...shownOf(dayItems(message.edition, false), message).map(({ name }) => `${name} is too far ahead`),
    ],
  },
  { name: 'the HTML part holds every source of what it holds, or counts the rest', find: sourceFaults },
  { name: 'links lead where they say', find: linkFaults },
  { name: 'a preheader that adds to the subject', find: preheaderFaults },
  {
    name: 'a leave link near the top and one in the foot',
    find: ({ html, edition }) => {
      const places = placesOf(edition.links.leave, html);
      return [
        ...unless((places[0] ?? Number.POSITIVE_INFINITY) < 10_000, 'no leave link in the first 10 kB'),
        ...unless(html.length - (places.at(-1) ?? 0) < 3000, 'no leave link in the foot'),
      ];
    },
  },
  {
    name: 'the foot of the HTML part',
    find: ({ dom, edition }) => {
      const { publication, links } = edition;
      const why = wordsFor(edition).foot.why.split('{')[0] ?? '';
      const end = dense(dom('body').text()).slice(-1500);
      const hrefs = hrefsOf(dom).map(([href]) => href);
      return [
        ...[why, publication.postalAddress]
          .filter(piece => !end.includes(dense(piece)))
          .map(piece => `the foot lacks "${piece}"`),
        ...unless(
          hrefs.some(href => href.startsWith(`mailto:${publication.replyTo}`)),
          'no link to report an error by',
        ),
        ...unless(links.archive === null || hrefs.includes(links.archive), 'no link to the archive'),
        ...unless(hrefs.includes(links.subscribe), 'no link to the form'),
        ...unless(hrefs.includes(links.privacy), 'no link to what is kept of readers'),
      ];
    },
  },
  { name: 'text in another language says so', find: languageFaults },
];

/** What of some items the HTML has, whole or not. */
function shownOf(items: readonly Item[], { dom }: Message): Item[] {
  return itemsIn(items, dense(dom('body').text()));
}

/** An item is in the HTML whole or not at all; those that are not there are counted, and it is said where they are. */
function faultsOf(items: readonly Item[], what: Counted, message: Message): string[] {
  const { dom, edition } = message;
  const text = dom('body').text();
  const all = dense(text);
  const shown = shownOf(items, message);
  const left = items.length - shown.length;
  const hrefs = hrefsOf(dom).map(([href]) => href);
  const { web } = edition.links;
  return [
    ...shown.flatMap(({ name, pieces, links, linksInWords }) =>
      [
        ...saysTogether(all, pieces),
        ...[...links, ...linksInWords].filter(link => !hrefs.includes(link)),
      ].map(piece => `${name} lacks "${piece.slice(0, 60)}"`),
    ),
    ...countFaults(what, left, text, edition),
    ...unless(
      left === 0 ||
        web === null ||
        hrefs.some(href => href.split('#')[0] === web && !href.includes('#fact-')),
      `${what} are missing, and no link leads to them`,
    ),
  ];
}

/** Those that an item names are there in any case. */
function sourceFaults(message: Message): string[] {
  const { edition } = message;
  const sources = sourceItems(edition);
  const items = [...shownOf(factItems(edition), message), ...shownOf(correctionItems(edition), message)];
  const named = new Set(items.flatMap(item => item.sources));
  const shown = new Set(shownOf(sources, message).map(({ name }) => name));
  return [
    ...faultsOf(sources, 'sources', message),
    ...sources
      .filter(({ name, sources: [letter = ''] }) => named.has(letter) && !shown.has(name))
      .map(({ name }) => `${name} is missing`),
  ];
}

function linkFaults({ dom, edition }: Message): string[] {
  const { leave, web, archive, subscribe, privacy } = edition.links;
  const own = new Set([leave, web, archive, subscribe, privacy, ...contentLinks(edition).all]);
  return hrefsOf(dom).flatMap(([href, text]) => {
    if (href.startsWith('mailto:')) {
      return unless(/^mailto:[^\s?]+(\?subject=[^&\s]*)?$/.test(href), `${href} is no plain address`);
    }
    const url = URL.parse(href);
    const host = url?.hostname ?? '';
    const named = /^(?:https?:\/\/|www\.)([^\s/]+)/.exec(text)?.[1];
    return [
      ...unless(url?.protocol === 'https:', `${href} is not https`),
      ...unless(
        own.has(href) || (web !== null && href.startsWith(`${web}#`)),
        `${href} is neither ours nor a source's`,
      ),
      ...unless(!shorteners.test(host) && !/^[\d.[\]:]+$/.test(host), `${href} hides where it leads`),
      ...unless(named === undefined || named === host, `"${text}" leads to ${host}`),
      ...unless(text !== '', `${href} has no text`),
    ];
  });
}

function preheaderFaults({ dom, edition }: Message): string[] {
  const first = dom('body')
    .contents()
    .filter((_, node) => dom(node).text().trim() !== '')
    .first();
  const text = first.text().trim();
  return [
    ...unless(/display:\s*none/.test(first.attr('style') ?? ''), 'the first text of the body is not hidden'),
    ...unless(isPreheaderWide(columnsOf(text)), `the preheader has ${columnsOf(text)} columns`),
    ...unless(text !== edition.subject, 'the preheader repeats the subject'),
    ...unless(!padding.test(text), 'the preheader is padded'),
  ];
}

/** Short enough to be seen, long enough that nothing else is shown behind it. */
function isPreheaderWide(columns: number): boolean {
  return columns >= 40 && columns <= 100;
}

/** Text in another language stands in an element that says so: some place, and every place where it stands alone. */
function languageFaults(message: Message): string[] {
  const { dom, edition } = message;
  const elements = dom('body *').toArray();
  const texts = elements.map(element => dense(dom(element).text()).replace(/^[“"«「]|[”"»」]$/g, ''));
  const items = [factItems, correctionItems, dayItems, sourceItems].flatMap(of => of(edition));
  const foreign = shownOf(items, message).flatMap(item => item.foreign);
  const isMarked = (element: (typeof elements)[number], language: string) =>
    dom(element).closest('[lang]').attr('lang') === language;
  return foreign.flatMap(({ text, language }) => {
    const innermost = elements.filter((_, index) => texts[index] === dense(text)).filter(isInnermost);
    const isRight = innermost.length > 0 && innermost.every(element => isMarked(element, language));
    return unless(isRight, `"${text.slice(0, 30)}" is not marked as ${language}`);
  });
}

function isInnermost<Node extends { parent: unknown }>(node: Node, _: number, all: readonly Node[]): boolean {
  return !all.some(other => other.parent === node);
}

function hrefsOf(dom: Message['dom']): [href: string, text: string][] {
  return dom('a')
    .toArray()
    .map(link => [dom(link).attr('href') ?? '', dom(link).text().trim()]);
}
