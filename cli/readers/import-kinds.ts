import { randomBytes } from 'node:crypto';
import { counted } from '../../core/foundation/counts.ts';
import { publicationLanguages } from '../../core/publication/languages.ts';
import { namedIds } from '../../core/publication/retired.ts';
import { occurrenceAfter } from '../../core/publication/schedule.ts';
import type { Admission } from '../../core/readers/admission/admission.ts';
import { endPeople, lookAtOptOuts } from '../../core/readers/admission/end-people.ts';
import { importPeople, lookAtPeople } from '../../core/readers/admission/import-people.ts';
import {
  type OptOut,
  optOutColumns,
  optOutOf,
  type Person,
  personOf,
  type RowTerms,
  readerColumns,
} from '../../core/readers/admission/import-row.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import { optOutWords, peopleWords } from './describe-import.ts';
import { type AskedImport, importTable } from './import-table.ts';

function termsOf(
  { configuration, clock }: Installation,
  publication: string | null,
  known: readonly string[],
): RowTerms {
  const { publications } = configuration;
  const [only, ...others] = publications;
  const languages = new Map(publications.map(({ id, language }) => [id, language]));
  return {
    publications: new Map(known.map(id => [id, languages.get(id) ?? 'en'])),
    publication: publication ?? (only && others.length === 0 ? only.id : null),
    onlyThat: publication !== null,
    languages: publicationLanguages,
    now: clock.now(),
  };
}

const newToken = () => randomBytes(16).toString('base64url');

/** Makes readers of a table's people. @returns the exit code */
export async function importReaders(
  world: World,
  installation: Installation,
  asked: AskedImport,
): Promise<number> {
  const { readers, addresses, storedRows: stored, configuration, clock } = installation;
  const ids = configuration.publications.map(({ id }) => id);
  const { again } = asked.options;
  return importTable<Person, string>(world, installation, asked, {
    words: peopleWords,
    columns: readerColumns,
    terms: termsOf(installation, asked.publication, ids),
    read: personOf,
    rank: ({ agreed }) => agreed.at,
    changes: ['new', 'again'],
    agreedAt: ({ agreed }) => agreed.at,
    work: kept => ({
      look: async people => (await lookAtPeople({ stored, kept }, people, again)).map(fateOf),
      write: async people => {
        const context = { stored, kept, readers, addresses, newToken };
        return (await importPeople(context, people, { again, joined: clock.now() })).map(fateOf);
      },
    }),
    before: ({ publications }) =>
      configuration.publications.flatMap(({ id, title, schedule }) => {
        const number = publications.get(id);
        const first = occurrenceAfter(schedule, clock.now());
        return number ? [`${title}: ${counted(number, 'reader')} more. Their first edition: ${first}`] : [];
      }),
  });
}

function fateOf(admission: Admission): string {
  return admission.kind === 'ended' ? admission.state : admission.kind;
}

/** Takes over who left an older tool. @returns the exit code */
export async function importOptOuts(
  world: World,
  installation: Installation,
  asked: AskedImport,
): Promise<number> {
  const { readers, addresses, keeper, storedRows: stored, configuration } = installation;
  let unkept = 0;
  const code = await importTable<OptOut, string>(world, installation, asked, {
    words: optOutWords,
    columns: optOutColumns,
    terms: termsOf(installation, asked.publication, namedIds(configuration)),
    read: optOutOf,
    // A complaint is final, whatever came after it.
    rank: ({ state, ended }) => `${state === 'complained' ? 1 : 0} ${ended.at}`,
    changes: ['noted', 'leaves', 'known'],
    work: kept => ({
      look: people => lookAtOptOuts({ stored, kept }, people),
      write: async people => {
        const context = { stored, kept, readers, addresses, keeper, newToken };
        const done = await endPeople(context, people);
        unkept += done.unkept;
        return done.fates;
      },
    }),
    before: () => [],
  });
  if (unkept === 0) return code;
  world.printError(
    `${counted(unkept, 'ending')} could not be kept in the archive bucket, and may not hold. Type the same again.`,
  );
  return 1;
}
