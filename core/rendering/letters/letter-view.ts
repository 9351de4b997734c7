import { columnsOf } from '../../articles/columns.ts';
import { CourantError } from '../../foundation/errors.ts';
import { mailto } from '../links.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, framed, listText, plainRun, type Run, type Runs, runIn } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill, fillPlural } from '../language/wording.ts';

/** What of a publication a letter says. */
export type LetterPublication = {
  id: string;
  title: string;
  language: string;
  from: { name: string; address: string };
  replyTo: string;
  postalAddress: string;
};

/** What a letter is about. The first publication is the one that writes it. Nothing that a stranger typed is part of it. */
export type LetterInput = { publications: readonly LetterPublication[]; language: string } & (
  | { kind: 'confirmation'; links: { act: string; privacy: string } }
  | {
      kind: 'alreadyReading';
      links: { leave: readonly { publication: string; url: string }[]; privacy: string };
    }
  | { kind: 'manage'; links: { act: string; privacy: string } }
);

/** A publication as a letter names it, with its leave link where the reader has one. */
type Item = { title: Run; link: { text: Runs; url: string } | null };

/** What the templates of a letter print. Every field is there; what does not apply is null or empty. */
export type LetterView = {
  language: string;
  direction: 'ltr' | 'rtl';
  subject: string;
  preheader: string;
  heading: string;
  opening: string[];
  items: Item[];
  button: { text: string; url: string } | null;
  closing: Runs[];
  sender: string;
  postalAddress: string;
  privacy: { text: string; url: string };
};

/** Longer subjects are cut by programs that show mail. */
const subjectColumns = 100;

/** Puts a letter into words: the same input and messages give the same view on any machine. @throws NoPublicationError */
export function letterView(input: LetterInput, messages: Messages): LetterView {
  const writer = writerOf(input.publications);
  const { letters, direction } = messages;
  const { sender, privacy } = letters;
  return visibleStrings({
    language: input.language,
    direction,
    ...contentOf(input, messages, writer.replyTo),
    sender: fill(sender, writer.from),
    postalAddress: writer.postalAddress,
    privacy: { text: privacy, url: input.links.privacy },
  });
}

/** Who writes a letter: the first of the publications that it is about. @throws NoPublicationError */
export function writerOf([first]: readonly LetterPublication[]): LetterPublication {
  if (first === undefined) throw new NoPublicationError();
  return first;
}

type Content = Omit<LetterView, 'language' | 'direction' | 'sender' | 'postalAddress' | 'privacy'>;

function contentOf(input: LetterInput, messages: Messages, replyTo: string): Content {
  const { confirmation, alreadyReading, manage, contact } = messages.letters;
  const toUs = (message: string, subject: string | null) =>
    fillRuns(message, { address: plainRun(replyTo, mailto(replyTo, subject)) });
  switch (input.kind) {
    case 'confirmation': {
      const { notYou, valid, never, neverSubject, button } = confirmation;
      return {
        ...headOf(confirmation, subjectOf(confirmation, input, messages)),
        items: itemsOf(input, messages, () => null),
        button: { text: button, url: input.links.act },
        closing: [[plainRun(valid)], [plainRun(notYou)], toUs(never, neverSubject)],
      };
    }
    case 'alreadyReading': {
      const { leave: leaveText, notYou } = alreadyReading;
      const linkOf = ({ id, title, language }: LetterPublication) => {
        const url = input.links.leave.find(({ publication }) => publication === id)?.url;
        return url === undefined
          ? null
          : { text: fillRuns(leaveText, { title: runIn({ text: title, language }, input.language) }), url };
      };
      return {
        ...headOf(alreadyReading, subjectOf(alreadyReading, input, messages)),
        items: itemsOf(input, messages, linkOf),
        button: null,
        closing: [[plainRun(notYou)], toUs(contact, null)],
      };
    }
    case 'manage': {
      const { valid, notYou, button } = manage;
      return {
        ...headOf(manage, manage.subject),
        items: [],
        button: { text: button, url: input.links.act },
        closing: [[plainRun(valid)], [plainRun(notYou)], toUs(contact, null)],
      };
    }
  }
}

type Head = { preheader: string; heading: string; opening: string };

function headOf({ preheader, heading, opening }: Head, subject: string) {
  return { subject, preheader, heading, opening: [opening] };
}

/** Names the publications, or counts them where their titles are too long for a subject. */
function subjectOf(
  { subject, subjectLong }: Messages['letters']['confirmation' | 'alreadyReading'],
  { publications }: LetterInput,
  { letters, locale }: Messages,
): string {
  const titles = publications.map(({ title }) => fill(letters.listed, { text: title }));
  const named = fill(subject, { titles: listText(titles, locale) });
  return columnsOf(named) <= subjectColumns ? named : fillPlural(subjectLong, publications.length, locale);
}

function itemsOf(
  { publications, language }: LetterInput,
  { letters }: Messages,
  linkOf: (publication: LetterPublication) => Item['link'],
): Item[] {
  return publications.map(publication => ({
    title: framed(
      letters.listed,
      runIn({ text: publication.title, language: publication.language }, language),
    ),
    link: linkOf(publication),
  }));
}

/** A letter is about no publication, so nobody could have written it. */
export class NoPublicationError extends CourantError {
  constructor() {
    super(
      'letter: expected at least one publication that it is about, found none. This is a fault of Courant: report it.',
    );
  }
}
