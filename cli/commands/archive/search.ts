import { type FactLine, factLineSchema, type LineStanding } from '../../../core/archive/data/fact-line.ts';
import {
  asksAnything,
  nothingAsked,
  type Question,
  wordsToShow,
} from '../../../core/archive/search/match.ts';
import { counted } from '../../../core/foundation/counts.ts';
import { CourantError, type Mistake } from '../../../core/foundation/errors.ts';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { publicationsIn } from '../../../core/verification/seen/family.ts';
import type { Look } from '../../../core/verification/seen/look.ts';
import { folderLook } from '../../archive/folder-look.ts';
import { publicLook } from '../../archive/public-look.ts';
import { searchMonths } from '../../archive/search-months.ts';
import { findPublication } from '../../installation/find-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Arguments, Command } from '../../program/command.ts';
import { wrapped } from '../../program/layout.ts';

/** `archive search`: facts by words that stand in them. */
export const archiveSearch: Command<World> = {
  name: 'archive search',
  operands: [
    {
      name: '[WORDS...]',
      about: 'words that a fact has to have, all of them; several as one in quotation marks',
    },
  ],
  options: ['publication', 'topic', 'kind', 'who', 'source', 'years', 'dir', 'url', 'json'],
  summary: 'find published facts by the words in them',
  about: [
    'Courant reads the facts of the months, newest first, and prints those that have all the words as they are written: anywhere in a text, in any language, ' +
      'without case. It looks at statements, speakers, sources, places, entities and quotes, and at what is right by now. Each fact comes with its number, edition, ' +
      'label and standing, and the address at which it is permanently found. The page all/search.html of an archive finds the same.',
    'With --dir it looks at a copy in a folder, with --url at what the web can have: neither needs an account. With --json it prints each fact as the months’ data ' +
      'have it: docs/archive.md describes the fields.',
  ],
  examples: [
    'courant archive search Shenzhen',
    'courant archive search 深圳 --years 2026-2028',
    'courant archive search "export controls" --kind measure --json',
    'courant archive search Shenzhen --url https://digest.example',
  ],
  check: typed => mistakesIn(typed),
  async run(typed, world) {
    const question = questionOf(typed);
    return withLook(typed, world, async (look, publications, topics) => {
      let found = 0;
      for await (const line of searchMonths(look, publications, question, topics)) {
        found += 1;
        if (typed.options.json) world.print(JSON.stringify(line));
        else
          for (const text of shown(line, question, typed.options.url))
            world.print(wrapped(text, world.columns));
      }
      if (!typed.options.json) world.print(`${counted(found, 'fact')} found.`);
      return 0;
    });
  },
};

/** A kind that no fact has would find nothing, and seem an answer. Topics an older edition may have had that are gone by now: only the archive knows them. */
const kinds: readonly string[] = factLineSchema.shape.kind.unwrap().options;
const years = /^(\d{4})(?:-(\d{4}))?$/;

function mistakesIn(typed: Arguments): Mistake[] {
  const { options } = typed;
  const [, first = '', last = first] = years.exec(options.years ?? '') ?? [];
  const wrongYears = options.years !== undefined && (first === '' || last < first);
  return [
    ...(wrongYears
      ? [
          {
            source: '--years',
            path: '',
            expected: 'a year such as 2026, or two, such as 2026-2028, the earlier one first',
            found: options.years ?? '',
            todo: 'correct it',
          },
        ]
      : []),
    ...(options.kind === undefined || kinds.includes(options.kind)
      ? []
      : [
          {
            source: '--kind',
            path: '',
            expected: `one of ${kinds.join(', ')}`,
            found: options.kind,
            todo: 'correct it',
          },
        ]),
    ...(asksAnything(questionOf(typed))
      ? []
      : [
          {
            source: 'WORDS',
            path: '',
            expected: 'at least one word, or an option that narrows down',
            found: 'nothing',
            todo: 'type a word that the facts have',
          },
        ]),
  ];
}

/** Words that the shell kept together count as one. */
function questionOf({ operands, options }: Arguments): Question {
  const [, from = '', to = from] = years.exec(options.years ?? '') ?? [];
  const { topic = '', kind = '', who = '', source = '' } = options;
  const words = operands.map(word => (/\s/.test(word) && !/["“”]/.test(word) ? `"${word}"` : word)).join(' ');
  return { ...nothingAsked, words, topic, kind, who, source, from, to };
}

async function withLook(
  { options }: Arguments,
  world: World,
  search: (look: Look, publications: readonly string[], topics: readonly string[]) => Promise<number>,
): Promise<number> {
  const { publication } = options;
  if (options.dir !== undefined) {
    const look = await folderLook(options.dir);
    return search(look, publication ? [publication] : await publicationsIn(look), await topicsHere(world));
  }
  if (options.url !== undefined) {
    const ids = publication ? [publication] : (await world.configuration()).publications.map(({ id }) => id);
    return search(publicLook(options.url), ids, await topicsHere(world));
  }
  return withInstallation(world, options, async installation => {
    const { look, seals, configuration } = installation;
    const ids = publication
      ? [(await findPublication(installation, publication)).id]
      : await seals.publications();
    return search(look, ids, topicsOf(configuration));
  });
}

/** The project's configuration may be that of the archive, or another one; an archive is searched without any. */
async function topicsHere(world: World): Promise<string[]> {
  return world.configuration().then(topicsOf, error => {
    if (error instanceof CourantError) return [];
    throw error;
  });
}

function topicsOf({ publications }: Configuration): string[] {
  return publications.flatMap(({ topics }) => topics.map(({ id }) => id));
}

function shown(line: FactLine, question: Question, url: string | undefined): string[] {
  const { number, edition, editionNumber, label, attribution, source } = line;
  const standings = [line.standing, ...(line.alsoSince ?? [])].flatMap(one =>
    one ? [standingText(one)] : [],
  );
  const who = Object.values(attribution.who)[0] ?? '';
  return [
    `${number}  No. ${editionNumber}, ${edition} · ${label} · ${attribution.how === 'named' ? who : `${who} (${attribution.how})`} · ${source.publisher}`,
    ...standings.map(text => `  ${text}`),
    `  ${wordsToShow(line, question, line.language).text}`,
    `  ${placeOf(line, url)}`,
    '',
  ];
}

function standingText({ kind, by, publisher, label, right }: LineStanding): string {
  const where = `in No. ${by.editionNumber}, ${by.edition}`;
  const whose = publisher === null ? '' : ` (${publisher})`;
  if (kind === 'updated') return `Since then${label ? ` ${label}` : ''}: ${by.number} ${where}`;
  const is = right ? `. Right is: ${Object.values(right.statement)[0] ?? ''}` : '';
  return `${kind === 'withdrawn' ? 'Withdrawn' : 'Corrected'}${whose} ${where}${is}`;
}

/** The permanent place: an address where the archive was reached by one, else a key of the bucket. */
function placeOf({ publication, page }: FactLine, url: string | undefined): string {
  const key = page.replace('../', `archive/${publication}/`);
  return url === undefined ? key : new URL(`/${key}`, url).href;
}
