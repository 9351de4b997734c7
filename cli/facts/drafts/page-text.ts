/** A node of a page, as far as its text is concerned. */
export type PageNode = {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: ArrayLike<PageNode> & Iterable<PageNode>;
};

const elementNode = 1;
const textNode = 3;
/** What a page does not show as text. */
const unseen = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SVG CANVAS OBJECT HEAD TITLE BUTTON SELECT TEXTAREA'.split(' '),
);
/** What stands apart from what is around it. */
const blocks = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER ' +
    'HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL'
  ).split(' '),
);

/**
 * The text of a part of a page, as a reader sees it: a paragraph for each block, with an empty line between them, a line break for each
 * that the page has inside one, and one space for other white space.
 */
export function textOfNode(node: PageNode): string {
  const parts: string[] = [];
  collect(node, parts);
  return parts
    .join('')
    .split(/\n(?: *\n)+/)
    .map(tidied)
    .filter(block => block !== '')
    .join('\n\n');
}

const apart = '\n\n';

/** White space of the source is one space, so that every line break here is one that the page shows. */
function collect(node: PageNode, parts: string[]): void {
  if (node.nodeType === textNode) parts.push((node.textContent ?? '').replace(/\s+/gu, ' '));
  if (node.nodeType !== elementNode) return;
  const name = node.nodeName.toUpperCase();
  if (unseen.has(name)) return;
  if (name === 'BR') parts.push('\n');
  if (blocks.has(name)) parts.push(apart);
  for (const child of node.childNodes) collect(child, parts);
  if (blocks.has(name)) parts.push(apart);
  if (name === 'TD' || name === 'TH') parts.push(' ');
}

function tidied(block: string): string {
  const lines = block.split('\n').map(line => line.replace(/ +/g, ' ').trim());
  return lines.join('\n').trim();
}
