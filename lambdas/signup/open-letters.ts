import { lettersIn } from '../../core/message/compose-letter.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { LetterInput, Letters } from '../../core/readers/sign-up/letters.ts';
import { readWording } from '../runtime/wording.ts';

/** Opens the templates of the letters, once a cold start. */
export function openLetters(templatesDirectory: string, configuration: Configuration): Letters {
  const letters = lettersIn(readWording(templatesDirectory, configuration));
  return {
    confirmation: asked => letters.confirmation({ ...asked, ...inKnownLanguage(asked) }),
    alreadyReading: asked => letters.alreadyReading({ ...asked, ...inKnownLanguage(asked) }),
    manage: asked => letters.manage({ ...asked, ...inKnownLanguage(asked) }),
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
