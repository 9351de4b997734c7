import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import * as z from 'zod';

/** A message in the folder of accepted ones; numbered from 1 in the order of acceptance. */
export type ListedMail = { number: number; to: string; publication: string; edition: string };

const envelopeSchema = z.object({
  destinations: z.array(z.string()),
  tags: z.object({ publication: z.string(), edition: z.string() }).partial(),
});

/** The newest messages of a folder, newest first, at most `most`; and how many there are in all. */
export async function newestMails(
  folder: string,
  most: number,
): Promise<{ mails: ListedMail[]; total: number }> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.json')).sort();
  const newest = most > 0 ? names.slice(-most).reverse() : [];
  const mails = await Promise.all(
    newest.map(async name => {
      const { destinations, tags } = envelopeSchema.parse(
        JSON.parse(await readFile(join(folder, name), 'utf8')),
      );
      return {
        number: Number.parseInt(name, 10),
        to: destinations.join(', '),
        publication: tags.publication ?? '',
        edition: tags.edition ?? '',
      };
    }),
  );
  return { mails, total: names.length };
}

/** The HTML part of a message as a mail program would get it; undefined when there is none of that number. */
export async function htmlOfMail(folder: string, number: number): Promise<string | undefined> {
  const names = await readdir(folder);
  const name = names.find(one => one.endsWith('.eml') && Number.parseInt(one, 10) === number);
  if (name === undefined) return undefined;
  const { html, textAsHtml } = await simpleParser(await readFile(join(folder, name)));
  return html || textAsHtml || '';
}
