import { inlineStyles } from '../handlebars/inline-styles.ts';
import type { Templates } from '../handlebars/templates.ts';
import { tidyText } from '../handlebars/tidy-text.ts';
import type { Messages } from '../language/messages.ts';
import { refuseUnsafeAddresses, refuseUnsafeLinks } from '../links.ts';
import { type LetterInput, letterView } from './letter-view.ts';

/** A letter in words: `html` with its styles inlined, `text` in lines of at most 76 columns but for links. */
export type RenderedLetter = { subject: string; html: string; text: string };

const names = { html: 'letter.html.hbs', text: 'letter.text.hbs' };

/**
 * Renders a letter. Pure: the same input gives the same bytes on any machine.
 * @throws UnsafeLinkError, NoPublicationError, and what the templates throw.
 */
export function renderLetter(
  input: LetterInput,
  { templates, messages }: { templates: Templates; messages: Messages },
): RenderedLetter {
  const view = letterView(input, messages);
  const urls = [
    view.privacy.url,
    view.button?.url ?? null,
    ...view.items.map(({ link }) => link?.url ?? null),
  ];
  refuseUnsafeAddresses(urls, names.text);
  return {
    subject: view.subject,
    html: inlineStyles(refuseUnsafeLinks(templates.render(names.html, view), names.html)),
    text: tidyText(templates.render(names.text, view)),
  };
}
