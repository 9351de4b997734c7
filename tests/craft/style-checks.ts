import { type Check, unless } from './check.ts';
import { declarationsOf, type Rule, rulesOf } from './css.ts';
import { type Element, elementsOf, type Message } from './message.ts';

/**
 * What may stand in style attributes, and why it is safe: without it, or where a program drops it, everything can still be read in
 * the right order. caniemail does not know several of these, so the list is ours.
 */
const inlineProperties: Record<string, string> = {
  color: 'everywhere',
  'background-color': 'everywhere; the shorthand is not, in classic Outlook',
  'font-family': 'everywhere; a fallback is always named',
  'font-size': 'everywhere, in px',
  'font-style': 'everywhere',
  'font-weight': 'everywhere',
  'font-variant-numeric': 'where it is dropped, digits are a little less even',
  'letter-spacing': 'everywhere',
  'line-height': 'everywhere, in px',
  'text-align': 'everywhere',
  'text-decoration': 'everywhere; links stay recognisable by colour and place where it is dropped',
  'vertical-align': 'everywhere, in tables',
  'white-space': 'everywhere',
  margin: 'dropped by Outlook.com when negative, which none of ours is',
  'margin-top': 'as margin',
  'margin-right': 'as margin',
  'margin-bottom': 'as margin',
  'margin-left': 'as margin',
  padding: 'everywhere on cells; classic Outlook drops it on p and a, which then stand closer',
  'padding-top': 'as padding',
  'padding-right': 'as padding',
  'padding-bottom': 'as padding',
  'padding-left': 'as padding',
  border: 'everywhere on cells',
  'border-top': 'as border',
  'border-right': 'as border',
  'border-bottom': 'as border',
  'border-left': 'as border',
  'border-collapse': 'everywhere',
  'border-radius': 'where it is dropped, corners are square',
  width: 'everywhere on tables and cells',
  'max-width': 'classic Outlook drops it; a ghost table takes its place',
  display: 'only to hide the preheader, or as block and inline-block; see the values that are refused',
  'max-height': 'of the hidden preheader',
  overflow: 'of the hidden preheader',
  'mso-padding-alt': 'the padding of a button in classic Outlook, which drops that of a link; others drop it',
  'mso-hide': 'hides the preheader in classic Outlook; others drop it',
  'list-style-type': 'where it is dropped, items have a bullet',
  'table-layout': 'keeps long words from widening the table; where it is dropped, word-break does',
  'overflow-wrap': 'breaks long words; older programs go by word-break',
  'word-break': 'as overflow-wrap',
  'word-wrap': 'the older name of overflow-wrap',
};

