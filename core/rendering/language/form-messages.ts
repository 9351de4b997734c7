import * as z from 'zod';
import { message, plain } from './message-forms.ts';

const headed = { heading: plain, text: plain };

/** What the pages say on which people subscribe, confirm, see what they get, and read what is kept of them. */
export const formMessages = () => ({
  /** What several of the pages say. */
  readerPages: z.strictObject({
    privacy: plain,
    contact: message('address'),
    /** Leads to the page in this language. */
    inLanguage: plain,
    again: plain,
    /** What people do not see and programs fill in. */
    trap: plain,
    /** When a publication appears. */
    appears: z.strictObject({
      day: message('time', 'zone'),
      week: message('weekday', 'time', 'zone'),
      month: message('day', 'time', 'zone'),
      monthEnd: message('time', 'zone'),
    }),
    refused: z.strictObject({ heading: plain, old: plain, filled: plain, elsewhere: plain, foreign: plain }),
    failed: z.strictObject(headed),
  }),
  subscribePage: z.strictObject({
    heading: plain,
    headingOf: message('title'),
    choose: plain,
    address: plain,
    promise: plain,
    button: plain,
    wrong: z.strictObject({ address: plain, none: plain }),
    closed: z.strictObject(headed),
    noSuch: z.strictObject(headed),
    asked: z.strictObject({
      heading: plain,
      address: message('address'),
      next: message('sender'),
      spam: plain,
      nothing: message('address'),
    }),
  }),
  confirmPage: z.strictObject({
    ask: z.strictObject({ heading: plain, text: message('address'), button: plain, ignore: plain }),
    before: z.strictObject(headed),
    unknown: z.strictObject(headed),
    done: z.strictObject({
      heading: plain,
      text: message('address'),
      newest: message('edition'),
      next: message('instant', 'zone'),
      suppressed: message('address'),
    }),
    ended: z.strictObject({ heading: plain, text: message('titles') }),
  }),
  managePage: z.strictObject({
    offer: z.strictObject({ text: message('address'), button: plain }),
    mailed: z.strictObject({ heading: plain, text: message('address'), spam: plain }),
    rejoin: plain,
    heading: plain,
    text: message('address'),
    reads: plain,
    nothing: plain,
    since: message('date'),
    how: z.strictObject({ form: message('date'), other: message('how') }),
    leave: message('title'),
    left: message('title'),
    others: plain,
    join: message('title'),
    joined: z.strictObject({ heading: plain, text: message('address') }),
    erase: z.strictObject({
      heading: plain,
      text: plain,
      open: plain,
      ask: plain,
      means: plain,
      stays: plain,
      button: plain,
      back: plain,
    }),
    erased: z.strictObject(headed),
    unknown: z.strictObject(headed),
  }),
  privacyPage: z.strictObject({
    heading: message('title'),
    who: z.strictObject({
      heading: plain,
      text: message('title', 'sender'),
      post: message('address'),
      ask: message('address'),
    }),
    why: z.strictObject({ ...headed, consent: plain }),
    held: z.strictObject({ heading: plain, address: plain, agreed: plain, mailed: plain, never: plain }),
    kept: z.strictObject({
      heading: plain,
      reading: plain,
      request: message('hours'),
      answered: message('days'),
      left: message('days'),
      mailed: message('days'),
      logs: message('days'),
      code: plain,
      backups: message('days'),
      suppressed: plain,
    }),
    where: z.strictObject(headed),
    rights: z.strictObject({
      heading: plain,
      leave: plain,
      manage: plain,
      object: message('address'),
      complain: plain,
    }),
  }),
});
