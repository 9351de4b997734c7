import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../core/edition/manifest.ts';
import { CourantError } from '../core/foundation/errors.ts';
import type { MessageTemplate } from '../core/message/places.ts';
import { fieldLengths, type ReaderFields } from '../core/message/reader-fields.ts';

/** Reads a file of an edition's archive by its name; undefined when it is not there. */
export type EditionFiles = (name: string) => Promise<string | undefined>;

/** An edition as every contender needs it. */
export type BenchEdition = {
  name: string;
  from: { name: string; address: string };
  subject: string;
  html: string;
  text: string;
  /** What stands in html, text and the leave link in place of the reader's own fields; only of those that the edition has. */
  markers: Partial<ReaderFields>;
  /** Headers of the message, by name, that are the same for every reader. */
  headers: { 'Reply-To': string; List: Record<string, string> };
  leaveUrl: string;
  template: MessageTemplate;
};

/** The folder is not one of an edition. */
export class NoEditionError extends CourantError {}

/** The files of a folder of the archive. */
export function filesIn(folder: string): EditionFiles {
  return name =>
    readFile(join(folder, name), name === 'message.eml' ? 'latin1' : 'utf8').catch(error => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
}

/** Reads an edition, whichever it is. @param where for messages. @throws NoEditionError, UnreadableError */
export async function readEdition(files: EditionFiles, where: string): Promise<BenchEdition> {
  const file = async (name: string): Promise<string> => {
    const content = await files(name);
    if (content !== undefined) return content;
    throw new NoEditionError(
      `${where}: expected ${name}, found no such file. Name a folder of the archive that holds one edition, ` +
        'such as .courant/s3/archive/archive/<publication>/<edition> after npm start.',
    );
  };
  const { publication, edition, from, subject, places } = readManifest(await file('manifest.json'));
  const message = await file('message.eml');
  const template = { bytes: Buffer.from(message, 'latin1'), places };
  const header = (name: string) => headerOf(message, name, where);
  const leaveUrl = header('List-Unsubscribe').slice(1, -1);
  return {
    name: `${publication} ${edition}`,
    from,
    subject,
    html: await file('digest.html'),
    text: await file('digest.txt'),
    markers: markersIn(template),
    headers: {
      'Reply-To': header('Reply-To'),
      List: Object.fromEntries(
        ['List-Id', 'List-Unsubscribe-Post', 'Auto-Submitted', 'Content-Language'].map(name => [
          name,
          header(name),
        ]),
      ),
    },
    leaveUrl,
    template,
  };
}

/** Reads the markers back from the places, of which the first ones of a field together hold all of it. */
function markersIn({ bytes, places }: MessageTemplate): Partial<ReaderFields> {
  const markers: Partial<ReaderFields> = {};
  for (const place of places.fields) {
    const { field } = place;
    const found = markers[field] ?? '';
    if (found.length === fieldLengths[field]) continue;
    const run = bytes.toString('latin1', place.at, place.at + place.length);
    markers[field] =
      found +
      (place.encoding === 'none'
        ? run
        : atob(run).slice(place.before.length, -place.after.length || undefined));
  }
  return markers;
}

function headerOf(message: string, name: string, where: string): string {
  const value = new RegExp(`^${name}: (.*)\r$`, 'im').exec(
    message.slice(0, message.indexOf('\r\n\r\n')),
  )?.[1];
  if (value !== undefined) return value;
  throw new NoEditionError(
    `${where}: expected a header ${name} in message.eml, found none. Take another edition.`,
  );
}
