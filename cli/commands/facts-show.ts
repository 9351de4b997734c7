import { carriedFact } from '../../core/archive/standing/fact-standing.ts';
import type { Fact } from '../../core/articles/fact.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import { articleOfFact, type CurrentFact, currentFact } from '../../core/filing/filed-fact.ts';
import { NoSuchFactError } from '../../core/filing/filing-errors.ts';
import { describeStanding, type FactInPublication } from '../facts/describe-standing.ts';
import { factIdMistakes } from '../facts/fact-operand.ts';
import { findPublication } from '../installation/find-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { labelled, paragraph } from '../program/layout.ts';

/** `facts show`: which editions carried a fact, and what has become of it. */
export const factsShow: Command<World> = {
  name: 'facts show',
  operands: [{ name: '<FACT>', about: 'id of the filed fact, such as my-article.4' }],
  options: ['publication', 'json'],
  summary: 'show what has become of a fact',
  about: [
    'Says which edition of each publication carried the fact, and under which number; whether it stands as it was said, was corrected ' +
      '(to what, in which edition), withdrawn, or updated by a later fact; and what was filed since that no edition has taken up. What ' +
      'editions said is read from their sealed files, so it works for a private archive too.',
    'With --json there is a line for each publication that carried it.',
  ],
  examples: ['courant facts show my-article.4', 'courant facts show my-article.4 --json'],
  check: ({ operands: [fact = ''] }) => factIdMistakes(fact),
  async run({ operands: [fact = ''], options }, world) {
    const { current, found } = await withInstallation(world, options, async installation => {
      const filed = await filedFact(installation, fact);
      return { current: filed, found: await inPublications(installation, fact, options.publication, filed) };
    });
    if (options.json) {
      for (const one of found) world.print(JSON.stringify({ fact, ...one }));
      return 0;
    }
    world.print(fact);
    if (found.length === 0) for (const line of unpublished(current, world.columns)) world.print(line);
    for (const one of found)
      for (const line of ['', ...describeStanding(one, world.columns)]) world.print(line);
    return 0;
  },
};

/** @throws NoSuchFactError */
async function filedFact({ filing }: Installation, id: string): Promise<CurrentFact & { asFiled: Fact }> {
  const article = await articleOfFact(filing, id);
  const asFiled = article?.facts.find(fact => fact.id === id);
  if (!asFiled) throw new NoSuchFactError(id, article);
  return { asFiled, ...(await currentFact(filing, asFiled)) };
}

async function inPublications(
  installation: Installation,
  fact: string,
  named: string | undefined,
  { newest }: CurrentFact,
): Promise<FactInPublication[]> {
  const { publications, retired } = installation.configuration;
  const all =
    named === undefined ? [...publications, ...retired] : [await findPublication(installation, named)];
  const former = new Set(publications.flatMap(({ formerly }) => formerly ?? []));
  const found: FactInPublication[] = [];
  for (const { id, title, ...imprint } of all) {
    if (named === undefined && former.has(id)) continue;
    const formerly = 'formerly' in imprint ? imprint.formerly : undefined;
    const chains = formerly === undefined ? [id] : [formerly, id];
    const last = await newestOf(installation, chains);
    const carried = await carriedFact({ ...installation, log: installation.filing }, chains, last, fact);
    if (!carried) continue;
    const isPending = newest !== undefined && newest.record.sequence > carried.sequence;
    found.push({ publication: id, title, carried, pending: isPending ? newest.record : null });
  }
  return found;
}

/** The newest edition under any of a publication's ids. */
async function newestOf({ seals, clock }: Installation, chains: readonly string[]) {
  for (const id of chains.toReversed()) {
    const seal = await newestSeal(seals, id, clock.now());
    if (seal) return seal.plan;
  }
  return undefined;
}

function unpublished({ asFiled, fact }: CurrentFact & { asFiled: Fact }, columns: number | undefined) {
  const said = fact ?? asFiled;
  return [
    ...paragraph('Says', said.statement.en ?? Object.values(said.statement)[0] ?? '', columns),
    labelled('Standing', fact ? 'filed; no edition has carried it' : 'retracted; no edition has carried it'),
  ];
}
