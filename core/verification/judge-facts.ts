import { factsFile, factsOfMonth, factsRenderer } from '../archive/folding/month-facts.ts';
import type { DigestTexts } from '../archive/standing/standings.ts';
import { archiveKey } from '../edition/damage.ts';
import { historyOf, type MonthState, monthFiles } from '../edition/months/month-state.ts';
import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { textOf } from './edition-seen.ts';
import type { Findings } from './finding.ts';
import type { Look } from './look.ts';

/**
 * Makes the facts of a month anew from its editions' digests, and compares them as bytes: somebody who changed them may have changed the hash with them. Lines
 * of another layout are known by their hash alone.
 * @param chains ids of the publication, the former one first.
 */
export async function judgeFacts(
  look: Look,
  state: MonthState,
  chains: readonly string[],
  findings: Findings,
): Promise<void> {
  const { facts: path } = monthFiles(state.month);
  const key = archiveKey(state.publication, path);
  const named = state.files[path];
  const stored = await look.read('archive', key);
  // What is missing, or is not what the state names, was said already.
  if (named?.renderer !== factsRenderer || !stored || sha256(stored) !== named.sha256) return;
  const made = await linesAnew(look, state, chains);
  if (made !== undefined && made !== textOf(stored))
    findings.add(key, 'altered', 'it is not what the sealed digests make of the facts of this month');
}

/** Undefined where a digest that is needed is not there, or is none: it is named itself. */
async function linesAnew(
  look: Look,
  state: MonthState,
  chains: readonly string[],
): Promise<string | undefined> {
  const texts: DigestTexts = async ({ publication, manifest }) => {
    const bytes = await look.read('archive', archiveKey(publication, `${manifest.edition}/digest.json`));
    return bytes ? textOf(bytes) : '';
  };
  const history = historyOf(state, chains);
  try {
    const lines = await factsOfMonth({ state, history, texts, touched: undefined, stored: undefined });
    return factsFile(state, lines).content;
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}
