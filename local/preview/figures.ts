import type { Mistake } from '../../core/foundation/errors.ts';
import { messageBytesAtMost } from '../../core/message/message-size.ts';
import { htmlBudget } from '../../core/rendering/digest/budget.ts';

/** How large an edition is. */
export type Figures = {
  subject: string;
  preheader: string;
  /** Bytes of the HTML part and of the text part in UTF-8, before they are encoded for sending. */
  htmlBytes: number;
  textBytes: number;
  /** Bytes of the whole message as it is sent. */
  messageBytes: number;
  facts: number;
  sources: number;
};

/** Measures an edition. `mime` holds one byte a character, as the archive keeps it. */
export function figuresOf(edition: {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  mime: string;
  facts: number;
  sources: number;
}): Figures {
  const { subject, preheader, html, text, mime, facts, sources } = edition;
  return {
    subject,
    preheader,
    htmlBytes: Buffer.byteLength(html),
    textBytes: Buffer.byteLength(text),
    messageBytes: mime.length,
    facts,
    sources,
  };
}

/** The budgets, for what is shown beside the sizes. */
export const budgets = { htmlBytes: htmlBudget.bytes, messageBytes: messageBytesAtMost } as const;

/** What is larger than it may be. A message that is too large for the mail service is refused before it can be measured. */
export function sizeMistakes({ htmlBytes, facts }: Figures): Mistake[] {
  if (htmlBytes <= budgets.htmlBytes) return [];
  return [
    {
      source: 'the HTML part of the message',
      path: '',
      expected: `at most ${budgets.htmlBytes} bytes, so that no mail program cuts its end off`,
      found: `${htmlBytes} bytes (facts: ${facts})`,
      todo: 'make templates/partials/mail/ say the same with less markup, or let the edition carry fewer facts',
    },
  ];
}
