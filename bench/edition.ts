import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CourantError } from '../lambdas/core/errors.ts';
import type { MessageTemplate } from '../lambdas/core/message/message-template.ts';
import { readManifest } from '../lambdas/core/publishing/manifest.ts';

/** Reads a file of an edition's archive by its name; undefined when it is not there. */
export type EditionFiles = (name: string) => Promise<string | undefined>;

/** An edition as every contender needs it. */
export type BenchEdition = {
  name: string;
  from: { name: string; address: string };
  subject: string;
  html: string;
  text: string;
  /** What stands in html, text and the leave link in place of the reader's leave key. */
  marker: string;
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
  const header = (name: string) => headerOf(message, name, where);
  const leaveUrl = header('List-Unsubscribe').slice(1, -1);
  return {
    name: `${publication} ${edition}`,
    from,
    subject,
    html: await file('digest.html'),
    text: await file('digest.txt'),
    marker: leaveUrl.slice(leaveUrl.lastIndexOf('/') + 1),
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
    template: { bytes: Buffer.from(message, 'latin1'), places },
  };
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
