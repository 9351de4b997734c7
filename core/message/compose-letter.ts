import { canonicalJson } from '../foundation/canonical-json.ts';
import { InvalidInputError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import type { LetterInput as Asked, ComposedLetter, Letters } from '../readers/sign-up/letters.ts';
import type { Templates } from '../rendering/handlebars/templates.ts';
import type { Messages } from '../rendering/language/messages.ts';
import { type LetterInput, ownLinks, writerOf } from '../rendering/letters/letter-view.ts';
import { type RenderedLetter, renderLetter } from '../rendering/letters/render-letter.ts';
import { boundaryBetween, buildMime, refuseInjection } from './mime.ts';

/**
 * Writes letters in the words of the templates. The same input gives the same bytes.
 * @throws HeaderInjectionError, UnsafeLinkError, NoPublicationError (each of the letters)
 */
export function lettersIn(wording: Wording): Letters {
  const write = async (asked: Asked<unknown>, input: LetterInput) => {
    const language = languageOf(asked, wording);
    const letter = { ...input, language };
    const words = { templates: wording.templates, messages: wording.messages(language) };
    return composeLetter(asked, letter, renderLetter(letter, words));
  };
  return {
    confirmation: asked => write(asked, { kind: 'confirmation', ...asked }),
    alreadyReading: asked => write(asked, { kind: 'alreadyReading', ...asked }),
    manage: asked => write(asked, { kind: 'manage', ...asked }),
  };
}

type Wording = { templates: Templates; messages: (language: string) => Messages };

/** The messages of what is configured were read before; a request may name a language that is not, or is not any more. */
function languageOf({ language, publications }: Asked<unknown>, { messages }: Wording): string {
  try {
    messages(language);
    return language;
  } catch (error) {
    if (error instanceof InvalidInputError) return writerOf(publications).language;
    throw error;
  }
}

async function composeLetter(
  { publications, to, requestedAt }: Asked<unknown>,
  input: LetterInput,
  { subject, html, text }: RenderedLetter,
): Promise<ComposedLetter> {
  const { from, replyTo } = writerOf(publications);
  const { kind, language } = input;
  // Of a link that only this letter has: nobody else can know it, and a repetition has the same.
  const own = sha256(canonicalJson([kind, to, requestedAt, ...ownLinks(input)]));
  const domain = from.address.split('@')[1] ?? '';
  const messageId = `<${kinds[kind]}.${own.slice(0, 32)}@${domain}>`;
  refuseInjection({
    From: `${from.name}${from.address}`,
    To: to,
    'Reply-To': replyTo,
    Subject: subject,
    'Content-Language': language,
  });
  const raw = await buildMime({
    ...{ from, replyTo, subject, html, text, messageId },
    to: { name: null, address: to },
    date: requestedAt,
    boundary: boundaryBetween(own, [text, html]),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
  });
  return { raw, words: sha256(`${subject}\n\n${withoutOwnLinks(text, input)}`) };
}

/** What their message ids begin with: nobody should have to guess what a bounce is about. */
const kinds = { confirmation: 'confirm', alreadyReading: 'already-reading', manage: 'manage' } as const;

/** A link takes a line of its own. */
function withoutOwnLinks(text: string, input: LetterInput): string {
  return ownLinks(input).reduce((rest, url) => rest.replace(`${url}\n`, '\n'), text);
}
