import { isTooOldToMail } from '../../delivery/progress/editions.ts';
import { sumOf } from '../../delivery/receipt/census.ts';
import { capitalised, countedInWords } from '../../delivery/receipt/outcome-words.ts';
import { dayText } from '../../rendering/language/dates.ts';
import { grouped, momentText, operatorLocale } from './english.ts';
import type { EarlierEdition, HeldEdition, MissingEdition, OperatorNews, UndecidedEdition } from './news.ts';
import { type Typing, typed, typedAbout } from './typing.ts';

/** Something that an operator should look into or decide: what it means, what to type, and where the runbook has more. */
export type Need = {
  title: string;
  text: string;
  commands: { why: string; line: string }[];
  /** The anchor of its heading there. */
  article: string;
  /** It stays as it is until somebody decides; then these words stand at the beginning of the subject. */
  waits: string | null;
};

/** More are counted, not named: the mail names readers by their ids only, for whoever looks into the tables. */
const namedAtMost = 5;

/** What needs the operator, by what is known: first what waits for them. */
export function needsOf(news: OperatorNews, typing: Typing): Need[] {
  const all = [
    ...lost(news, typing),
    ...uncertain(news, typing),
    ...news.undecided.map(edition => undecided(edition, typing)),
    ...news.held.map(edition => held(edition, typing)),
    ...news.missing.map(edition => missing(edition, typing)),
    ...refused(news, typing),
    ...damaged(news, typing),
    ...news.earlier.filter(one => one.damaged).map(one => unreadable(one, typing)),
  ];
  return all.sort((a, b) => Number(b.waits !== null) - Number(a.waits !== null));
}

function lost({ receipt: { tablesLost, edition } }: OperatorNews, typing: Typing): Need[] {
  if (tablesLost === undefined) return [];
  return [
    {
      title: 'The tables that said who was mailed are lost.',
      text: 'The edition was ended, and nothing more is known of who was mailed. Whoever has no outcome in the tables counts as uncertain, for good. Nothing is left to decide.',
      commands: [{ why: 'To see what is known:', line: typedAbout(`status ${edition}`, typing) }],
      article: 'after-a-restore',
      waits: null,
    },
  ];
}

/** An edition of more than 30 days ago is mailed to nobody any more: then there is nothing to decide. */
function uncertain({ receipt, asOf }: OperatorNews, typing: Typing): Need[] {
  const { uncertain: count, uncertainReaders, edition, tablesLost, window } = receipt;
  if (count === 0 || tablesLost !== undefined) return [];
  const named = uncertainReaders.slice(0, namedAtMost).join(', ');
  const more = count > namedAtMost ? ' and others' : '';
  const text = `${count === 1 ? 'The reader has' : 'These readers have'} the edition, or not: ${named}${more}.`;
  const need = {
    title: `Nobody knows whether Amazon SES took ${countedInWords(count, 'message')}.`,
    article: 'deliveries-uncertain',
  };
  if (!isTooOldToMail(window.to, asOf))
    return [{ ...need, text, commands: choices(edition, typing), waits: decideAbout(count) }];
  const old = `${text} The edition is more than 30 days old, and mailed to nobody again.`;
  return [{ ...need, text: old, commands: choices(edition, typing).slice(1), waits: null }];
}

function undecided({ edition, uncertain: count }: UndecidedEdition, typing: Typing): Need {
  return {
    title: `Of the edition of ${edition} too nobody knows whether Amazon SES took ${countedInWords(count, 'message')}.`,
    text: 'It stays so until you decide.',
    commands: choices(edition, typing),
    article: 'deliveries-uncertain',
    waits: decideAbout(count),
  };
}

function decideAbout(readers: number): string {
  return `Decide about ${countedInWords(readers, 'reader')}`;
}

function choices(edition: string, typing: Typing): Need['commands'] {
  return [
    {
      why: 'To mail them again, at the risk that somebody gets the edition twice:',
      line: typedAbout(`resend ${edition} --uncertain`, typing),
    },
    {
      why: 'To leave it as it is, and hear no more of it (it asks once more):',
      line: typedAbout(`stop ${edition}`, typing),
    },
  ];
}

function held({ edition, tablesLost }: HeldEdition, typing: Typing): Need {
  return {
    title: `The edition of ${edition} is held: it does not go on until you decide.`,
    // The words of a hold may be those of SES, which names addresses.
    text: tablesLost
      ? 'The tables may not say who was mailed already, so nobody more is mailed until then.'
      : 'Whoever has it keeps it, and nobody gets it twice.',
    commands: [
      { why: 'What holds it, and what to type, is shown by:', line: typedAbout(`status ${edition}`, typing) },
    ],
    article: tablesLost ? 'after-a-restore' : 'edition-held',
    waits: `The edition of ${edition} is held`,
  };
}

function missing({ edition, due, late }: MissingEdition, typing: Typing): Need {
  if (late)
    return {
      title: `The edition of ${edition} was due on ${momentText(due)}, and is not published: so late, it is yours to decide.`,
      text: 'Nothing is lost. If you do nothing, the next edition takes its facts in.',
      commands: [{ why: 'To publish it now:', line: typedAbout(`release ${edition}`, typing) }],
      article: 'late',
      waits: `The edition of ${edition} is late`,
    };
  return {
    title: `The edition of ${edition} is due since ${momentText(due)}, and is not published yet.`,
    text: 'The sweep makes up for it within minutes, unless something is in its way.',
    commands: [{ why: 'If it stays so, this says why:', line: typedAbout(`status ${edition}`, typing) }],
    article: 'edition-overdue',
    waits: null,
  };
}

/** Who they are is in SES's hands: the doctor asks it, and names them to whoever may know. */
function refused({ receipt: { rejected } }: OperatorNews, typing: Typing): Need[] {
  const count = sumOf(rejected);
  if (count === 0) return [];
  const reasons = Object.entries(rejected)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `${reason} (${grouped(times)})`);
  return [
    {
      title: `${capitalised(countedInWords(count, 'address was refused', 'addresses were refused'))}.`,
      text: `They are readers still, and the next edition is sent to them again. ${reasons.length === 1 ? 'The reason' : 'The reasons'}: ${reasons.join('; ')}.`,
      commands:
        typing.local || !reasons.some(reason => /suppress|blacklist/i.test(reason))
          ? []
          : [{ why: 'Readers on the suppression list of SES are named by:', line: typed('doctor', typing) }],
      article: 'what-the-doctor-finds',
      waits: null,
    },
  ];
}

function damaged({ damaged: files }: OperatorNews, typing: Typing): Need[] {
  const [first] = files;
  if (!first) return [];
  const mended = files.filter(file => file.mended).length;
  const what = countedInWords(files.length, 'file of the archive is', 'files of the archive are');
  return [
    {
      title: `${capitalised(what)} not as sealed.`,
      text: `${first.key}${files.length === 1 ? '' : ' and others'}. Editions go on by their seals${mended === files.length ? ', and what was gone is back' : ''}.`,
      commands: [{ why: 'To see all of them:', line: typedAbout('archive verify', typing) }],
      article: 'damaged-files',
      waits: null,
    },
  ];
}

function unreadable({ edition }: EarlierEdition, typing: Typing): Need {
  return {
    title: `The receipt of ${dayText(edition, operatorLocale)} is missing or damaged.`,
    text: 'Its figures are left out below. The archive bucket keeps every version of it.',
    commands: [{ why: 'What is known of it is shown by:', line: typedAbout(`status ${edition}`, typing) }],
    article: 'damaged-files',
    waits: null,
  };
}
