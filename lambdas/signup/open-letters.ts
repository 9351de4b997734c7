import { lettersIn } from '../../core/message/compose-letter.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { LetterInput, Letters } from '../../core/readers/sign-up/letters.ts';
import { readWording } from '../runtime/wording.ts';

/** Opens the templates of the letters, once a cold start. */
export function openLetters(templatesDirectory: string, configuration: Configuration): Letters {
  const letters = lettersIn(readWording(templatesDirectory, configuration));
  return {
    confirmation: ({ links: { confirm, privacy }, ...asked }) =>
      letters.confirmation({ ...asked, ...inKnownLanguage(asked), links: { act: confirm, privacy } }),
    alreadyReading: ({ links: { leave, privacy }, ...asked }) =>
      letters.alreadyReading({
        ...asked,
        ...inKnownLanguage(asked),
        links: { leave: Object.entries(leave).map(([publication, url]) => ({ publication, url })), privacy },
      }),
    manage: ({ links: { manage, privacy }, ...asked }) =>
      letters.manage({ ...asked, ...inKnownLanguage(asked), links: { act: manage, privacy } }),
  };
}

/** The form's language if one of the publications has it, whose messages are there; else that of the one that writes. */
function inKnownLanguage({
  language,
  publications,
}: Pick<LetterInput<object>, 'language' | 'publications'>): { language: string } {
  const spoken = publications.map(publication => publication.language as string);
  return { language: spoken.includes(language) ? language : (spoken[0] ?? language) };
}
