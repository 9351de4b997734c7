import { type MonthState, monthFiles, monthOf } from '../../edition/months/month-state.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import type { Imprint } from '../../publication/retired.ts';
import type { MonthCorrection, MonthPageInput, RenderMonth } from '../../rendering/pages/month-page.ts';
import type { FactLine } from '../data/fact-line.ts';
import { pageOf } from '../data/lines-of-edition.ts';
import type { MadeFile } from '../replace-files.ts';
import { type Digests, placeOf } from '../standing/standings.ts';

/** The page of a month as a file: its facts as their lines have them, and what its editions put right. */
export async function makeMonthPage(
  state: MonthState,
  lines: readonly FactLine[],
  { publication, digests, renderMonth }: { publication: Imprint; digests: Digests; renderMonth: RenderMonth },
): Promise<MadeFile> {
  const { publication: id, month, before, after } = state;
  const byEdition = Map.groupBy(lines, ({ edition }) => edition);
  const editions: MonthPageInput['editions'][number][] = [];
  for (const past of state.editions.toReversed()) {
    const { edition, number } = past.manifest;
    editions.push({
      ...{ edition, number, page: `../${edition}/index.html` },
      facts: byEdition.get(edition) ?? [],
      corrections: await correctionsOf(past, digests),
    });
  }
  const { title, description, language, postalAddress } = publication;
  const content = renderMonth({
    publication: { title, description, language, postalAddress },
    ...{ month, previous: beside(id, before), next: beside(id, after), editions },
  });
  return { publication: id, path: monthFiles(month).page, content };
}

/** The month of an edition that lies beside another's, and its page seen from there. */
function beside(from: string, past: PastEdition | null): MonthPageInput['next'] {
  if (!past) return null;
  const month = monthOf(past.manifest.edition);
  const folder = past.publication === from ? '' : `../../${past.publication}/all/`;
  return { month, page: `${folder}${month}.html` };
}

/** What an edition put right of earlier ones, with what is right, or what was withdrawn. */
async function correctionsOf(past: PastEdition, digests: Digests): Promise<MonthCorrection[]> {
  const { corrections, edition } = past.manifest;
  if (corrections.length === 0) return [];
  const told = (await digests(past)).corrections;
  return corrections.map(entry => {
    const correction = told.find(({ id }) => id === entry.fact);
    const statement = correction?.right?.statement ?? correction?.said.statement ?? null;
    const { number, kind } = entry;
    return { number, kind, statement, page: pageOf(edition, placeOf(past, entry).anchor) };
  });
}
