import { day } from '../../../core/articles/field.ts';
import { type Drafted, draftOf } from '../../../core/filing/drafts/draft.ts';
import { counted } from '../../../core/foundation/counts.ts';
import type { Mistake } from '../../../core/foundation/errors.ts';
import { instantOf } from '../../../core/foundation/instant.ts';
import { slug } from '../../../core/foundation/slug.ts';
import type { World } from '../../installation/world.ts';
import type { Arguments, Command } from '../../program/command.ts';
import { labelled } from '../../program/layout.ts';
import { usageMistake } from '../../program/usage-error.ts';

/** `facts draft`: needs no installation. */
export const factsDraft: Command<World> = {
  name: 'facts draft',
  operands: [
    {
      name: '<FILE>',
      about: 'the article as text, Markdown or a saved web page (HTML); - for standard input',
    },
  ],
  options: ['id', 'retrieved', 'to', 'replace'],
  summary: 'make a draft of an article file from a text; file nothing',
  about: [
    'Courant writes drafts/SLUG.json and, beside it, drafts/SLUG.txt: the captured text on which the facts will stand. Git ignores both. Of ' +
      'a saved page the text is its article; title, publisher, author, address and date are taken from what the page says of itself.',
    'The draft has a candidate for every claim that the text may make, with its evidence word for word, and its quote. A person writes the ' +
      'statements, removes what is no fact, and settles what is only "suggested": kind, and who says so. Until then the draft is refused.',
    'A draft that is there is not written over without --replace. The same text makes the same draft.',
  ],
  examples: [
    'courant facts draft page.html --id chip-rules',
    'courant facts draft - --id chip-rules --retrieved 2026-11-23 < article.txt',
  ],
  check: draftMistakes,
  async run(
    { operands: [path = ''], options: { id = '', retrieved, to: folder = 'drafts', replace } },
    world,
  ) {
    // They are large, and no other command needs them.
    const [{ readOriginal }, { draftPaths, refuseExisting, writeDraft }] = await Promise.all([
      import('../../facts/drafts/read-original.ts'),
      import('../../facts/drafts/write-draft.ts'),
    ]);
    const { publications } = await world.configuration();
    if (!replace) await refuseExisting(draftPaths(folder, id));
    const original = await readOriginal(path);
    const now = world.clock?.now() ?? instantOf(new Date());
    const languages = [...new Set(publications.map(({ language }) => language))];
    const drafted = draftOf(original, { id, retrieved: retrieved ?? now.slice(0, 10), languages });
    const paths = await writeDraft(folder, drafted, replace);
    world.print(`${paths.article}: ${describeCandidates(drafted)}`);
    world.print(
      `${paths.capture}: the captured text, ${counted(drafted.draft.article.capture.characters, 'character')}`,
    );
    for (const [name, said] of Object.entries({
      ...original.head,
      language: { value: drafted.language.tag, from: drafted.language.from },
    }))
      if (typeof said === 'object')
        world.print(labelled(name, `${said.value.replace(/\s+/gu, ' ')} (${said.from})`));
    world.print(
      'Next: write the statements, settle what is "suggested", remove what is no fact, move the file to facts/: npm run desk does all of it\n' +
        'in the browser. Then\n' +
        `  courant facts check facts/${id}.json --capture ${paths.capture}`,
    );
    return 0;
  },
};

function describeCandidates({ draft: { facts }, more }: Drafted): string {
  const quotes = facts.filter(({ quote }) => quote !== undefined).length;
  const found = `${counted(facts.length, 'candidate')}, ${quotes} with a quote`;
  if (!more) return found;
  return `${found}; the text has more than an article file may have facts: make another draft from the rest of it`;
}

function draftMistakes({ operands: [path = ''], options: { id, retrieved } }: Arguments): Mistake[] {
  const mistakes: Mistake[] = [];
  if (id === undefined)
    mistakes.push(
      usageMistake(`${path} without --id`, '--id SLUG', 'add the id of the article, such as --id chip-rules'),
    );
  else if (!slug(60).safeParse(id).success)
    mistakes.push(
      usageMistake(
        `--id ${id}`,
        'lower-case letters, digits and single hyphens, at most 60',
        'write it as in chip-rules',
      ),
    );
  if (retrieved !== undefined && !day.safeParse(retrieved).success)
    mistakes.push(usageMistake(`--retrieved ${retrieved}`, 'a day such as 2026-11-23', 'correct the day'));
  return mistakes;
}
