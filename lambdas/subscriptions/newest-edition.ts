import { editionsIn } from '../../core/archive/editions-json.ts';
import type { Archive } from '../../core/edition/archive.ts';
import { archivePageUrl } from '../../core/publication/links.ts';
import type { NewestEdition } from '../../core/rendering/pages/confirm-page.ts';

/** The newest edition of a publication as its list names it, with the address of its page; undefined without either. */
export async function newestEditionIn(
  archive: Pick<Archive, 'readVersion'>,
  archiveUrl: string | null,
  publication: string,
): Promise<NewestEdition | undefined> {
  if (archiveUrl === null) return undefined;
  const list = await archive.readVersion({ publication, path: 'editions.json' });
  const newest = list && editionsIn(list.content)?.at(-1);
  const url = newest && archivePageUrl(archiveUrl, publication, newest.edition);
  if (!newest || !url) return undefined;
  return { number: newest.number, headline: newest.headline ?? { text: newest.subject, language: '' }, url };
}
