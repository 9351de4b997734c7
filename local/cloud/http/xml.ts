const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

/** Text as XML character data, so that a parser gives back the same text. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, character => entities[character] ?? character);
}

/** `<name>text</name>`, the text escaped. */
export function textElement(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** A whole XML document, as AWS services write it. */
export function xmlDocument(root: string, namespace: string | null, inner: string): string {
  const attribute = namespace ? ` xmlns="${namespace}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner}</${root}>`;
}
