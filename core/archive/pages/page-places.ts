import type { PageFills } from '../../rendering/pages/page-fills.ts';

/** A place of a sealed page where something may be put in, and what goes there. */
type Opening = { at: number; from: (fills: PageFills) => string };

/** The lines of a sealed page that mark places. Pages of earlier versions lack some or all of them. */
export const places = {
  head: '<!--links-->',
  header: '<!--turns-->',
  top: '<!--corrections-->',
  mark: '<!--standing-->',
  said: '<!--said-->',
  cited: '<!--cited-->',
} as const;

/** A sealed page with what was put in: everything else keeps its bytes. */
export function fillPage(sealedPage: string, fills: PageFills): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, from: textOf } of openingsOf(sealedPage)) {
    parts.push(sealedPage.slice(from, at), textOf(fills));
    from = at;
  }
  return parts.join('') + sealedPage.slice(from);
}

/** Whether a stored page is a sealed one, whatever was put in at its places: what that says is not looked at. */
export function isPageAsSealed(sealedPage: string, stored: string): boolean {
  const ats = [...new Set(openingsOf(sealedPage).map(({ at }) => at))];
  const pieces = [...ats, sealedPage.length].map((at, index) => sealedPage.slice(ats[index - 1] ?? 0, at));
  const [first = '', last = ''] = [pieces[0], pieces.length > 1 ? pieces.at(-1) : ''];
  if (pieces.length === 1) return stored === sealedPage;
  if (!stored.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = stored.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return stored.length - from >= last.length && stored.endsWith(last);
}

/** All places of a page, in order. Pages hold no text that is not escaped, so every tag is the template's own. */
function openingsOf(page: string): Opening[] {
  const articles = articlesOf(page);
  const openings = [
    {
      at: behind(page, places.head) ?? before(page, /<\/head>/i) ?? 0,
      from: (fills: PageFills) => fills.head,
    },
    { at: behind(page, places.header) ?? behindTag(page, /<header(?:\s[^>]*)?>/i), from: fillOfHeader },
    { at: behind(page, places.top) ?? mainOf(page), from: (fills: PageFills) => fills.top },
    ...articles.flatMap(article => articleOpenings(page, article)),
    ...correctionsOf(page),
    ...mentionsOf(page, articles),
  ];
  return openings
    .flatMap(({ at, from }) => (at === undefined ? [] : { at, from }))
    .sort((a, b) => a.at - b.at);
}

function fillOfHeader({ header }: PageFills): string {
  return header;
}

type Article = { number: string; at: number; inside: number; end: number };

/** The articles of facts; other attributes may follow the id. */
function articlesOf(page: string): Article[] {
  return [...page.matchAll(/<article id="fact-(\d+-\d+)"[^>]*>/g)].map(
    ({ 0: tag, 1: number = '', index }) => {
      const end = page.indexOf('</article>', index);
      return { number, at: index, inside: index + tag.length, end: end < 0 ? page.length : end };
    },
  );
}

function articleOpenings(page: string, { number, inside, end }: Article): Opening[] {
  const within = (mark: string) => {
    const at = behind(page, mark, inside);
    return at !== undefined && at <= end ? at : undefined;
  };
  const mark = within(places.mark) ?? inside;
  const cited = within(places.cited);
  return [
    { at: mark, from: ({ facts }) => facts.get(number)?.mark ?? '' },
    { at: within(places.said) ?? mark, from: ({ facts }) => facts.get(number)?.said ?? '' },
    ...(cited === undefined ? [] : [{ at: cited, from: citedOf(number) }]),
  ];
}

function citedOf(number: string): Opening['from'] {
  return ({ facts }) => facts.get(number)?.cited ?? '';
}

/** The articles in which a page puts something right itself. */
function correctionsOf(page: string): Opening[] {
  return [...page.matchAll(/<article id="(correction-[\w-]+)"[^>]*>(?:<!--standing-->)?/g)].map(
    ({ 0: tag, 1: anchor = '', index }) => ({
      at: index + tag.length,
      from: ({ corrections }: PageFills) => corrections.get(anchor) ?? '',
    }),
  );
}

/** Links to a fact from elsewhere on its page, and leads that name it by number alone, as the first version had them. */
const mention =
  /<a (?:[^>]* )?href="#fact-(\d+-\d+)"[^>]*>[^<]*<\/a>|<article>\s*<p class="kicker"><b class="[^"]*">[^<]*<\/b> (\d+-\d+)/g;

function mentionsOf(page: string, articles: readonly Article[]): Opening[] {
  return [...page.matchAll(mention)].flatMap(({ 0: text, 1: linked, 2: named, index }) => {
    const number = linked ?? named ?? '';
    const own = articles.find(article => article.number === number);
    // Where a fact names itself, its mark stands already.
    if (!own || (index > own.at && index < own.end)) return [];
    return [{ at: index + text.length, from: ({ facts }: PageFills) => facts.get(number)?.beside ?? '' }];
  });
}

function mainOf(page: string): number {
  return behindTag(page, /<main(?:\s[^>]*)?>/i) ?? behindTag(page, /<body(?:\s[^>]*)?>/i) ?? 0;
}

function behind(page: string, mark: string, from = 0): number | undefined {
  const at = page.indexOf(mark, from);
  return at < 0 ? undefined : at + mark.length;
}

function behindTag(page: string, tag: RegExp): number | undefined {
  const found = tag.exec(page);
  return found ? found.index + found[0].length : undefined;
}

function before(page: string, tag: RegExp): number | undefined {
  return tag.exec(page)?.index;
}
