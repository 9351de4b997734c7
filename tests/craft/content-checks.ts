import { displayWidth } from '../../lambdas/core/rendering/display-width.ts';
import { visibleText } from '../../lambdas/core/rendering/visible-text.ts';
import { type Check, unless } from './check.ts';
import {
  contentLinks,
  dense,
  type FactContent,
  factContents,
  factsOf,
  oursIn,
  saysTogether,
  sourceContents,
  wordsFor,
  writtenIn,
} from './content.ts';
import type { Message } from './message.ts';

/** Services that hide where a link leads. */
const shorteners = /(^|\.)(bit\.ly|t\.co|goo\.gl|tinyurl\.com|ow\.ly|is\.gd|buff\.ly|t\.cn|url\.cn|dwz\.cn)$/;
/** The characters that pad a preheader so that mail programs show nothing behind it; filters count them against the sender. */
const padding = /(?:\u00ad|\u034f|[\u200b-\u200f]|\u2007|\u00a0|\ufeff){2,}/;

/** What the HTML part says, and where it leads. */
export const contentChecks: Check[] = [
  { name: 'the HTML part holds every fact, or counts the rest', find: factFaults },
  { name: 'the HTML part holds every source of its facts', find: sourceFaults },
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
      ];
    },
  },
  { name: 'text in another language says so', find: languageFaults },
];

/** A fact is in the HTML whole or not at all; those that are not there are counted, and it is said where they are. */
function factFaults({ dom, edition }: Message): string[] {
  const all = dense(dom('body').text());
  const facts = factContents(edition);
  const there = facts.filter(fact => isShown(all, fact));
  const left = facts.length - there.length;
  const hrefs = new Set(hrefsOf(dom).map(([href]) => href));
  return [
    ...there.flatMap(({ number, pieces, links }) =>
      [...saysTogether(all, pieces), ...links.filter(link => !hrefs.has(link))].map(
        piece => `fact ${number} lacks "${piece.slice(0, 60)}"`,
      ),
    ),
    ...unless(left === 0 || counts(all, left, edition), `${left} facts are missing, uncounted`),
    ...unless(
      left === 0 || edition.links.web === null || hrefs.has(edition.links.web),
      'facts are missing, and no link leads to them',
    ),
  ];
}

/** Whether we, and not a fact, say a number: not in a fact's own number either. */
function counts(text: string, count: number, edition: Message['edition']): boolean {
  const isWhole = (at: number) =>
    !/[\d-]/.test(text[at - 1] ?? '') && !/\d/.test(text[at + String(count).length] ?? '');
  return oursIn(text, String(count), writtenIn(edition)).some(isWhole);
}

function sourceFaults({ dom, edition }: Message): string[] {
  const all = dense(dom('body').text());
  const hrefs = new Set(hrefsOf(dom).map(([href]) => href));
  const used = new Set(
    factContents(edition).flatMap((fact, index) =>
      isShown(all, fact) ? (factsOf(edition.digest)[index]?.source ?? []) : [],
    ),
  );
  return sourceContents(edition)
    .filter(({ pieces: [letter = ''] }) => used.has(letter))
    .flatMap(({ pieces, links }) =>
      [...saysTogether(all, pieces), ...links.filter(link => !hrefs.has(link))].map(
        piece => `source ${pieces[0]} lacks "${piece.slice(0, 60)}"`,
      ),
    );
}

/** Whether a fact stands there with its label, and is not only referred to by its number. */
function isShown(text: string, { pieces: [number = '', label = ''] }: FactContent): boolean {
  return text
    .split(dense(label) + number)
    .slice(1)
    .some(behind => !/^\d/.test(behind));
}

function linkFaults({ dom, edition }: Message): string[] {
  const { leave, web, archive } = edition.links;
  const own = new Set([leave, web, archive, ...contentLinks(edition)]);
  return hrefsOf(dom).flatMap(([href, text]) => {
    if (href.startsWith('mailto:')) {
      return unless(/^mailto:[^\s?]+(\?subject=[^&\s]*)?$/.test(href), `${href} is no plain address`);
    }
    const url = URL.parse(href);
    const host = url?.hostname ?? '';
    const named = /^(?:https?:\/\/|www\.)([^\s/]+)/.exec(text)?.[1];
    return [
      ...unless(url?.protocol === 'https:', `${href} is not https`),
      ...unless(own.has(href) || isPlaceInArchive(href, web), `${href} is neither ours nor a source's`),
      ...unless(!shorteners.test(host) && !/^[\d.[\]:]+$/.test(host), `${href} hides where it leads`),
      ...unless(named === undefined || named === host, `"${text}" leads to ${host}`),
      ...unless(text !== '', `${href} has no text`),
    ];
  });
}

/** A place on the page of this edition or of another. */
function isPlaceInArchive(href: string, web: string | null): boolean {
  if (web === null) return false;
  return /^\d{4}-\d{2}-\d{2}\/index\.html#[\w-]+$/.test(href.replace(new URL('../', web).href, ''));
}

function preheaderFaults({ dom, edition }: Message): string[] {
  const first = dom('body')
    .contents()
    .filter((_, node) => dom(node).text().trim() !== '')
    .first();
  const text = first.text().trim();
  return [
    ...unless(/display:\s*none/.test(first.attr('style') ?? ''), 'the first text of the body is not hidden'),
    ...unless(displayWidth(text) >= 40 && text.length <= 90, `the preheader has ${text.length} characters`),
    ...unless(text !== edition.subject, 'the preheader repeats the subject'),
    ...unless(!padding.test(text), 'the preheader is padded'),
  ];
}

/** Text in another language stands in an element that says so: some place, and every place where it stands alone. */
function languageFaults({ dom, edition }: Message): string[] {
  const elements = dom('body *').toArray();
  const texts = elements.map(element => dense(dom(element).text()).replace(/^[“"«「]|[”"»」]$/g, ''));
  const sources = edition.digest.sources.map(({ title: { text, language } }) => ({
    text: visibleText(text),
    language,
  }));
  const foreign = [...factContents(edition).flatMap(fact => fact.foreign), ...sources].filter(
    ({ language }) => language !== edition.publication.language,
  );
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

function placesOf(what: string, text: string): number[] {
  const pieces = text.split(what);
  return pieces.slice(1).map((_, index) => pieces.slice(0, index + 1).join(what).length);
}
