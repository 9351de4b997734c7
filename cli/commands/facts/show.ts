import { carriedFact } from '../../../core/archive/standing/fact-standing.ts';
import { newestSeal } from '../../../core/edition/chain.ts';
import { describeStanding, type FactInPublication } from '../../facts/describe-standing.ts';
import { factIdMistakes } from '../../facts/fact-operand.ts';
import { type FiledFact, filedFact, recordLines } from '../../facts/log/fact-records.ts';
import { findPublication } from '../../installation/find-publication.ts';
import type { Installation } from '../../installation/installation.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { labelled, paragraph } from '../../program/layout.ts';

/** `facts show`: when a fact was filed, which editions carried it, and what has become of it. */
export const factsShow: Command<World> = {
  name: 'facts show',
  operands: [{ name: '<FACT>', about: 'id of the filed fact, such as my-article.4' }],
  options: ['publication', 'json'],
  summary: 'show what has become of a fact',
  about: [
    'Says when the fact was filed; which edition of each publication carried the fact, and under which number; whether it stands as it was said, was corrected ' +
      '(to what, in which edition), withdrawn, or updated by a later fact; and what was filed since that no edition has taken up. What ' +
      'editions said is read from their sealed files, so it works for a private archive too. Last come all records of the log about the ' +
      'fact: with its key each can be found in the content bucket.',
    'With --json there is a line for each publication that carried it, or one if none did, with the records in it.',
  ],
  examples: ['courant facts show my-article.4', 'courant facts show my-article.4 --json'],
  check: ({ operands: [fact = ''] }) => factIdMistakes(fact),
  async run({ operands: [fact = ''], options }, world) {
    const { filed, found } = await withInstallation(world, options, async installation => {
      const inLog = await filedFact(installation.filing, fact);
      return { filed: inLog, found: await inPublications(installation, fact, options.publication, inLog) };
    });
    if (options.json) {
      const { filedAt, records } = filed;
      const each = found.length > 0 ? found : [{ publication: null, carried: null, pending: null }];
      for (const one of each) world.print(JSON.stringify({ fact, ...one, filedAt, records }));
      return 0;
    }
    const { columns } = world;
    const lines = [
      ...[fact, labelled('Filed', filed.filedAt)],
      ...(found.length === 0 ? unpublished(filed, columns) : []),
      ...found.flatMap(one => ['', ...describeStanding(one, columns)]),
      ...['', ...recordLines(filed.records, columns)],
    ];
    for (const line of lines) world.print(line);
    return 0;
  },
};

async function inPublications(
  installation: Installation,
  fact: string,
  named: string | undefined,
  { newest }: FiledFact,
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
    const isPending = newest !== undefined && newest.sequence > carried.sequence;
    found.push({ publication: id, title, carried, pending: isPending ? newest : null });
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

function unpublished({ asFiled, fact }: FiledFact, columns: number | undefined) {
  const said = fact ?? asFiled;
  return [
    ...paragraph('Says', said.statement.en ?? Object.values(said.statement)[0] ?? '', columns),
    labelled('Standing', fact ? 'filed; no edition has carried it' : 'retracted; no edition has carried it'),
  ];
}
