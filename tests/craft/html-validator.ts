import { HtmlValidate } from 'html-validate';

/** Rules of the validator that are off, and why: these of every document, those of a message besides. */
const off = {
  page: {
    'doctype-style': 'the doctype is in small letters, as HTML allows',
    'no-redundant-role': 'a list without bullets is a list to Safari only where it says so',
    'form-dup-name': 'check boxes of one question have one name',
    'no-trailing-whitespace': 'what people wrote may end with a space',
  },
  message: {
    'no-inline-style': 'many mail programs take away all other styles',
    'no-conditional-comment': 'classic Outlook needs a frame of its own',
    'presentation-role-style': 'older readers know presentation, not none',
    'no-deprecated-attr': 'Outlook goes by bgcolor, align and the measures of tables',
    'prefer-tbody': 'a table of layout has one body anyway',
    'long-title': 'the title of a message is its subject',
  },
};

/** What a validator of HTML finds in a page or a message, beyond what is named. */
export function findingsIn(html: string, kind: 'page' | 'message'): string[] {
  const reasons = kind === 'page' ? off.page : { ...off.page, ...off.message };
  const rules = Object.fromEntries(Object.keys(reasons).map(rule => [rule, 'off' as const]));
  const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules });
  const { results } = validator.validateStringSync(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, selector }) => `${ruleId}: ${message} (${line}, ${selector})`),
  );
}
