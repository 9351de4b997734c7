import type { Manifest } from '../../../../core/edition/manifest.ts';
import { fillIn } from '../../../../core/message/fill-in.ts';
import type { MessageTemplate } from '../../../../core/message/places.ts';
import { fieldsOf } from '../../../../core/message/reader-fields.ts';
import type { Reader } from '../../../../core/readers/reader.ts';
import type { World } from '../world.ts';

/** Which messages that SES took are not what the archive says was submitted, with the reader's places filled in. */
export async function copiesWrong(
  { parts, stores }: World,
  manifests: readonly Manifest[],
): Promise<string[]> {
  const templates = new Map<string, MessageTemplate>();
  for (const { publication, edition, places } of manifests) {
    const content = (await stores.archive.read({ publication, edition }, 'message.eml')) ?? '';
    templates.set(edition, { bytes: Buffer.from(content, 'latin1'), places });
  }
  const all = await Array.fromAsync(stores.readers.all(parts.publication.id));
  const readers = new Map<string | undefined, Reader>(all.map(reader => [reader.id, reader]));
  return (await parts.cloud.ses.accepted()).flatMap(({ raw, tags }) => {
    const [reader, template] = [readers.get(tags.reader), templates.get(tags.edition ?? '')];
    // Of who was erased nothing is left to compare with.
    if (!reader || !template || fillIn(template, reader, fieldsOf(reader)).equals(raw)) return [];
    return [`mail ${tags.edition} ${tags.reader}: is not a copy of what the archive has`];
  });
}
