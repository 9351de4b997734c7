import { textElement, xmlDocument } from '../http/xml.ts';
import { S3Error } from './s3-error.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
/** S3 takes so many. */
const tagsAtMost = 10;
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The tags in the body of PutObjectTagging, as SDKs write it. @throws S3Error MalformedXML, InvalidTag, BadRequest */
export function tagsIn(body: string): Record<string, string> {
  if (!/<Tagging\b[^>]*>\s*(?:<TagSet\s*\/>|<TagSet>)/.test(body))
    throw new S3Error(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate.');
  const tags: Record<string, string> = {};
  const found = [...body.matchAll(/<Tag>(.*?)<\/Tag>/gs)].map(([, tag = '']) => [
    textOf(tag, 'Key'),
    textOf(tag, 'Value'),
  ]);
  for (const [key = '', value = ''] of found) {
    if (key === '' || key.length > 128 || value.length > 256 || key in tags)
      throw new S3Error(400, 'InvalidTag', `The tag "${key}" is empty, too long, or there twice.`);
    tags[key] = value;
  }
  if (found.length > tagsAtMost)
    throw new S3Error(400, 'BadRequest', `Object tags cannot be greater than ${tagsAtMost}`);
  return tags;
}

/** The body of an answer to GetObjectTagging. */
export function taggingXml(tags: Readonly<Record<string, string>>): string {
  const set = Object.entries(tags)
    .map(([key, value]) => `<Tag>${textElement('Key', key)}${textElement('Value', value)}</Tag>`)
    .join('');
  return xmlDocument('Tagging', namespace, `<TagSet>${set}</TagSet>`);
}

function textOf(xml: string, name: string): string {
  const text = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1] ?? '';
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, entity) =>
    entity ? (named[entity] ?? all) : String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
  );
}
