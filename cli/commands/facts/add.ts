import { counted } from '../../../core/foundation/counts.ts';
import type { Mistake } from '../../../core/foundation/errors.ts';
import { slug } from '../../../core/foundation/slug.ts';
import { addToArticle } from '../../facts/add-to-article.ts';
import { articlePaths, choiceMistakes, skippedSchema } from '../../facts/article-paths.ts';
import { captureOfFile, capturesOfFolder } from '../../facts/captures.ts';
import { fileAll, notFiled } from '../../facts/file-all.ts';
import { hintLines } from '../../facts/hints.ts';
import { loadFilings, topicsOf, whereCapturesAre } from '../../facts/load-filings.ts';
import { filedTwinNotes } from '../../facts/log/filed-twins.ts';
import { nextEditions } from '../../facts/next-editions.ts';
import { sameCaptureNotes } from '../../facts/same-capture.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Arguments, Command } from '../../program/command.ts';
import { table } from '../../program/layout.ts';
import { usageMistake } from '../../program/usage-error.ts';

/** `facts add`: checks everything before it files anything. */
export const factsAdd: Command<World> = {
  name: 'facts add',
  operands: [{ name: '<FILE...>', about: 'article files, such as facts/*.json' }],
  options: ['capture', 'captures', 'to'],
  summary: 'file articles and their facts for the next edition',
  about: [
    'The fact log keeps articles and facts for good. Courant checks every file first; if anything is wrong, it files nothing. ' +
      'Filing the same again changes nothing. If a fact names another with "sameAs" or "follows", that one has to be filed ' +
      'already, or to be in one of the files.',
    'A fact that says more than its text, or seems to, has a note. It is filed once its file accepts the note under "accepted", with the reason ' +
      'and the name of who says so; Courant names the line to add. The log keeps it.',
    'Courant notes, too, a fact that says nearly the same as one that was filed in the last five weeks. Such a note needs no answer: it names ' +
      'both, and nothing is merged.',
    'A fact stands on the text from which it was drawn, so Courant files the captured text too, privately. Name it with ' +
      '--capture, or name a folder with --captures: there Courant finds each text by the SHA-256 that its article states ' +
      '(sha256sum prints it). If another article has the same text, Courant says so.',
    'Facts that were missed are added to a filed article with --to, from a FILE that holds them alone, under numbers that the article has ' +
      'not used. They stand on the same text, which Courant keeps (where it keeps none, name it with --capture), and are new for the ' +
      'next edition:',
    '  {\n    "article": "my-article",\n    "facts": [{ "id": "my-article.31", … }]\n  }',
  ],
  examples: [
    'courant facts add article.json --capture article.txt',
    'courant facts add facts/*.json --captures texts/',
    'courant facts add --to my-article missed.json',
  ],
  check: ({ operands, options }) => captureMistakes(operands, options),
  async run({ operands, options }, world) {
    if (options.to !== undefined) return addToArticle(world, operands[0] ?? '', options.to, options);
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
      const fresh = await notFiled(installation, filings);
      for (const note of await sameCaptureNotes(installation, fresh)) world.print(note);
      const facts = fresh.map(({ path, file }) => ({ path, facts: file.facts }));
      for (const note of await filedTwinNotes(installation, facts)) world.print(note);
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
  { capture, captures, to }: Arguments['options'],
): Mistake[] {
  if (to !== undefined) return additionMistakes(paths, to, captures);
  if (capture === undefined && captures === undefined) {
    const todo = `add it: a fact whose evidence cannot be looked up is not filed. ${whereCapturesAre}`;
    return [
      usageMistake('no captured text', '--capture TEXT_FILE, or --captures DIR for several files', todo),
    ];
  }
  return choiceMistakes(paths, capture);
}

function additionMistakes(paths: Arguments['operands'], to: string, captures: string | undefined): Mistake[] {
  const mistakes: Mistake[] = [];
  if (!slug(60).safeParse(to).success) {
    const todo = 'copy the id from the article file';
    mistakes.push(usageMistake(`--to ${to}`, "an article's id, such as my-article", todo));
  }
  if (paths.length > 1)
    mistakes.push(
      usageMistake(`--to with ${paths.length} files`, 'one file with --to', 'add one after the other'),
    );
  if (captures !== undefined) {
    const todo = 'leave it out, or name the text with --capture where Courant keeps none';
    mistakes.push(usageMistake('--captures with --to', 'no folder of texts with --to', todo));
  }
  return mistakes;
}
