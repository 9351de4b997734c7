import { composeMessage } from '../../core/message/compose.ts';
import { fieldsOf } from '../../core/message/reader-fields.ts';
import { type Message, readMessage } from './message.ts';

/** Makes a message wrong in one way. */
export type Breaking = (message: Message) => Promise<Message>;

/** Changes what the message says before it is encoded; the rest is made by the code that makes every message. */
function inParts(change: { html?: (html: string) => string; text?: (text: string) => string }): Breaking {
  return async message => {
    const html = change.html?.(message.html) ?? message.html;
    const text = change.text?.(message.text) ?? message.text;
    refuseNoChange(`${html}${text}`, `${message.html}${message.text}`);
    const { publication, digest, reader, links, subject } = message.edition;
    const raw = await composeMessage({
      publication,
      edition: digest.edition,
      date: digest.window.to,
      subject,
      html,
      text,
      boundarySeed: 'broken',
      to: { name: reader.name, address: reader.address },
      fields: fieldsOf(reader),
      leaveUrl: links.leave,
      archiveUrl: links.archive,
      helpUrl: links.privacy,
    });
    return readMessage(raw, message.edition);
  };
}

/** Replaces something in the HTML part: its first occurrence, or all of a global expression. */
export function inHtml(what: string | RegExp, by: string): Breaking {
  return inParts({ html: html => html.replace(what, () => by) });
}

/** Fills the HTML part up to so many bytes with one character. */
export function filledUp(by: string, bytes: number): Breaking {
  const room = (html: string) => Math.floor((bytes - Buffer.byteLength(html)) / Buffer.byteLength(by));
  return inParts({ html: html => html.replace('</body>', () => `<p>${by.repeat(room(html))}</p></body>`) });
}

/** Replaces something in the text part. */
export function inText(what: string | RegExp, by: string): Breaking {
  return inParts({ text: text => text.replace(what, () => by) });
}

/** Replaces something in the encoded message. */
export function inRaw(what: string | RegExp, by: string | ((found: string) => string)): Breaking {
  return async message => {
    const before = message.raw.toString('latin1');
    const after = before.replace(what, found => (typeof by === 'string' ? by : by(found)));
    refuseNoChange(after, before);
    return readMessage(Buffer.from(after, 'latin1'), message.edition);
  };
}

function refuseNoChange(after: string, before: string): void {
  if (after === before) throw new Error('the sample is not broken: what it was to replace is not there');
}