/** Elements with a colour of their own, by their style attribute: a background alone is none. */
const inked = '[style^="color:"], [style*=";color:"]';
const refusedValue = /var\(|calc\(|url\(|expression\(|\d(rem|vw|vh)\b|\b(flex|grid)\b/;
const styleBytes = 8_000;
const smallestText = 14;

/** How the HTML part is styled. */
export const styleChecks: Check[] = [
  {
    name: 'inline styles that every client knows or may drop',
    find: ({ dom }) =>
      styled(dom).flatMap(([element, declarations]) =>
        declarations
          .filter(
            ({ property, value }) => !Object.hasOwn(inlineProperties, property) || refusedValue.test(value),
          )
          .map(({ property, value }) => `<${element.name}> has ${property}: ${value}`),
      ),
  },
  {
    name: 'a small style block in the head',
    find: ({ dom }) => {
      const css = dom('style').text();
      return [
        ...unless(
          dom('style').length === dom('head > style').length,
          'a style block stands outside the head',
        ),
        ...unless(Buffer.byteLength(css) < styleBytes, `style blocks have ${Buffer.byteLength(css)} bytes`),
        ...unless(!/url\(|@import|expression\(/i.test(css), 'a style block loads something'),
        ...readableRules(css).faults,
      ];
    },
  },
  {
    name: 'bars and indents on cells, where classic Outlook shows them',
    find: ({ dom }) =>
      styled(dom)
        .filter(([{ name }]) => name !== 'td' && name !== 'table')
        .flatMap(([{ name }, declarations]) =>
          declarations
            .filter(({ property }) => /^(?:border|padding|margin)-(?:left|right)$/.test(property))
            .map(({ property }) => `<${name}> has ${property}`),
        ),
  },
  { name: 'dark mode for everything that has a colour', find: darkFaults },
  { name: 'dark mode also where Outlook renames the colours', find: mirrorFaults },
  { name: 'text that can be read', find: sizeFaults },
  {
    name: 'fonts for Chinese',
    find: ({ dom }) =>
      styled(dom)
        .flatMap(([, declarations]) => declarations.filter(({ property }) => property === 'font-family'))
        .filter(({ value }) => !/monospace/.test(value))
        .filter(({ value }) => !/PingFang|YaHei|Songti|SimSun|Noto S\w+ CJK/.test(value))
        .slice(0, 1)
        .map(({ value }) => `no Chinese font in ${value}`),
  },
  {
    name: 'a column of 600 px that gives way',
    find: ({ dom }) => {
      const widths = dom('[width]').map((_, element) => Number(dom(element).attr('width')) || 0);
      const column = styled(dom).some(([, all]) =>
        all.some(({ property, value }) => property === 'max-width' && value === '600px'),
      );
      return [
        ...unless(column, 'nothing is 600 px wide at most'),
        ...unless(Math.max(0, ...widths.toArray()) <= 600, 'something is wider than 600 px'),
      ];
    },
  },
];

function styled(dom: Message['dom']): [Element, ReturnType<typeof declarationsOf>][] {
  return elementsOf(dom, '[style]').map(element => [element, declarationsOf(element.attribs.style ?? '')]);
}

function readableRules(css: string): { rules: Rule[]; faults: string[] } {
  try {
    return { rules: rulesOf(css), faults: [] };
  } catch (error) {
    return { rules: [], faults: [(error as Error).message] };
  }
}

function darkRules(dom: Message['dom']): Rule[] {
  return readableRules(dom('style').text()).rules.filter(({ media }) =>
    /prefers-color-scheme:\s*dark/.test(media ?? ''),
  );
}

/** Every element with text takes its colour from one that the dark block colours, and every background is one that it darkens. */
function darkFaults({ dom }: Message): string[] {
  const rules = darkRules(dom);
  const selectorsFor = (property: string) =>
    rules
      .filter(({ declarations }) => declarations.some(d => d.property === property && d.important))
      .map(({ selector }) => selector)
      .join(', ');
  const [colours, backgrounds] = [selectorsFor('color'), selectorsFor('background-color')];
  if (colours === '' || backgrounds === '') return ['there are no colours for the dark'];
  const coloured = new Set<Element>();
  const bare: string[] = [];
  for (const element of elementsOf(dom, 'body *')) {
    const hasText = element.children.some(child => child.type === 'text' && child.data.trim() !== '');
    const source = hasText ? elementsOf(dom, dom(element).closest(inked))[0] : undefined;
    if (source) coloured.add(source);
  }
  for (const [element, declarations] of styled(dom)) {
    const has = (name: string) => declarations.some(({ property }) => property === name);
    if (coloured.has(element) && has('color') && !dom(element).is(colours))
      bare.push(`the colour of ${nameOf(element)}`);
    if (has('background-color') && !dom(element).is(backgrounds))
      bare.push(`the background of ${nameOf(element)}`);
  }
  return [...new Set(bare)].map(what => `${what} stays in the dark`);
}

/** Outlook.com puts data-ogsc on what it recolours and data-ogsb on what it gives another background. */
function mirrorFaults({ dom }: Message): string[] {
  const { rules } = readableRules(dom('style').text());
  return (
    [
      ['color', '[data-ogsc]'],
      ['background-color', '[data-ogsb]'],
    ] as const
  ).flatMap(([property, mark]) => {
    const of = (all: Rule[]) =>
      new Map(
        all.flatMap(({ selector, declarations }) =>
          declarations
            .filter(d => d.property === property)
            .map(d => [selector.replace(`${mark} `, ''), d.value] as const),
        ),
      );
    const dark = of(darkRules(dom));
    const mirror = of(rules.filter(({ selector }) => selector.startsWith(mark)));
    // Webmail has no body of ours.
    dark.delete('body');
    return [...new Set([...dark.keys(), ...mirror.keys()])]
      .filter(selector => dark.get(selector) !== mirror.get(selector))
      .map(
        selector =>
          `${property} of ${selector}: ${dark.get(selector)} in the dark, ${mirror.get(selector)} with ${mark}`,
      );
  });
}

function sizeFaults({ dom }: Message): string[] {
  const { rules } = readableRules(dom('style').text());
  const all = [
    ...styled(dom).map(([, declarations]) => declarations),
    ...rules.map(rule => rule.declarations),
  ];
  return [
    ...new Set(
      all
        .flat()
        .filter(({ property }) => property === 'font-size')
        .map(({ value }) => value),
    ),
  ]
    .filter(value => !/^\d+px$/.test(value) || Number.parseInt(value, 10) < smallestText)
    .map(value => `there is text of ${value}`);
}

function nameOf({ name, attribs }: Element): string {
  return attribs.class ? `${name}.${attribs.class.split(' ').join('.')}` : name;
}
