import { columnsOf, graphemesOf } from '../../core/foundation/wrap.ts';
import { preheaderOf } from '../../core/rendering/digest/subject.ts';
import { type BuiltEdition, buildEach } from '../support/editions/build.ts';
import { twelveWeeks } from '../support/editions/twelve-weeks.ts';
import { wordsFor } from './content.ts';

/** What a narrow inbox shows of a line. */
const inboxColumns = 40;

const headings = { en: 'In English', 'zh-Hans': 'In Chinese' };

const opening = `# What an inbox shows

Twelve editions of an invented publication, as a narrow inbox lists them: of each the subject, and below it the preheader, both cut after
${inboxColumns} columns, of which a Chinese character takes two. Whatever the cut leaves has to read as a headline. The whole subjects follow.
\`npm run inbox\` writes this page; the facts behind it are in \`tests/support/editions/twelve-weeks.ts\`.
`;

/** The page docs/inbox.md, as the use case that publishes makes its lines. */
export async function inboxPage(): Promise<string> {
  const parts = await Promise.all(
    (['en', 'zh-Hans'] as const).map(async language => {
      const editions = await buildEach(language, twelveWeeks[language], 'public');
      return [`## ${headings[language]}\n`, fenced(editions.map(shown)), fenced(editions.map(whole))];
    }),
  );
  return [opening, ...parts.flat()].join('\n');
}

function fenced(lines: readonly string[]): string {
  return `\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
}

function shown(edition: BuiltEdition): string {
  const { digest, subject } = edition;
  return `${digest.edition}  ${cut(subject)}\n            ${cut(preheaderOf(digest, wordsFor(edition)))}`;
}

function whole({ subject }: BuiltEdition): string {
  return subject;
}

/** As programs cut: wherever the room ends. */
function cut(line: string): string {
  if (columnsOf(line) <= inboxColumns) return line;
  let kept = '';
  for (const grapheme of graphemesOf(line)) {
    if (columnsOf(`${kept}${grapheme}…`) > inboxColumns) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}…`;
}
