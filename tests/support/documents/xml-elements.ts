/** An element of an XML document with its attributes, text resolved. */
export type XmlElement = {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
};

/** What XML 1.0 allows, and no markup: a bare `<` or `&` has to be part of a tag or a reference. */
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const token = /<(\/?)([a-z]+)((?: [a-z:]+="[^"<]*")*)(\/?)>|([^<>]+)/y;

/** Reads a document of elements, attributes and character references, and refuses everything else and all that is not well formed. */
export function parseXml(source: string): XmlElement {
  if (!legal.test(source)) throw new Error('a character that XML cannot hold');
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
  if (!source.startsWith(declaration)) throw new Error('no declaration');
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  token.lastIndex = declaration.length;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new Error(`not well formed: ${source.slice(at, at + 60)}`);
    take(match, open);
  }
  const [root] = top.children;
  if (open.length !== 1 || !root || top.children.length !== 1) throw new Error('not one closed element');
  return root;
}

/** The children of a name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(child => child.name === name);
}

/** The text of the only child of a name. */
export function textOf(element: XmlElement, name: string): string {
  const [child, ...more] = childrenOf(element, name);
  if (!child || more.length > 0) throw new Error(`expected one <${name}> in <${element.name}>`);
  return child.text;
}

function take([, slash, name = '', attributes = '', closed, text]: RegExpExecArray, open: XmlElement[]) {
  const parent = open.at(-1);
  if (!parent) throw new Error('a tag after the end');
  if (text !== undefined) parent.text += resolve(text);
  else if (slash === '/') {
    if (open.pop()?.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
  } else {
    const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
    parent.children.push(element);
    if (closed !== '/') open.push(element);
  }
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([a-z:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, resolve(value)]),
  );
}

function resolve(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`a bare & in ${text}`);
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
