import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import * as z from 'zod';

/** A message as a list shows it; numbered from 1 in the order of acceptance. */
export type ListedMail = {
  number: number;
  /** The sender's name, or the address where there is none. */
  from: string;
  /** The addresses that it was sent to. */
  to: string[];
  subject: string;
  /** When it was accepted, as an ISO instant by the clock of the installation. */
  at: string;
  /** What it is written in, by its own header; empty where it does not say. */
  language: string;
};

/** A message as it is opened. */
export type OpenedMail = Omit<ListedMail, 'from'> & {
  /** With the address. */
  from: string;
  /** Its parts as a mail program would get them; null for one that it has not. */
  html: string | null;
  text: string | null;
  /** The bytes, read as UTF-8. */
  source: string;
  /** Where one click leaves (RFC 8058); null in a message without that. */
  oneClick: string | null;
};

/** Which messages a list is to have. */
export type MailsWanted = {
  most: number;
  /** Only older ones than this number; null for the newest. */
  before: number | null;
  /** Only those to this address, however it is written; null for all. */
  to: string | null;
};

const envelopeSchema = z.object({
  destinations: z.array(z.string()),
  acceptedAt: z.string(),
});

/** Messages of a folder, newest first; whether there are older ones that fit; how many there are of all; and readers among the newest. */
export async function listMails(
  folder: string,
  { most, before, to }: MailsWanted,
): Promise<{ mails: ListedMail[]; older: boolean; total: number; readers: string[] }> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.json')).sort();
  const asked = names.filter(name => before === null || numberOf(name) < before).reverse();
  const mails: ListedMail[] = [];
  for (const name of asked) {
    // One more than is shown, to know of older ones.
    if (mails.length > most) break;
    const envelope = await envelopeOf(folder, name);
    if (to !== null && !envelope.to.some(address => address.toLowerCase() === to.toLowerCase())) continue;
    mails.push({ ...envelope, ...(await headOf(join(folder, name.replace(/json$/, 'eml')))) });
  }
  const newest = await Promise.all(names.slice(-mostLooked).map(name => envelopeOf(folder, name)));
  return {
    mails: mails.slice(0, most),
    older: mails.length > most,
    total: names.length,
    readers: [...new Set(newest.flatMap(envelope => envelope.to))].sort(),
  };
}

/** Messages among which readers are looked for, to be chosen from. */
const mostLooked = 200;

/** The message of a number; undefined when there is none. */
export async function openMail(folder: string, number: number): Promise<OpenedMail | undefined> {
  const name = (await readdir(folder)).find(one => one.endsWith('.json') && numberOf(one) === number);
  if (name === undefined) return undefined;
  const raw = await readFile(join(folder, name.replace(/json$/, 'eml')));
  const parsed = await simpleParser(raw);
  return {
    ...(await envelopeOf(folder, name)),
    from: parsed.from?.value.map(({ name, address }) => `${name} <${address}>`.trim()).join(', ') ?? '',
    subject: parsed.subject ?? '',
    html: parsed.html || null,
    text: parsed.text ?? null,
    source: raw.toString('utf8'),
    language: languageOf(parsed),
    oneClick: oneClickOf(parsed),
  };
}

function languageOf({ headers }: Pick<ParsedMail, 'headers'>): string {
  const language = headers.get('content-language');
  return typeof language === 'string' ? language : '';
}

function oneClickOf({ headerLines }: ParsedMail): string | null {
  const field = (name: string) => headerLines.find(({ key }) => key === name)?.line ?? '';
  if (!/List-Unsubscribe=One-Click/i.test(field('list-unsubscribe-post'))) return null;
  return /<(https?:[^>\s]+)>/.exec(field('list-unsubscribe'))?.[1] ?? null;
}

async function envelopeOf(folder: string, name: string) {
  const { destinations, acceptedAt } = envelopeSchema.parse(
    JSON.parse(await readFile(join(folder, name), 'utf8')),
  );
  return { number: numberOf(name), to: destinations, at: acceptedAt };
}

/** The header alone is read: a list of messages need not have their megabytes. */
async function headOf(path: string): Promise<Pick<ListedMail, 'from' | 'subject' | 'language'>> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(mostOfHead) });
    const end = buffer.indexOf('\r\n\r\n');
    const { from, subject, headers } = await simpleParser(
      buffer.subarray(0, end === -1 || end > bytesRead ? bytesRead : end + 4),
    );
    const [sender] = from?.value ?? [];
    return {
      from: sender?.name || sender?.address || '',
      subject: subject ?? '',
      language: languageOf({ headers }),
    };
  } finally {
    await file.close();
  }
}

/** Bytes: a header of Courant's has few hundred. */
const mostOfHead = 16_384;

function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}
