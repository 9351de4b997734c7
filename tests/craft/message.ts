import { type CheerioAPI, load } from 'cheerio';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { BuiltEdition } from '../support/editions/build.ts';

/** A header field as it stands in the message, unfolded. */
export type Header = { name: string; value: string };

/** A part of the message: `body` as it travels, `bytes` decoded. */
export type Part = { type: string; charset: string; encoding: string; body: string; bytes: Buffer };

/** A reader's message, taken apart, with what it was made from: all that a check may look at. */
export type Message = {
  edition: BuiltEdition;
  raw: Buffer;
  headers: Header[];
  contentType: string;
  parts: Part[];
  mail: ParsedMail;
  html: string;
  text: string;
  /** The HTML part as a browser would read it. */
  dom: CheerioAPI;
  /** What is not HTML in it, by the rules that browsers go by. */
  htmlErrors: string[];
};

const read = new Map<BuiltEdition, Promise<Message>>();

/** The message of an edition, taken apart once. */
export function messageOf(edition: BuiltEdition): Promise<Message> {
  const message = read.get(edition) ?? readMessage(edition.message, edition);
  read.set(edition, message);
  return message;
}

/** Takes a message apart: its content by mailparser, its bytes as they are. */
export async function readMessage(raw: Buffer, edition: BuiltEdition): Promise<Message> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  const { headers, body } = split(raw.toString('latin1'));
  const contentType = headerValue(headers, 'content-type');
  const boundary = /boundary="?([^";]+)/i.exec(contentType)?.[1];
  const html = mail.html || '';
  const htmlErrors: string[] = [];
  const dom = load(html, { onParseError: error => htmlErrors.push(`${error.code} at ${error.startOffset}`) });
  return {
    edition,
    raw,
    headers,
    contentType,
    parts: boundary === undefined ? [] : partsOf(body, boundary),
    mail,
    html,
    text: mail.text ?? '',
    dom,
    htmlErrors,
  };
}

/** The value of a header that stands there once; empty when there is none. */
export function headerValue(headers: readonly Header[], name: string): string {
  return headers.find(header => header.name === name)?.value ?? '';
}

function split(entity: string): { headers: Header[]; body: string } {
  const end = entity.indexOf('\r\n\r\n');
  const head = end < 0 ? entity : entity.slice(0, end);
  const headers = head.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
  return {
    headers: headers.flatMap(line => {
      const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name: name.toLowerCase(), value: value ?? '' }];
    }),
    body: end < 0 ? '' : entity.slice(end + 4),
  };
}

function partsOf(body: string, boundary: string): Part[] {
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1);
  return pieces
    .filter(piece => !piece.startsWith('--'))
    .map(piece => {
      const { headers, body: content } = split(piece.replace(/^[ \t]*\r\n/, ''));
      const type = headerValue(headers, 'content-type');
      const encoding = headerValue(headers, 'content-transfer-encoding').toLowerCase();
      return {
        type: type.split(';')[0]?.trim().toLowerCase() ?? '',
        charset: /charset="?([^";]+)/i.exec(type)?.[1]?.toLowerCase() ?? '',
        encoding,
        body: content,
        bytes: decode(content, encoding),
      };
    });
}

function decode(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const bytes = body
    .replace(/[ \t]*=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** An element of the HTML part. */
export type Element = Extract<Parameters<CheerioAPI['contains']>[1], { attribs: unknown }>;

/** The elements that a selector chooses, or of a choice already made, in their order. */
export function elementsOf(dom: CheerioAPI, chosen: string | ReturnType<CheerioAPI>): Element[] {
  return dom(chosen)
    .toArray()
    .filter((node): node is Element => 'attribs' in node);
}
