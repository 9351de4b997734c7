import { lineOfField } from '../../../core/articles/mistakes/field-line.ts';
import { CourantError, InvalidInputError, type Mistake } from '../../../core/foundation/errors.ts';

/** The lines of a file around one that is wrong, numbered from 1. */
export type Excerpt = readonly { number: number; text: string; wrong: boolean }[];

/** Something that is wrong in what a person edits, as the preview shows it. */
export type Finding = {
  /** File, and line or field, such as `templates/page.html.hbs:12` or `facts/a.json: facts[2].evidence`. */
  where: string;
  /** What there is to say, such as expected, found and to do; in this order. */
  says: readonly { term: string; text: string }[];
  /** Empty where no line is known. */
  excerpt: Excerpt;
};

/** Texts of files by their path in the project: where excerpts are taken from. */
export type Texts = Readonly<Record<string, string>>;

const linesAround = 2;
const longestLine = 200;

/** One finding a mistake, in the order given. */
export function findingsOfMistakes(mistakes: readonly Mistake[], texts: Texts): Finding[] {
  return mistakes.map(({ source, path, expected, found, todo }) => ({
    where: path === '' ? source : `${source}: ${path}`,
    says: [
      { term: 'expected', text: expected },
      { term: 'found', text: found },
      { term: 'to do', text: todo },
    ],
    excerpt: excerptAt(source, path, texts),
  }));
}

/** What an error says, whichever it is: nothing that goes wrong may end the preview. */
export function findingsOfError(error: unknown, texts: Texts): Finding[] {
  if (error instanceof InvalidInputError) return findingsOfMistakes(error.mistakes, texts);
  if (!(error instanceof CourantError)) return [faultOfCourant(error)];
  const [, where = 'the edition', text = error.message] =
    /^(\S+\.(?:hbs|json)(?::\d+)?): ([\s\S]+)$/.exec(error.message) ?? [];
  return [{ where, says: [{ term: 'wrong', text }], excerpt: excerptAt(where, '', texts) }];
}

function faultOfCourant(error: unknown): Finding {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const todo = 'undo the last change; if it should have worked, this is a fault of Courant: report it';
  return {
    where: 'Courant itself',
    says: [
      { term: 'wrong', text },
      { term: 'to do', text: todo },
    ],
    excerpt: [],
  };
}

/**
 * A line is named behind the file, as of templates, or in the path, as of text that is no JSON; else the path of a field leads to
 * one, below the part of the file that is named behind its name, as of cdk.json.
 */
function excerptAt(source: string, path: string, texts: Texts): Excerpt {
  const [, file = source, inSource, part] = /^(.+?)(?::(\d+)| (\S+))?$/.exec(source) ?? [];
  const text = Object.hasOwn(texts, file) ? texts[file] : undefined;
  if (text === undefined) return [];
  const field = [part, path].filter(Boolean).join('.');
  const named = inSource ?? /^line (\d+)/.exec(path)?.[1];
  const line = named === undefined && field !== '' ? lineOfField(text, field) : Number(named);
  return line === undefined ? [] : excerptOf(text, line);
}

/** The line and those around it; a long one is cut. Empty when the text has no such line. */
export function excerptOf(text: string, line: number): Excerpt {
  const lines = text.split(/\r\n|\r|\n/);
  if (!(line >= 1 && line <= lines.length)) return [];
  const first = Math.max(1, line - linesAround);
  return lines.slice(first - 1, line + linesAround).map((whole, index) => ({
    number: first + index,
    text: whole.length > longestLine ? `${whole.slice(0, longestLine)}…` : whole,
    wrong: first + index === line,
  }));
}
