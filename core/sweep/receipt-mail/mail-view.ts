import { archivePageUrl, articleIn, type Links } from '../../publication/links.ts';
import type { Imprint } from '../../publication/retired.ts';
import { plainRun, type Run, runIn } from '../../rendering/language/runs.ts';
import { shorten } from '../../rendering/language/shorten.ts';
import { visibleStrings } from '../../rendering/language/visible-text.ts';
import { momentText } from './english.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type Need, needsOf } from './needs.ts';
import type { OperatorNews } from './news.ts';
import {
  changedText,
  editionName,
  nextText,
  onTheWayText,
  outcomeInSubject,
  outcomeSentence,
  readersText,
} from './sentences.ts';
import { partsOf, shellLines, type Typing, typed, typedAbout } from './typing.ts';

/** Where the installation and its runbook are: what links lead to, and commands say. */
export type ReceiptPlaces = {
  links: Links;
  /** The address of the runbook, where the configuration has one. */
  runbook?: string | undefined;
  /** The installation is on the operator's machine: commands say so. */
  local: boolean;
};

/** What to type, after what it is for: in parts that are broken nowhere while they fit, and as lines of plain text. */
type Command = { why: string; parts: string[]; lines: string[] };

/** What the templates of the mail print. Every field is there; what does not apply is null or empty. */
export type ReceiptView = {
  language: string;
  direction: 'ltr' | 'rtl';
  subject: string;
  preheader: string;
  title: Run;
  name: string;
  outcome: string;
  paragraphs: string[];
  needs: { title: string; text: string; commands: Command[]; article: Run }[];
  /** Said where there are none. */
  nothingNeeded: string | null;
  figures: Figures;
  next: { text: string; commands: Command[] } | null;
  /** The edition's subject, which leads to its public page where it has one. */
  about: Run;
  links: { web: string | null; commands: Command[]; article: Run };
  unknown: string | null;
  asOf: string;
  words: typeof words;
};

/** Headings and joints. */
const words = {
  figures: 'The figures',
  edition: 'Edition',
  note:
    'Delivered, came back and complained are what other mail services had said when each receipt was written. First and last are the ' +
    'time from when an edition was due to its first and its last message. Gained and lost are counted until it was due.',
  next: 'Next',
  about: 'This edition',
  more: 'More:',
  mail: 'What this mail says, in the runbook:',
};

const language = 'en';
/** What mail programs show beside the subject. */
const preheaderColumns = 100;

/** Puts the news about a receipt into words: the same news give the same view on any machine. */
export function receiptView(
  news: OperatorNews,
  publication: Pick<Imprint, 'id' | 'title' | 'language'>,
  { links, local, runbook }: ReceiptPlaces,
): ReceiptView {
  const { receipt, unknown, asOf } = news;
  const { edition } = receipt;
  const typing = { publication: publication.id, local };
  const needs = needsOf(news, typing);
  const readers = readersText(news);
  const said = { text: receipt.subject, language: publication.language };
  const web = archivePageUrl(links.archive, publication.id, edition);
  return visibleStrings({
    language,
    direction: 'ltr',
    subject: subjectOf(news, needs, publication.title),
    preheader: shorten([needs[0]?.title, readers].join(' ').trim(), preheaderColumns),
    title: runIn({ text: publication.title, language: publication.language }, language),
    name: editionName(receipt),
    outcome: outcomeSentence(receipt),
    paragraphs: [changedText(news), readers, onTheWayText(receipt)].filter(text => text !== null),
    needs: needs.map(({ title, text, commands, article }) => {
      return { title, text, commands: commands.map(commandOf), article: articleRun(runbook, article) };
    }),
    nothingNeeded: nothingText(needs, unknown),
    figures: figuresOf(news),
    next: nextOf(news, typing),
    about: { ...runIn(said, language), url: web },
    links: {
      web,
      commands: [
        { why: 'All that is known of the edition:', line: typedAbout(`status ${edition}`, typing) },
        ...(web === null
          ? [{ why: 'Its files, each verified:', line: typedAbout(`archive get ${edition}`, typing) }]
          : []),
      ].map(commandOf),
      article: articleRun(runbook, 'what-the-receipt-says'),
    },
    unknown: unknown.length === 0 ? null : `This could not be looked at: ${unknown.join('; ')}.`,
    asOf: `The counts are those of ${momentText(receipt.writtenAt)}; what waits, and what comes next, is as of ${momentText(asOf)}.`,
    words,
  } satisfies ReceiptView);
}

function articleRun(runbook: string | undefined, name: string): Run {
  const { text, url } = articleIn(runbook, name);
  return plainRun(text, url);
}

function nothingText(needs: readonly Need[], unknown: readonly string[]): string | null {
  if (needs.length > 0) return null;
  const seen = unknown.length === 0 ? 'Nothing of this publication' : 'Of what could be looked at, nothing';
  return `${seen} waits for you.`;
}

/** The news, and before it what waits for somebody. */
function subjectOf({ receipt }: OperatorNews, needs: readonly Need[], title: string): string {
  const waits = needs.find(need => need.waits !== null)?.waits;
  return `${waits === undefined || waits === null ? '' : `${waits}: `}${outcomeInSubject(receipt)} · ${title}`;
}

function commandOf({ why, line }: Need['commands'][number]): Command {
  return { why, parts: partsOf(line), lines: shellLines(line, '  ') };
}

function nextOf({ next }: OperatorNews, typing: Typing): ReceiptView['next'] {
  const text = nextText(next);
  if (next === null || text === null) return null;
  const forGood = next.pause !== null && next.pause.until === null;
  const command = forGood
    ? { why: 'To resume it:', line: typed(`resume ${typing.publication}`, typing) }
    : { why: 'What it would say as of now:', line: typedAbout('facts pending', typing) };
  return { text, commands: [commandOf(command)] };
}
