import { toInstant } from '../../core/foundation/instant.ts';
import { lettersIn } from '../../core/message/compose-letter.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { confirmUrl, leaveUrl, manageUrl, privacyUrl } from '../../core/publication/links.ts';
import { leaveKey } from '../../core/readers/reader.ts';
import { requestKey } from '../../core/readers/sign-up/request.ts';
import { readWording } from '../../lambdas/runtime/wording.ts';
import { anEmptyDigest } from '../support/builders/a-digest.ts';
import { aReader } from '../support/builders/a-reader.ts';
import type { BuiltEdition } from '../support/editions/build.ts';
import { exampleConfiguration, templateDirectory } from '../support/editions/example.ts';
import { allChecks } from './all-checks.ts';
import { type Check, unless } from './check.ts';
import { dense } from './finding-text.ts';
import { headerValue, type Message, readMessage } from './message.ts';

/** The short mails of signing up, each in a language and about one publication or two. */
export const everyLetter = (['confirmation', 'alreadyReading', 'manage'] as const).flatMap(kind =>
  (['en', 'zh-Hans'] as const).flatMap(language => [1, 2].map(count => [kind, language, count] as const)),
);
type LetterName = (typeof everyLetter)[number];
type Language = Publication['language'];

/** A letter, taken apart, with what it should lead to and say. */
export type LetterMessage = { message: Message; own: string[]; privacy: string; titles: string[] };

const site = 'https://links.example';
const reader = aReader(1);
export const letters = lettersIn(readWording(templateDirectory, exampleConfiguration));
const request = { id: '0f3a9c41d27be85664c1f0a9b7e2d358', token: 'AbCdEfGhIjKlMnOpQrStUv' };

/** The publications of cdk.json, those in the language first. */
export function publicationsFor(language: Language, count: number) {
  const { publications } = exampleConfiguration;
  return publications
    .toSorted((a, b) => Number(b.language === language) - Number(a.language === language))
    .slice(0, count);
}

/** What all letters of these tests are written from. */
export function askedFor(language: Language, count: number) {
  return {
    publications: publicationsFor(language, count),
    language,
    to: reader.address,
    requestId: request.id,
    requestedAt: toInstant('2026-11-23T06:00:00Z'),
  };
}

/** Composes a letter as the function that works requests off does, and takes it apart. */
export async function letterNamed([kind, language, count]: LetterName): Promise<LetterMessage> {
  const asked = askedFor(language, count);
  const [writer] = asked.publications;
  if (!writer) throw new Error('no publication');
  const privacy = privacyUrl(site, writer.id);
  const key = requestKey(request);
  const leave = asked.publications.map(({ id }) => ({
    publication: id,
    url: leaveUrl(site, id, leaveKey(reader)),
  }));
  const act = kind === 'manage' ? manageUrl(site, key) : confirmUrl(site, key);
  const { raw } =
    kind === 'alreadyReading'
      ? await letters.alreadyReading({ ...asked, links: { leave, privacy } })
      : await letters[kind]({ ...asked, links: { act, privacy } });
  const read = await readMessage(Buffer.from(raw), standIn(writer, language));
  const message = { ...read, edition: { ...read.edition, subject: read.mail.subject ?? '' } };
  return {
    ...{ message, privacy },
    own: kind === 'alreadyReading' ? leave.map(({ url }) => url) : [act],
    titles: kind === 'manage' ? [] : asked.publications.map(({ title }) => title),
  };
}

/** The checks of editions look at one: here at one that has nothing to say. */
function standIn(writer: Publication, language: Language): BuiltEdition {
  return {
    ...{ name: 'letter', archive: 'private', publication: { ...writer, language }, digest: anEmptyDigest() },
    ...{ subject: '', reader, links: { leave: site, web: null, archive: null }, message: Buffer.alloc(0) },
    ...{ archived: '', pagesBefore: [], page: '', list: '' },
  };
}

/** Checks that are of editions alone, and why. */
const ofEditions: Record<string, string> = {
  'each header once': 'nobody is on a list yet: letters have other headers, which are checked below',
  'leaving with one click': 'nobody is on a list yet, or the letter is none of the list',
  'leave link on one line': 'likewise',
  'a list that names itself': 'likewise',
  'the links of the text part are those of the edition':
    'letters have links of their own, which are checked below',
  'links lead where they say': 'likewise',
  'the foot of the text part': 'letters have a foot of their own, which is checked below',
  'a leave link near the top and one in the foot': 'likewise',
  'the foot of the HTML part': 'likewise',
};

/** The checks of editions that letters must pass too. */
export const sharedChecks: Check[] = allChecks.filter(({ name }) => !Object.hasOwn(ofEditions, name));
/** Those that they need not; each is the name of a check. */
export const leftOut = Object.keys(ofEditions);

const headers = [
  ...['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'],
  ...['auto-submitted', 'content-language'],
];

/** What a letter must be besides. */
export const letterChecks: { name: string; find: (letter: LetterMessage) => string[] }[] = [
  {
    name: 'these headers, each once, and no others',
    find: ({ message }) => {
      const found = message.headers.map(({ name }) => name).sort();
      return unless(found.join() === headers.toSorted().join(), `its headers are ${found.join(', ')}`);
    },
  },
  {
    name: 'a note to programs that it was written by one, in its language',
    find: ({ message: { headers, edition } }) => [
      ...unless(headerValue(headers, 'auto-submitted') === 'auto-generated', 'no Auto-Submitted'),
      ...unless(
        headerValue(headers, 'content-language') === edition.publication.language,
        'another language',
      ),
    ],
  },
  {
    name: 'its own links and no others, the same in both parts',
    find: ({ message, own, privacy }) => {
      const inText = message.text.split('\n').filter(line => /^https:/.test(line));
      const inHtml = message
        .dom('a[href^="https:"]')
        .toArray()
        .flatMap(link => link.attribs.href ?? []);
      const expected = [...own, privacy].sort().join('\n');
      return Object.entries({ inText, inHtml }).flatMap(([part, links]) =>
        unless(links.toSorted().join('\n') === expected, `${part}: ${links.join(', ')}`),
      );
    },
  },
  {
    name: 'the publications that it is about, and who writes, in both parts',
    find: ({ message, titles }) => {
      const { from, replyTo, postalAddress } = message.edition.publication;
      const pieces = [...titles, from.name, from.address, replyTo, postalAddress];
      return Object.entries({ text: message.text, html: message.dom('body').text() }).flatMap(
        ([part, said]) =>
          pieces
            .filter(piece => !dense(said).includes(dense(piece)))
            .map(piece => `${part} lacks "${piece}"`),
      );
    },
  },
  {
    name: 'titles in another language that say so',
    find: ({ message: { dom, edition }, titles }) =>
      publicationsFor(edition.publication.language, titles.length)
        .filter(({ language }) => language !== edition.publication.language)
        .flatMap(({ title, language }) =>
          unless(dom(`body [lang="${language}"]`).text().includes(title), `"${title}" is not marked`),
        ),
  },
  {
    name: 'no more words than a short mail has',
    find: ({ message: { text, edition } }) => {
      const segmenter = new Intl.Segmenter(edition.publication.language, { granularity: 'word' });
      const words = [...segmenter.segment(text.replace(/^https:.*$/gm, ''))].filter(
        ({ isWordLike }) => isWordLike,
      );
      return unless(words.length <= 130, `it has ${words.length} words`);
    },
  },
];
