import type { Configuration } from '../../core/publication/configuration.ts';
import { confirmUrl, leaveUrl, manageUrl, privacyUrl } from '../../core/publication/links.ts';
import { leaveKey, type Reader } from '../../core/readers/reader.ts';
import type { ComposedLetter, LetterInput, Letters } from '../../core/readers/sign-up/letters.ts';
import type { Letter } from '../../core/readers/sign-up/limits.ts';
import { requestKey, type SignUpRequest } from '../../core/readers/sign-up/request.ts';

/** What a letter of the worker is made with. */
export type LetterContext = {
  configuration: Pick<Configuration, 'publications'>;
  linksUrl: string;
  letters: Letters;
};

/** What it is about: the rows are those of the person who asked. */
export type LetterAbout = {
  request: SignUpRequest;
  letter: Letter;
  publications: readonly string[];
  rows: readonly Reader[];
  token: string;
};

/** The letter that answers a request, its kind, and the address that it comes from. */
export async function composeLetter(
  { configuration, linksUrl, letters }: LetterContext,
  { request, letter: { kind }, publications: ids, rows, token }: LetterAbout,
): Promise<ComposedLetter & { from: string; kind: string }> {
  const publications = configuration.publications.filter(({ id }) => ids.includes(id));
  const [first] = publications;
  if (!first) throw new RangeError('expected a letter about at least one publication, found none');
  const input: LetterInput<object> = {
    publications,
    language: request.language,
    to: request.address,
    links: { privacy: privacyUrl(linksUrl, first.id) },
    requestedAt: request.requestedAt,
  };
  const key = requestKey({ id: request.id, token });
  const confirmation = () => letters.confirmation(linkedWith(input, { confirm: confirmUrl(linksUrl, key) }));
  const compose = {
    confirmation,
    joining: confirmation,
    'already reading': () =>
      letters.alreadyReading(linkedWith(input, { leave: leaveLinks(linksUrl, ids, rows) })),
    manage: () => letters.manage(linkedWith(input, { manage: manageUrl(linksUrl, key) })),
  };
  return { ...(await compose[kind]()), from: first.from.address, kind };
}

function linkedWith<Links>(input: LetterInput<object>, links: Links): LetterInput<Links> {
  return { ...input, links: { ...input.links, ...links } };
}

function leaveLinks(
  linksUrl: string,
  ids: readonly string[],
  rows: readonly Reader[],
): Record<string, string> {
  const theirs = rows.filter(({ publication }) => ids.includes(publication));
  return Object.fromEntries(
    theirs.map(row => [row.publication, leaveUrl(linksUrl, row.publication, leaveKey(row))]),
  );
}
