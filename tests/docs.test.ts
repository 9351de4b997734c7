import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { courantProgram } from '../cli/commands/courant-program.ts';
import { readWords } from '../cli/program/read-words.ts';
import { parseArticleFile } from '../core/filing/check-article.ts';
import { optOutColumns, readerColumns } from '../core/readers/admission/import-row.ts';

const root = resolve(import.meta.dirname, '..');
const single = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'templates/README.md'];
const documents = [...single.filter(file => existsSync(join(root, file))), ...markdownIn('docs')];
/** Folders of the repository; what begins with one of them, in backticks, is meant as a path. */
const folders = 'facts|templates|core|aws|lambdas|infra|local|cli|tests|docs|bench|scripts';

describe('the documents', () => {
  it('are all looked at', () => {
    expect(documents).toContain('docs/glossary.md');
    expect(documents.length).toBeGreaterThan(20);
  });

  it.each(documents)('%s leads only to files and headings that exist', document => {
    expect(linksOf(document).filter(link => !leadsSomewhere(document, link))).toEqual([]);
  });

  it.each(documents)('%s names only paths that exist', document => {
    expect(pathsIn(document).filter(path => !holdsSomething(join(root, path)))).toEqual([]);
  });

  it('are finished: no line is left to be written', () => {
    expect(documents.filter(file => /\b(TODO|TBD|FIXME|XXX)\b/.test(text(file)))).toEqual([]);
  });

  it('write every example address with .example', () => {
    const addresses = documents.flatMap(file => [...text(file).matchAll(/[\w.+-]+@([\w-]+\.[\w.-]+)/g)]);
    // "your.domain" stands for one that the stack does not refuse, as it does .example.
    const real = addresses
      .map(match => match[1])
      .filter(domain => !domain?.match(/\.example$|^your\.domain$/));
    expect(real).toEqual([]);
  });
});

describe('the architecture', () => {
  const rules = rowsBelow('docs/architecture.md', 'Rules');

  it('names a test that exists for every rule', () => {
    expect(rules.length).toBeGreaterThan(25);
    const tests = rules.map(([rule = '', test = '']) => ({
      rule,
      test: /^`(tests\/[^`]+\.test\.ts)`$/.exec(test)?.[1],
    }));
    expect(tests.filter(({ test }) => test === undefined || !existsSync(join(root, test)))).toEqual([]);
  });

  it('says of every failure what is left, who notices and what a reader sees', () => {
    const failures = rowsBelow('docs/architecture.md', 'What can fail');
    expect(failures.length).toBeGreaterThan(30);
    expect(failures.filter(row => row.length !== 4 || row.some(cell => cell === ''))).toEqual([]);
  });
});

describe('the glossary', () => {
  const rows = rowsBelow('docs/glossary.md', 'Glossary');

  it('has each word once', () => {
    const words = rows.map(([word]) => word);
    expect(words.length).toBeGreaterThan(20);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  it('says of each word what it means, what not to say, and where in the code it is', () => {
    const wrong = rows.filter(
      ([, meaning, not, where]) => !meaning || !not || !/^(`[^`]+`|none yet)$/.test(where ?? ''),
    );
    expect(wrong).toEqual([]);
  });

  it('has every word of the code that it places there', () => {
    const placed = rows.map(([word = '', , , where = '']) => ({ word, file: where.replaceAll('`', '') }));
    const absent = placed.filter(
      ({ word, file }) => file !== 'none yet' && !mentions(file + text(file), word),
    );
    expect(absent).toEqual([]);
  });
});

