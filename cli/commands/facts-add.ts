import { counted } from '../../core/foundation/counts.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import { articlePaths, choiceMistakes, skippedSchema } from '../facts/article-paths.ts';
import { captureOfFile, capturesOfFolder } from '../facts/captures.ts';
import { fileAll } from '../facts/file-all.ts';
import { hintLines } from '../facts/hints.ts';
import { loadFilings, topicsOf, whereCapturesAre } from '../facts/load-filings.ts';
import { nextEditions } from '../facts/next-editions.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Arguments, Command } from '../program/command.ts';
import { table } from '../program/layout.ts';
import { usageMistake } from '../program/usage-error.ts';

/** `facts add`: checks everything before it files anything. */
export const factsAdd: Command<World> = {
  name: 'facts add',
  operands: [{ name: '<FILE...>', about: 'article files, such as facts/*.json' }],
  options: ['capture', 'captures'],
  summary: 'file articles and their facts for the next edition',
  about: [
    'The fact log keeps articles and facts for good. Courant checks every file first; if anything is wrong, it files nothing. ' +
      'Filing the same again changes nothing. If a fact names another with "sameAs" or "follows", that one has to be filed ' +
      'already, or to be in one of the files.',
    'A fact stands on the text from which it was drawn, so Courant files the captured text too, privately. Name it with ' +
      '--capture, or name a folder with --captures: there Courant finds each text by the SHA-256 that its article states ' +
      '(sha256sum prints it).',
  ],
  examples: [
    'courant facts add article.json --capture article.txt',
    'courant facts add facts/*.json --captures texts/',
  ],
  check: ({ operands, options }) => captureMistakes(operands, options),
  async run({ operands, options }, world) {
    const { articles, schemas } = articlePaths(operands);
    const captures =
      options.capture === undefined
        ? await capturesOfFolder(options.captures ?? '')
        : captureOfFile(options.capture);
    const configuration = await world.configuration();
    const filings = await loadFilings(articles, captures, topicsOf(configuration));
    for (const path of schemas) world.print(skippedSchema(path));
    for (const hint of hintLines(filings, configuration.publications)) world.print(hint);
    return withInstallation(world, options, async installation => {
      const filed = await fileAll(installation, filings);
      const rows = filed.map(({ path, result, file, recordedAt }) => [
        result === 'filed' ? 'filed' : 'filed before',
        recordedAt,
        counted(file.facts.length, 'fact'),
        path,
      ]);
      for (const line of table(rows)) world.print(line);
      for (const line of nextEditions(installation, filed)) world.print(line);
      return 0;
    });
  },
};

function captureMistakes(
  paths: Arguments['operands'],
  { capture, captures }: Arguments['options'],
): Mistake[] {
  if (capture === undefined && captures === undefined) {
    const todo = `add it: a fact whose evidence cannot be looked up is not filed. ${whereCapturesAre}`;
    return [
      usageMistake('no captured text', '--capture TEXT_FILE, or --captures DIR for several files', todo),
    ];
  }
  return choiceMistakes(paths, capture);
}
