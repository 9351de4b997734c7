import { yearFiles } from '../../edition/months/month-state.ts';
import type { Imprint } from '../../publication/retired.ts';
import type { RenderYear } from '../../rendering/pages/year-page.ts';
import type { CorrectionLine } from '../data/correction-line.ts';
import type { MadeFile } from '../replace-files.ts';

/** The page of what a year's editions put right as a file, by the lines of its data. */
export function makeYearPage(
  { id, title, description, language, postalAddress }: Imprint,
  year: string,
  lines: readonly CorrectionLine[],
  renderYear: RenderYear,
): MadeFile {
  const publication = { title, description, language, postalAddress };
  const groups = Map.groupBy(lines.toReversed(), ({ edition }) => edition);
  const editions = [...groups].map(([edition, newestFirst]) => ({
    ...{ edition, number: newestFirst[0]?.editionNumber ?? 0, page: `../${edition}/index.html` },
    corrections: newestFirst.toReversed(),
  }));
  return {
    publication: id,
    path: yearFiles(year).page,
    content: renderYear({ publication, year, editions }),
  };
}
