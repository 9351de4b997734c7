import type { Templates } from '../handlebars/templates.ts';
import { dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';

/** Another edition, and its page relative to this one. */
export type Neighbour = { number: number; page: string };

/** Where a page stands in the archive. Links are relative, but for its own address and the feeds' title. */
export type PageSurroundings = {
  publication: { title: string; description: string; language: string };
  number: number;
  edition: string;
  previous: Neighbour | null;
  next: Neighbour | null;
  /** The list of all editions. */
  list: string;
  /** Its public address; null where the archive is private: then there are no feeds either. */
  address: string | null;
  feeds: { atom: string; json: string } | null;
  /** The form by which somebody becomes a reader; null where the publication makes no new editions, or the archive is private. */
  subscribe: string | null;
};

/** What the templates of head and header print. */
export type PageFrameView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  name: string;
  description: string;
  locale: string;
  previous: { page: string; text: string } | null;
  next: { page: string; text: string } | null;
  list: { page: string; text: string };
  label: string;
  address: string | null;
  feeds: { atom: string; json: string } | null;
  subscribe: { page: string; text: string } | null;
};

const names = { head: 'page-head.html.hbs', header: 'page-turns.html.hbs' };
/** The lists and other editions' pages lie beside the page or under another id of the publication. */
const linkBeside = /^"(?:\.\.\/){1,2}(?:[a-z0-9-]+\/){0,2}(?:index\.html|feed\.xml|feed\.json)"$/;

/** Renders what a page says of its place in the archive, in its head and above its title. Pure. @throws UnsafeLinkError */
export function renderPageFrame(
  surroundings: PageSurroundings,
  { templates, messages }: { templates: Templates; messages: Messages },
): { head: string; header: string } {
  const view = pageFrameView(surroundings, messages);
  const print = (template: string) =>
    `\n${refuseUnsafeLinks(templates.render(template, view), template, linkBeside).trimEnd()}`;
  return { head: print(names.head), header: print(names.header) };
}

/** The name of publication and edition, as HTML. Pure. */
export function renderPageName(
  surroundings: PageSurroundings,
  { templates, messages }: { templates: Templates; messages: Messages },
): string {
  const { name } = pageFrameView(surroundings, messages);
  return templates.render('page-name.html.hbs', { name }).trimEnd();
}

/** Puts a page's place in the archive into words. */
export function pageFrameView(page: PageSurroundings, messages: Messages): PageFrameView {
  const { standing, edition: wording, words, locale, direction } = messages;
  const { publication, list, address, feeds, subscribe } = page;
  const numbered = (number: number) => fill(wording.number, { number: String(number) });
  const turn = (to: Neighbour | null, message: string) =>
    to && { page: to.page, text: fill(message, { edition: numbered(to.number) }) };
  const named = fill(wording.named, { number: String(page.number), date: dayText(page.edition, locale) });
  return visibleStrings({
    language: locale,
    direction,
    title: publication.title,
    name: `${publication.title} · ${named}`,
    description: publication.description,
    locale: locale.replace('-', '_'),
    previous: turn(page.previous, standing.previous),
    next: turn(page.next, standing.next),
    list: { page: list, text: words.archive },
    label: standing.turns,
    address,
    feeds,
    subscribe: subscribe === null ? null : { page: subscribe, text: standing.subscribe },
  });
}
