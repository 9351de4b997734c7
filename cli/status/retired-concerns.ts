import { newestSeal } from '../../core/edition/chain.ts';
import { retiredImprint, suggestedEntry } from '../../core/edition/imprint.ts';
import { type Imprint, namedIds, retiredIds } from '../../core/publication/retired.ts';
import type { Installation } from '../installation/installation.ts';
import { type Concern, runbookLine } from './concern.ts';

/** A publication that makes no editions any more; `named` where the configuration says so. */
export type RetiredFound = { imprint: Imprint; named: boolean };

/** Every publication that sealed editions and makes none any more, also one that stands nowhere in the configuration. Reads only. */
export async function retiredOf({
  configuration,
  seals,
}: Pick<Installation, 'configuration' | 'seals'>): Promise<RetiredFound[]> {
  const named = namedIds(configuration);
  const unknown = (await seals.publications()).filter(id => !named.includes(id));
  const found: RetiredFound[] = [];
  for (const id of [...retiredIds(configuration), ...unknown]) {
    const seal = await newestSeal(seals, id);
    if (seal) found.push({ imprint: retiredImprint(configuration, seal), named: named.includes(id) });
  }
  return found;
}

/** What to do about a publication that stands nowhere in the configuration. */
export function unknownConcern(imprint: Imprint): Concern {
  return {
    title: `${imprint.id} sealed editions, and stands nowhere in cdk.json.`,
    waits: true,
    lines: [
      [
        'It means',
        'Courant takes it for retired: its links act, and its unfinished editions are finished. But its sender may not send.',
      ],
      ['To do', 'If it is to make no more editions, add this to "retired" in cdk.json:'],
      ['', suggestedEntry(imprint)],
      [
        'Or',
        `if another publication goes on with it, write "formerly": "${imprint.id}" there; if it was taken out by mistake, put it back.`,
      ],
      ['Then', 'Deploy (npx cdk deploy).'],
      runbookLine('publications-unknown'),
    ],
  };
}

/** The same for programs. */
export function unknownObject(imprint: Imprint): object {
  const { id: publication } = imprint;
  return {
    publication,
    state: 'unknown publication',
    waitsForOperator: true,
    add: JSON.parse(suggestedEntry(imprint)),
  };
}
