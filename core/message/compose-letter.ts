import { sha256 } from '../foundation/hash.ts';
import type { Instant } from '../foundation/instant.ts';
import type { Templates } from '../rendering/handlebars/templates.ts';
import type { Messages } from '../rendering/language/messages.ts';
import { type LetterInput, type LetterPublication, writerOf } from '../rendering/letters/letter-view.ts';
import { renderLetter } from '../rendering/letters/render-letter.ts';
import { boundaryBetween, buildMime, refuseInjection } from './mime.ts';

/** Whom a letter goes to, in answer to which request, and about which publications: the first of them writes it. */
type Asked = {
  publications: readonly LetterPublication[];
  language: string;
  /** The address alone: a name is what a stranger may have typed. */
  to: string;
  requestId: string;
  requestedAt: Instant;
};

/**
 * A letter as the mail service takes it, and the SHA-256 of its words: of the subject, an empty line, and the text part without the links
 * that are this letter's alone. So it holds neither address nor key, and is the same for everybody who is told the same.
 */
export type ComposedLetter = { raw: Uint8Array; words: string };

/** Writes the short mails of signing up. The same input gives the same bytes. */
export type Letters = {
  /** Asks whoever has the address to confirm; `act` is the link that opens the page with the button. */
  confirmation(asked: Asked & { links: { act: string; privacy: string } }): Promise<ComposedLetter>;
  /** Says that they read it already, with the leave link of each publication. */
  alreadyReading(
    asked: Asked & { links: { leave: readonly { publication: string; url: string }[]; privacy: string } },
  ): Promise<ComposedLetter>;
  /** Brings the link, for one hour, to what they read. */
  manage(asked: Asked & { links: { act: string; privacy: string } }): Promise<ComposedLetter>;
};

/**
 * What writes letters, in the words of the templates.
 * @throws HeaderInjectionError, UnsafeLinkError, NoPublicationError (each of the letters)
 */
export function lettersIn(wording: {
  templates: Templates;
  messages: (language: string) => Messages;
}): Letters {
  const write = async (asked: Asked, input: LetterInput) => {
    const messages = wording.messages(asked.language);
    return composeLetter(asked, input, renderLetter(input, { templates: wording.templates, messages }));
  };
  return {
    confirmation: asked => write(asked, { kind: 'confirmation', ...asked }),
    alreadyReading: asked => write(asked, { kind: 'alreadyReading', ...asked }),
    manage: asked => write(asked, { kind: 'manage', ...asked }),
  };
}

async function composeLetter(
  { publications, language, to, requestId, requestedAt }: Asked,
  input: LetterInput,
  letter: { subject: string; html: string; text: string },
): Promise<ComposedLetter> {
  const { from, replyTo } = writerOf(publications);
  const { subject, html, text } = letter;
  const domain = from.address.split('@')[1] ?? '';
  const messageId = `<${kinds[input.kind]}.${requestId}@${domain}>`;
  refuseInjection({
    From: `${from.name}${from.address}`,
    To: to,
    'Reply-To': replyTo,
    Subject: subject,
    'Message-ID': messageId,
    'Content-Language': language,
  });
  const words = sha256(`${subject}\n\n${withoutOwnLinks(text, input)}`);
  const raw = await buildMime({
    ...{ from, replyTo, subject, html, text, messageId },
    to: { name: null, address: to },
    date: requestedAt,
    boundary: boundaryBetween(`${words} ${requestId}`, [text, html]),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
  });
  return { raw, words };
}

/** What their message ids begin with: nobody should have to guess what a bounce is about. */
const kinds = { confirmation: 'confirm', alreadyReading: 'already-reading', manage: 'manage' } as const;

/** A link takes a line of its own. */
function withoutOwnLinks(text: string, { links }: LetterInput): string {
  const own = 'act' in links ? [links.act] : links.leave.map(({ url }) => url);
  return own.reduce((rest, url) => rest.replace(`${url}\n`, '\n'), text);
}
