import { correctionsFile, correctionsRenderer, linesOfEditions } from '../archive/folding/year-files.ts';
import { digestsBy } from '../archive/standing/standings.ts';
import { archiveKey } from '../edition/damage.ts';
import { type MonthState, yearFiles, yearOf } from '../edition/months/month-state.ts';
import type { History } from '../edition/months/past-edition.ts';
import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { textOf } from './edition-seen.ts';
import type { Findings } from './finding.ts';
import type { Look } from './look.ts';

/**
 * Makes what a year put right anew from its editions' digests, and compares it as bytes, as with the facts of a month; and says so where nothing vouches for it.
 * @param last the state of the last month of the year. @param history of the publication, as it may be shown.
 */
export async function judgeYear(
  look: Look,
  last: MonthState,
  history: History,
  findings: Findings,
): Promise<void> {
  const { publication, files } = last;
  const year = yearOf(last.month);
  const { corrections: path, page } = yearFiles(year);
  for (const name of [path, page]) {
    const key = archiveKey(publication, name);
    if (!(name in files) && (await look.read('archive', key)))
      findings.add(key, 'extra', `the state of ${last.month}, the last month of its year, does not name it`);
  }
  const key = archiveKey(publication, path);
  const stored = await look.read('archive', key);
  // What is missing, or is not what the state names, was said already.
  if (files[path]?.renderer !== correctionsRenderer || !stored || sha256(stored) !== files[path].sha256)
    return;
  const own = history.filter(
    past => past.publication === publication && yearOf(past.manifest.edition) === year,
  );
  const made = await madeAnew(look, publication, year, own);
  if (made !== undefined && made !== textOf(stored))
    findings.add(key, 'altered', 'it is not what the sealed digests make of the corrections of this year');
}

/** Undefined where a digest that is needed is not there, or is none: it is named itself. */
async function madeAnew(
  look: Look,
  publication: string,
  year: string,
  editions: History,
): Promise<string | undefined> {
  const digests = digestsBy(async past => {
    const name = archiveKey(past.publication, `${past.manifest.edition}/digest.json`);
    const bytes = await look.read('archive', name);
    return bytes ? textOf(bytes) : '';
  });
  try {
    return correctionsFile(publication, year, await linesOfEditions(editions, digests)).content;
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}
