import { tagsOf } from '../core/rendering/digest/html-tags.ts';
import { type Check, unless } from './check.ts';
import { elementsOf, type Message } from './message.ts';

/** What every mail program shows or passes over without harm. Whatever else is used has to be added here, with a look at who drops it. */
const elements = new Set(
  (
    'html head meta title style body div table thead tbody tr td th caption h1 h2 h3 h4 p a b strong i em span br hr ' +
    'ul ol li'
  ).split(' '),
);

/** Names of attributes; `on…` is never among them, nor anything that loads. */
const attributes = new Set(
  (
    'lang dir class style role href title width height align valign bgcolor cellpadding cellspacing border scope colspan ' +
    'charset name content xmlns xmlns:o xmlns:v data-embed id'
  ).split(' '),
);

/** How the HTML part is built. */
export const structureChecks: Check[] = [
  { name: 'HTML without mistakes', find: ({ html, htmlErrors }) => [...htmlErrors, ...unclosedTags(html)] },
  {
    name: 'no element that mail programs drop or fear',
    find: ({ dom }) =>
      elementsOf(dom, '*')
        .filter(({ name }) => !elements.has(name))
        .map(({ name }) => `there is <${name}>`),
  },
  {
    name: 'no image',
    find: ({ html }) => unless(!/<(img|svg|picture|v:image)\b|background=/i.test(html), 'there is an image'),
  },
  {
    name: 'no attribute that runs or loads',
    find: ({ dom }) =>
      elementsOf(dom, '*').flatMap(({ name, attribs }) =>
        Object.keys(attribs)
          .filter(attribute => !attributes.has(attribute))
          .map(attribute => `<${name}> has ${attribute}`),
      ),
  },
  {
    name: 'language and direction where webmail drops html and body',
    find: ({ dom, edition }) => {
      const expected = edition.publication.language;
      const wrapper = dom('body > *').filter((_, element) => dom(element).find('h1').length > 0);
      return [dom('html'), wrapper].flatMap((element, index) => [
        ...unless(
          element.attr('lang') === expected,
          `${index ? 'wrapper' : 'html'} has lang ${element.attr('lang')}`,
        ),
        ...unless(
          /^(ltr|rtl)$/.test(element.attr('dir') ?? ''),
          `${index ? 'wrapper' : 'html'} has dir ${element.attr('dir')}`,
        ),
      ]);
    },
  },
  {
    name: 'a title and a charset at the beginning',
    find: ({ dom, html }) => [
      ...unless(dom('head > title').text().trim() !== '', 'the title is empty'),
      ...unless(
        /<meta charset="utf-8">/.test(html.slice(0, 1024)),
        'no charset in the first 1024 characters',
      ),
    ],
  },
  { name: 'headings that make an outline', find: headingFaults },
  {
    name: 'tables of layout say so',
    find: ({ dom }) =>
      dom('table')
        .toArray()
        .flatMap(table => {
          const isLayout = dom(table).attr('role') === 'presentation';
          const own = dom(table)
            .find('th, caption')
            .filter((_, cell) => dom(cell).closest('table').is(table));
          const heads = own.filter('th');
          const unscoped = heads.filter((_, head) => !dom(head).attr('scope')).length;
          return [
            ...unless(!isLayout || own.length === 0, 'a table of layout has headings'),
            ...unless(isLayout || heads.length > 0, 'a table has neither role nor headings'),
            ...unless(unscoped === 0, 'a heading of a table has no scope'),
          ];
        }),
  },
  { name: 'what only classic Outlook reads is balanced', find: outlookFaults },
];

/** Browsers mend what is not closed, each mail program in its own way. */
function unclosedTags(html: string): string[] {
  try {
    tagsOf(html);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function headingFaults({ dom }: Message): string[] {
  const headings = elementsOf(dom, 'h1, h2, h3, h4, h5, h6');
  const levels = headings.map(({ name }) => Number(name[1]));
  return [
    ...unless(levels[0] === 1, `the first heading is h${levels[0]}`),
    ...unless(levels.filter(level => level === 1).length === 1, 'there is more than one h1, or none'),
    ...levels.flatMap((level, index) =>
      unless(level <= (levels[index - 1] ?? 0) + 1, `h${level} comes after h${levels[index - 1]}`),
    ),
    ...headings.flatMap(heading => unless(dom(heading).text().trim() !== '', `an ${heading.name} is empty`)),
  ];
}

/** New Outlook and all others pass over these comments: they may hold frames around the content, no content. */
function outlookFaults({ html }: Message): string[] {
  const inside = [...html.matchAll(/<!--\[if [^\]]*\]>([\s\S]*?)<!\[endif\]-->/g)].map(
    ([, text = '']) => text,
  );
  const all = inside.join('');
  const count = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].length;
  const words = all.replace(/<(style|xml)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '');
  return [
    ...unless(
      count(/<!--\[if /g, html) === inside.length && count(/<!\[endif\]/g, html) === inside.length,
      'a conditional comment is not closed',
    ),
    ...['table', 'tr', 'td'].flatMap(name =>
      unless(
        count(new RegExp(`<${name}[ >]`, 'g'), all) === count(new RegExp(`</${name}>`, 'g'), all),
        `<${name}> does not balance`,
      ),
    ),
    ...unless(words.trim() === '', `only classic Outlook shows "${words.trim().slice(0, 40)}"`),
  ];
}
