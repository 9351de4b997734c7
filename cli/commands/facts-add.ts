import type { Mistake } from '../../core/foundation/errors.ts';
import { articlePaths, choiceMistakes, passedOver } from '../facts/article-paths.ts';
import { captureOfFile, capturesOfFolder } from '../facts/captures.ts';
import { fileAll } from '../facts/file-all.ts';
import { loadFilings, topicsOf, whereCapturesAre } from '../facts/load-filings.ts';
import { nextEditions } from '../facts/next-editions.ts';
import { withInstallation } from '../installation/world.ts';
import type { Arguments, Command } from '../program/command.ts';
import { table } from '../program/layout.ts';
import { typed } from '../program/usage-error.ts';

/** `facts add`: checks everything before it files anything. */
export const factsAdd: Command = {
  name: 'facts add',
  operands: 'FILE…',
  options: ['capture', 'captures'],
  summary: 'file articles with their facts, so that the next edition has them',
  about: [
    'Files articles with their facts in the fact log, where they stay for good. Every file is checked first, against its',
    'captured text too, and if anything is wrong nothing is filed. Filing the same again changes nothing. A fact that',
    '"sameAs" or "follows" names has to be filed, or among the files.',
    'A fact stands on the text that it was drawn from, so the text is filed with it, privately:',
    '',
    '  courant facts add article.json --capture article.txt',
    '  courant facts add facts/*.json --captures texts/',
    '',
    'In a folder each text is found by the SHA-256 that its article states (sha256sum prints it).',
  ].join('\n'),
  check: ({ operands, options }) => captureMistakes(operands, options),
  async run({ operands, options }, world) {
    const { articles, schemas } = articlePaths(operands);
    const captures =
      options.capture === undefined
        ? await capturesOfFolder(options.captures ?? '')
        : captureOfFile(options.capture);
    const filings = await loadFilings(articles, captures, topicsOf(await world.configuration()));
    for (const path of schemas) world.print(passedOver(path));
    return withInstallation(world, options, async installation => {
      const filed = await fileAll(installation, filings);
      const rows = filed.map(({ path, result, file, recordedAt }) => [
        result === 'filed' ? 'filed' : 'filed before',
        recordedAt,
        `${file.facts.length} facts`.replace(/^1 facts/, '1 fact'),
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
  if (capture !== undefined && captures !== undefined) {
    return [typed('--capture and --captures', 'one of them', 'leave one out')];
  }
  if (capture === undefined && captures === undefined) {
    const todo = `add it: a fact whose evidence cannot be looked up is not filed. ${whereCapturesAre}`;
    return [typed('no captured text', '--capture TEXT_FILE, or --captures DIR for several files', todo)];
  }
  return choiceMistakes(paths, capture);
}
