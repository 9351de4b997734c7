import { counted } from '../../core/foundation/counts.ts';
import { keptIndex } from '../../core/readers/admission/import-people.ts';
import { readerId } from '../../core/readers/reader-id.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import { wrapped } from '../program/layout.ts';
import { nextCommand, quoted } from '../program/next-command.ts';
import type { Options } from '../program/options.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import { type CsvFile, standardInput } from './csv-file.ts';
import {
  doneLines,
  type FateWords,
  invalidLines,
  invalidShown,
  surveyLines,
  surveyObject,
} from './describe-import.ts';
import { goThrough, type Tally, type Work } from './run-import.ts';
import { personKey, type Survey, surveyTable, type TableOfPeople } from './table-of-people.ts';

/** What was asked for: a file, the one publication that is meant if one was named, and how. */
export type AskedImport = { file: CsvFile; publication: string | null; options: Options };
type Row = { publication: string; address: string };

/** One kind of import: how its rows are read, what is done with people, and the words for it. */
export type ImportOf<Said extends Row, Fate extends string> = Pick<Work<Said, Fate>, 'changes' | 'agreedAt'> &
  Pick<TableOfPeople<Said>, 'columns' | 'terms' | 'read' | 'rank'> & {
    words: FateWords;
    work(kept: Awaited<ReturnType<typeof keptIndex>>): Pick<Work<Said, Fate>, 'look' | 'write'>;
    /** What is to be known before it is written, in lines. */
    before(tally: Tally): string[];
  };

/**
 * Reads a table, looks at everybody in it, says what would come of them, and writes it where that was asked for and agreed to.
 * @returns the exit code: 1 if rows have mistakes.
 * @throws UsageError where it is to be written, and nobody said so.
 */
export async function importTable<Said extends Row, Fate extends string>(
  world: World,
  installation: Installation,
  { file, options }: AskedImport,
  { words, work: workOn, before, changes, agreedAt, ...reading }: ImportOf<Said, Fate>,
): Promise<number> {
  const key = await installation.readerIdKey.get();
  const idOf = (address: string) => readerId(address, key);
  const { columns, terms } = reading;
  const needed = terms.publication === null ? [...columns.required, 'publication'] : columns.required;
  const table: TableOfPeople<Said> = {
    ...{ ...reading, columns: { ...columns, required: needed }, file, map: options.map ?? [], idOf },
  };
  const survey = await surveyWithMistakes(world, table, options);
  const { best } = survey;
  const publications = new Set([...best.keys()].map(each => each.split(' ')[0] ?? ''));
  const kept = await keptIndex(installation.endings, publications, reader => best.has(personKey(reader)));
  const work: Work<Said, Fate> = { ...workOn(kept), changes, ...(agreedAt && { agreedAt }) };
  const foreseen = await goThrough(table, survey, work, 'look');
  const code = survey.invalid === 0 ? 0 : 1;
  const object = (tally: Tally) =>
    JSON.stringify({ applied: options.apply, ...surveyObject(survey, tally, words) });
  if (!options.json)
    for (const line of [...surveyLines(file.name, survey, foreseen, words), ...before(foreseen)])
      world.print(line);
  const toWrite = changes.reduce((sum, fate) => sum + (foreseen.fates.get(fate) ?? 0), 0);
  if (!options.apply || toWrite === 0) {
    world.print(options.json ? object(foreseen) : nothingWritten(toWrite, options, file));
    return code;
  }
  if (!options.yes) await askFirst(world, file, options, toWrite);
  const done = await goThrough(table, survey, work, 'write');
  const lines = options.json ? [object(done)] : ['Done:', ...doneLines(done, words)];
  for (const line of lines) world.print(line);
  return code;
}

/** Reads the table once; shows the first rows with mistakes, or all of them to a program. */
async function surveyWithMistakes<Said extends Row>(
  world: World,
  table: TableOfPeople<Said>,
  { json }: Options,
): Promise<Survey> {
  let shown = 0;
  const survey = await surveyTable(table, row => {
    if (json) world.print(JSON.stringify({ invalid: row }));
    else if (++shown <= invalidShown)
      for (const line of invalidLines(row)) world.print(wrapped(line, world.columns));
  });
  if (!json && shown > invalidShown)
    world.print(`${counted(shown - invalidShown, 'more row')} with mistakes; --json prints all`);
  return survey;
}

function nothingWritten(toWrite: number, options: Options, { name }: CsvFile): string {
  if (toWrite === 0) return 'There is nothing to write.';
  const words = [
    name === standardInput ? '-' : quoted(name),
    ...(options.map ?? []).map(each => `--map ${quoted(each)}`),
    ...(options.ended ? ['--ended'] : []),
    ...(options.again ? ['--again'] : []),
    '--apply',
  ];
  return `Nothing was written. To write it: ${nextCommand(`readers import ${words.join(' ')}`, options)}`;
}

/** @throws UsageError if nobody can be asked, or says otherwise. */
async function askFirst(world: World, file: CsvFile, options: Options, toWrite: number): Promise<void> {
  const ask = file.name !== standardInput && !options.json ? world.ask : undefined;
  const answer = await ask?.(`Write ${counted(toWrite, 'person', 'people')}? Type yes: `);
  if (answer?.trim().toLowerCase() === 'yes') return;
  const expected = '--yes, or yes typed at the terminal: nothing was written';
  throw new UsageError([
    usageMistake('no --yes', expected, 'if you mean it, type the same again with --yes'),
  ]);
}
