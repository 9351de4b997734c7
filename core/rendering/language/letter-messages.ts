import * as z from 'zod';
import { message, plain, plural } from './message-forms.ts';

const body = { preheader: plain, heading: plain, opening: plain, notYou: plain };
const titled = { subject: message('titles'), subjectLong: plural('n') };

/** What the short mails of signing up say: to confirm, that somebody is a reader already, and the link to what they get. */
export const letterMessages = z.strictObject({
  listed: message('text'),
  sender: message('name', 'address'),
  privacy: plain,
  contact: message('address'),
  confirmation: z.strictObject({
    ...body,
    ...titled,
    button: plain,
    valid: plain,
    never: message('address'),
    neverSubject: plain,
  }),
  alreadyReading: z.strictObject({ ...body, ...titled, leave: message('title') }),
  manage: z.strictObject({ ...body, subject: plain, button: plain, valid: plain }),
});
