import type { VersionedFile } from '../../edition/archive.ts';
import type { Imprint } from '../../publication/retired.ts';
import type { RenderSearch } from '../../rendering/pages/search-page.ts';
import type { MadeFile } from '../replace-files.ts';

const paths = { page: 'all/search.html', script: 'all/search.js' } as const;

/** The page for searching a publication's archive, and its script. */
export function searchFiles(publication: string): VersionedFile[] {
  return [paths.script, paths.page].map(path => ({ publication, path }));
}

/** Makes them, the script first: whoever finds the page has what it runs. None without words for them. */
export function makeSearch(
  { renderSearch }: { renderSearch?: RenderSearch },
  publication: Imprint & { topics?: readonly { id: string; title: string }[] },
): MadeFile[] {
  if (!renderSearch) return [];
  const { id, title, description, language, postalAddress, topics = [] } = publication;
  const { page, script } = renderSearch({
    publication: { title, description, language, postalAddress },
    topics,
  });
  return [
    { publication: id, path: paths.script, content: script },
    { publication: id, path: paths.page, content: page },
  ];
}
