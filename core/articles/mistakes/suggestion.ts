import type { Mistake } from '../../foundation/errors.ts';
import { loose, pathText } from '../../foundation/mistakes.ts';

/**
 * What a program thinks a field holds. A person settles it: the field then holds the value alone. Until then the article file is
 * refused, so that no guess is filed. `from` says what the guess rests on.
 */
export type Suggested<Value> = { suggested: Value; from?: string };

type Field = { path: (string | number)[]; name: string; value: unknown };

/** What to write instead, by the field's name. */
const settled: Readonly<Record<string, string>> = {
  kind: 'one of event, measure, plan, statement, expectation, opinion, figure, background, which a person chose',
  attribution: 'who says so and how we know it, as a person read it in the text',
  title: 'the title, as the article has it',
  publisher: 'who published it',
  author: 'the author, as the article names them',
  type: 'one of commentary, news, official, research, company, other, which a person chose',
  language: 'the language that it is written in',
  statement: 'the claim in our own words',
  date: 'when it was published, as precise as it is known',
};

/** Every field of an article file that a draft left to a person, and that nobody has settled. Takes whatever is in the file. */
export function unsettledMistakes(input: unknown, source: string): Mistake[] {
  const { article, facts } = loose(input);
  const fields = [
    ...fieldsOf(article, ['article']),
    ...(Array.isArray(facts) ? facts : []).flatMap((fact, index) => fieldsOf(fact, ['facts', index])),
  ];
  return fields.flatMap(({ path, name, value }) => {
    const todo = todoFor(name, value);
    if (todo === undefined) return [];
    return {
      source,
      path: pathText(path),
      expected: settled[name] ?? 'a value that a person chose',
      found: shown(value),
      todo,
    };
  });
}

/** The mistakes that remain to be told beside these: at a field that nobody has settled, only that is told. */
export function besidesUnsettled(mistakes: readonly Mistake[], unsettled: readonly Mistake[]): Mistake[] {
  const paths = unsettled.map(({ path }) => path);
  return mistakes.filter(
    ({ path }) =>
      !paths.some(open => path === open || path.startsWith(`${open}.`) || path.startsWith(`${open}[`)),
  );
}

/** The fields of a record, and those of the two records in it of which a draft leaves parts empty. */
function fieldsOf(record: unknown, path: (string | number)[]): Field[] {
  return Object.entries(loose(record)).flatMap(([name, value]) => {
    const field = { path: [...path, name], name, value };
    if (name === 'statement' && !isSuggestion(value))
      return Object.entries(loose(value)).map(([tag, words]) => ({
        path: [...field.path, tag],
        name,
        value: words,
      }));
    if (name === 'published' && !isSuggestion(value))
      return [{ path: [...field.path, 'date'], name: 'date', value: loose(value).date }];
    return [field];
  });
}

function todoFor(name: string, value: unknown): string | undefined {
  if (isSuggestion(value)) {
    const right = `write "${name}": ${shown(value.suggested)} if that is right`;
    const ground = typeof value.from === 'string' ? ` (it comes from ${value.from})` : '';
    return `${right}${ground}, or what is right instead`;
  }
  if (value !== '') return undefined;
  if (name === 'statement')
    return 'write it; remove this language if it has no words, or the whole fact if it is no claim';
  return name in settled ? 'write it' : undefined;
}

function isSuggestion(value: unknown): value is { suggested: unknown; from?: unknown } {
  return 'suggested' in loose(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