describe('the decisions', () => {
  const files = readdirSync(join(root, 'docs/decisions')).filter(file => /^\d{4}-/.test(file));

  it('are numbered without gaps, listed, and each say context, decision and consequence', () => {
    expect(files.map(file => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
    const list = text('docs/decisions/README.md');
    for (const file of files) {
      const decision = text(`docs/decisions/${file}`);
      const title = /^# (.+)$/m.exec(decision)?.[1];
      expect(list).toContain(`- [${file.slice(0, 4)}: ${title}](${file})`);
      expect(decision.match(/^\*\*(Context|Decision|Consequence)\.\*\* /gm)).toHaveLength(3);
    }
  });
});

describe('the page on facts', () => {
  const page = text('docs/facts.md');

  it('has an example that the check takes', () => {
    const [article, fact] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(match =>
      JSON.parse(match[1] ?? ''),
    );
    expect(parseArticleFile({ article, facts: [fact] }, 'docs/facts.md').facts).toHaveLength(1);
  });

  it('describes every field of an article and of a fact, and no other', () => {
    const { article, facts } = JSON.parse(text('facts/article.schema.json')).properties;
    expect(fieldsBelow('The article')).toEqual(Object.keys(article.properties).sort());
    expect(fieldsBelow('A fact')).toEqual(Object.keys(facts.items.properties).sort());
  });

  it('shows the label of every kind and status as the messages have it', () => {
    const { labels } = JSON.parse(text('templates/messages/en.json'));
    const shown = rowsBelow('docs/facts.md', 'Kind and status').map(row => row.at(-1)?.split(',')[0]);
    const known = Object.values<{ text: string }>(labels).map(label => label.text.split(',')[0]);
    expect(new Set(shown.filter(label => label !== 'by its status'))).toEqual(new Set(known));
  });

  function fieldsBelow(heading: string): string[] {
    const cells = rowsBelow('docs/facts.md', heading).map(([field = '']) => field);
    return cells.flatMap(cell => [...cell.matchAll(/`(\w+)`/g)].map(match => match[1] ?? '')).sort();
  }
});

describe('the page on readers', () => {
  const page = text('docs/readers.md');

  it('has only lines that courant takes, for every command about readers', () => {
    const blocks = [...page.matchAll(/^```\n([\s\S]*?)^```$/gm)].flatMap(match =>
      (match[1] ?? '').split('\n'),
    );
    const lines = blocks.filter(line => line.startsWith('npx courant '));
    const typed = lines.map(line => {
      const [, ...words] = line.replace(/ > \S+$/, '').match(/"[^"]*"|\S+/g) ?? [];
      return words.slice(1).map(word => word.replaceAll('"', ''));
    });
    const named = typed.map(words => {
      const read = readWords(words, courantProgram, { columns: undefined, styled: false });
      return read.kind === 'command' ? read.command.name : read.text;
    });
    const all = courantProgram.commands.map(({ name }) => name).filter(name => name.startsWith('readers '));
    expect([...new Set(named)].sort()).toEqual(all.sort());
  });

  it('describes every column that an import knows', () => {
    const { required, optional } = readerColumns;
    const described = rowsBelow('docs/readers.md', 'A list from another tool').map(([column = '']) => column);
    expect(described.sort()).toEqual([...required, ...optional].map(column => `\`${column}\``).sort());
    for (const column of [...optOutColumns.required, ...optOutColumns.optional])
      expect(page).toContain(`\`${column}\``);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => join(folder, file))
    .sort();
}

function text(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Without blocks of code, in which brackets and backticks mean something else. */
function prose(file: string): string {
  return text(file).replace(/^( *)```[\s\S]*?^\1```/gm, '');
}

function linksOf(document: string): string[] {
  const links = prose(document)
    .replace(/`[^`\n]*`/g, '')
    .matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].flatMap(match => match[1] ?? []).filter(link => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : relative(root, resolve(root, dirname(document), path));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

/** Anchors as code hosts make them: lower case, hyphens for spaces, other marks dropped. */
function anchorsOf(file: string): string[] {
  return headingsOf(file).map(heading =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function headingsOf(file: string): string[] {
  return [...prose(file).matchAll(/^#+ (.+)$/gm)].flatMap(match => match[1] ?? []);
}

/** What stands in backticks and looks like a path of the repository, patterns left out. */
function pathsIn(document: string): string[] {
  const quoted = [...prose(document).matchAll(/`([^`\n]+)`/g)].flatMap(match => match[1] ?? []);
  const path = new RegExp(`^(${folders})/[\\w./-]*$`);
  return quoted.filter(name => path.test(name));
}

/** A file, or a folder that is not empty: the repository keeps no other. */
function holdsSomething(path: string): boolean {
  if (!existsSync(path)) return false;
  return statSync(path).isFile() || readdirSync(path).length > 0;
}

/** Cells of all rows of all tables below a heading, up to the next of the same or a higher level. */
function rowsBelow(file: string, heading: string): string[][] {
  const lines = prose(file).split('\n');
  const start = lines.findIndex(line => line.replace(/^#+ /, '') === heading && line.startsWith('#'));
  const level = lines[start]?.indexOf(' ') ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex(line => /^#+ /.test(line) && line.indexOf(' ') <= level);
  const section = end === -1 ? rest : rest.slice(0, end);
  return section
    .filter((line, index) => line.startsWith('|') && !isHead(section, index))
    .map(line =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

/** The titles of a table, or the line of hyphens below them. */
function isHead(lines: readonly string[], index: number): boolean {
  return [lines[index], lines[index + 1]].some(line => /^\|[-|]+\|$/.test(line ?? ''));
}

function mentions(source: string, word: string): boolean {
  return new RegExp(`\\b${word.replace(/ /g, '[- ]?')}`, 'i').test(source);
}
