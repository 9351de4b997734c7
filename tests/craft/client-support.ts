import { type CanIEmailOptions, caniemail } from 'caniemail';
import { withoutStyles } from '../browser/browser.ts';

/** The programs that most readers use, and classic Outlook, which can least. QQ and NetEase are in no data. */
const clients: CanIEmailOptions['clients'] = [
  'gmail.*',
  'outlook.*',
  'apple-mail.*',
  'yahoo.*',
  'samsung-email.*',
];

/** What a mail program does not support, by the program's name; each once, in alphabetical order. */
export type ClientErrors = Record<string, string[]>;

/**
 * What the HTML uses that a mail program does not support at all, by caniemail's data, which come with the package. The style
 * block is left out: it only adds to what style attributes say, and who does not know it shows those.
 */
export function clientErrors(html: string): ClientErrors {
  const { issues } = caniemail({ clients, html: withoutStyles(html) });
  return Object.fromEntries(
    [...issues.errors]
      .map(([client, errors]): [string, string[]] => [
        client,
        [...new Set(errors.map(({ title }) => title))].sort(),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** All errors of several messages. */
export function allErrors(messages: readonly ClientErrors[]): ClientErrors {
  const names = [...new Set(messages.flatMap(errors => Object.keys(errors)))].sort();
  return Object.fromEntries(
    names.map(name => [name, [...new Set(messages.flatMap(errors => errors[name] ?? []))].sort()]),
  );
}

/** The errors of one list that the other does not have, as `client: error`. */
export function errorsBeyond(errors: ClientErrors, known: ClientErrors): string[] {
  return Object.entries(errors).flatMap(([client, titles]) =>
    titles.filter(title => !known[client]?.includes(title)).map(title => `${client}: ${title}`),
  );
}
