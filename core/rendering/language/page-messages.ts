import * as z from 'zod';
import { message, plain, plural } from './message-forms.ts';

const pageText = { heading: plain, text: plain };

/** What the pages of the web say besides the content of editions: what became of it, what there is beside it, and how to leave. */
export const pageMessages = () => ({
  banner: z.strictObject({
    heading: plain,
    corrected: message('numbers'),
    withdrawn: message('numbers'),
    updated: message('numbers'),
  }),
  standing: z.strictObject({
    edition: message('number', 'date'),
    withdrawn: message('edition'),
    corrected: message('edition'),
    details: message('edition'),
    of: z.strictObject({
      withdrawn: message('publisher', 'edition'),
      corrected: message('publisher', 'edition'),
    }),
    updated: message('label', 'number', 'edition'),
    adds: message('number', 'edition'),
    said: plain,
    before: plain,
    beside: z.strictObject({
      withdrawn: plain,
      corrected: plain,
      updated: message('label'),
      adds: plain,
      ofOne: z.strictObject({ withdrawn: plain, corrected: plain }),
    }),
    cited: z.strictObject({
      withdrawn: message('edition'),
      corrected: message('edition'),
      updated: message('number'),
      ofOne: z.strictObject({ withdrawn: message('edition'), corrected: message('edition') }),
    }),
    listed: z.strictObject({ withdrawn: message('edition'), corrected: message('edition') }),
    titled: message('standing', 'headline'),
    turns: plain,
    subscribe: plain,
    previous: message('edition'),
    next: message('edition'),
    cite: message('number'),
    citation: message('title', 'number', 'date'),
    citationAt: message('title', 'number', 'date', 'address'),
  }),
  archivePage: z.strictObject({
    heading: message('title'),
    editions: plural('n'),
    kept: plain,
    former: plain,
    subscribe: plain,
    feeds: plain,
    feedAtom: plain,
    feedJson: plain,
    data: plain,
    dataFile: plain,
  }),
  leavePage: z.strictObject({
    ask: z.strictObject({ ...pageText, heading: message('title'), button: plain }),
    left: z.strictObject({ ...pageText, heading: message('title') }),
    unknown: z.strictObject(pageText),
    contact: message('address'),
  }),
});
