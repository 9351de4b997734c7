import type { Configuration } from '../../core/publication/configuration.ts';
import type { Letters } from '../../core/readers/sign-up/letters.ts';

/** Opens the templates of the letters, once a cold start. */
export function openLetters(_templatesDirectory: string, _configuration: Configuration): Letters {
  // The one thing to connect: the composer of core/message.
  const compose = () => Promise.reject(new Error('the letters are not connected yet'));
  return { confirmation: compose, alreadyReading: compose, manage: compose };
}
