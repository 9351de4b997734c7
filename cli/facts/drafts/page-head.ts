import type { Head, Said } from '../../../core/filing/drafts/head.ts';

type Element = { getAttribute(name: string): string | null; textContent: string | null };
/** A page, as far as it speaks of itself. */
export type PageDocument = {
  documentElement: Element;
  querySelector(selector: string): (Element & import('./page-text.ts').PageNode) | null;
  querySelectorAll(selector: string): Iterable<Element>;
};

/** Where pages state a field, the most telling first: names of meta elements, then of fields of JSON-LD. */
const places = {
  title: { data: ['headline'], meta: ['og:title', 'citation_title', 'dc.title', 'twitter:title'] },
  publisher: {
    data: ['publisher', 'sourceOrganization'],
    meta: ['og:site_name', 'citation_publisher', 'dc.publisher', 'application-name'],
  },
  author: {
    data: ['author', 'creator'],
    meta: ['author', 'citation_author', 'dc.creator', 'article:author', 'parsely-author'],
  },
  url: { data: ['url', 'mainEntityOfPage'], meta: ['og:url'] },
  published: {
    data: ['datePublished'],
    meta: [
      'article:published_time',
      'og:published_time',
      'citation_publication_date',
      'citation_date',
      'dc.date',
      'dc.date.issued',
      'pubdate',
      'publishdate',
      'date',
    ],
  },
} as const;
/** What sort of text a page is, by its JSON-LD type. */
const types: Readonly<Record<string, string>> = {
  NewsArticle: 'news',
  ReportageNewsArticle: 'news',
  AnalysisNewsArticle: 'commentary',
  OpinionNewsArticle: 'commentary',
  BlogPosting: 'commentary',
  ScholarlyArticle: 'research',
  Report: 'research',
  GovernmentService: 'official',
};
/** Of all that a page describes in JSON-LD, what is an article. */
const anArticle = /(?:Article|BlogPosting|Report|WebPage)$/;

/** What a page says of itself in JSON-LD, meta elements, its canonical link and its title, each with where it says so. */
export function headOfPage(page: PageDocument): Head {
  const metas = metasOf(page);
  const data = articleData(page);
  const head: Head = {};
  for (const [field, { data: names, meta }] of Object.entries(places)) {
    const said = firstOf([
      ...names.map(name => saidInData(data, name)),
      ...meta.map(name => metas.get(name)),
    ]);
    // The author of some pages is the address of a profile.
    if (said && !(field === 'author' && /^https?:/i.test(said.value)))
      head[field as keyof typeof places] = said;
  }
  const link = page.querySelector('link[rel="canonical"]')?.getAttribute('href');
  if (link) head.url = { value: link, from: 'the canonical link' };
  const title = page.querySelector('title')?.textContent?.trim();
  if (!head.title && title)
    Object.assign(head, { title: { value: title, from: 'the title of the page' }, titleIsGuess: true });
  const type = typesOf(data).find(name => name in types);
  if (type !== undefined) head.type = { value: types[type] ?? '', from: `the JSON-LD type ${type}` };
  return head;
}

function metasOf(page: PageDocument): Map<string, Said> {
  const found = new Map<string, Said>();
  for (const element of page.querySelectorAll('meta')) {
    const name = (
      element.getAttribute('property') ??
      element.getAttribute('name') ??
      element.getAttribute('itemprop')
    )?.toLowerCase();
    const value = element.getAttribute('content')?.trim();
    if (name && value && !found.has(name)) found.set(name, { value, from: `the meta element ${name}` });
  }
  return found;
}

type Data = Record<string, unknown>;

/** The first article that the page describes; what is no JSON is passed over, as browsers do. */
function articleData(page: PageDocument): Data {
  const described = [...page.querySelectorAll('script[type="application/ld+json"]')].flatMap(element => {
    try {
      return listed(JSON.parse(element.textContent ?? ''));
    } catch {
      return [];
    }
  });
  const isOf = (pattern: RegExp) => described.find(item => typesOf(item).some(type => pattern.test(type)));
  return isOf(/(?:Article|BlogPosting|Report)$/) ?? isOf(anArticle) ?? {};
}

/** A page may describe one thing, a list of things, or a graph of them. */
function listed(value: unknown): Data[] {
  if (Array.isArray(value)) return value.flatMap(listed);
  if (typeof value !== 'object' || value === null) return [];
  const data = value as Data;
  return [data, ...(Array.isArray(data['@graph']) ? data['@graph'].flatMap(listed) : [])];
}

function typesOf(data: Data): string[] {
  return [data['@type']].flat().filter(type => typeof type === 'string');
}

function saidInData(data: Data, name: string): Said | undefined {
  const value = namesIn(data[name]).join(', ');
  return value === '' ? undefined : { value, from: `${name} in JSON-LD` };
}

/** A thing by its name, else by its id; several of them in their order. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { name, '@id': id } = value as Data;
  return namesIn(name ?? id);
}

function firstOf(said: readonly (Said | undefined)[]): Said | undefined {
  return said.find(each => each !== undefined);
}
