import type { DigestCorrection, DigestDay, EditionName } from '../../digest/digest.ts';
import { correctionAnchor } from '../../digest/numbering.ts';
import { dateText } from '../language/dates.ts';
import { wordsAlike } from '../language/reading-time.ts';
import { fillRuns, joinedRuns, listText, plainRun, plainText, type Runs, runIn } from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import { type Change, changesOf } from './changes.ts';
import { detailsOf, extrasOf, type FactView, factView } from './fact-view.ts';
import { type ClaimView, claimView, quietLine } from './quiet-line.ts';
import { editionNumber, goingOn, type RenderContext, referenceRun } from './render-context.ts';

/** What was said, what is right, and why: every field is there, null where it does not apply. */
export type CorrectionView = {
  /** The number that the fact had. */
  number: string;
  /** By which it can be linked to on a page: `correction-1-04`. */
  anchor: string;
  /** `Corrected` or `Withdrawn`. */
  kind: string;
  /** Which fact, and in which edition we said it, leading there where that is possible: `1-04, in No. 1 of …`. */
  where: Runs;
  /** Where it can be read, for parts that cannot link; null where it is not public. */
  page: string | null;
  /** That it is about one of several sources; null if not. */
  whose: string | null;
  /** The statement that is right, with the words that changed and, beside them, those that they were; null where both are told whole. */
  changes: Change[] | null;
  /** What we had said, where it is told whole; null where `changes` tells it. */
  said: (ClaimView & { who: Runs }) | null;
  /** What is right; null for a retraction. Of its details those alone that may have changed. */
  right: FactView | null;
  /** What else we had said and is not right, a phrase each. */
  was: Runs[];
  /** The days ahead that are right, where others were told of. */
  days: Runs[];
  /** That more was put right, leading to the page that says it; null where all is said here. */
  more: Runs | null;
  /** That some sources stand, or that nothing takes its place; null for a correction. */
  withdrawn: string | null;
  reason: Runs;
};

/** Besides the statement and the reason a message spends so many words on a correction; its page has the rest. */
const wordsAtMost = 35;

/** Puts a correction or retraction into words. @throws UnknownSourceError */
export function correctionView(correction: DigestCorrection, context: RenderContext): CorrectionView {
  const { appeared, said, right, reason, days, shared } = correction;
  const { messages, language, linkTo } = context;
  const changes = right && changesOf(said.statement, right.statement, context);
  const fact = right && factView(right, context, { isNumbered: true });
  const all: CorrectionView = {
    number: appeared.number,
    anchor: correctionAnchor(correction),
    kind: right === null ? messages.corrections.retraction : messages.corrections.correction,
    where: whereRuns(correction, context),
    page: linkTo(appeared),
    whose:
      shared && fill(messages.corrections.whose, { publisher: shared.publisher, number: appeared.number }),
    changes,
    said: changes ? null : saidView(correction, context),
    right: fact && (correction.details === null ? { ...fact, ...withoutDetails } : fact),
    was: wasRuns(correction, changes !== null, context),
    days: days.right.map(day => dayRuns(day, messages.corrections.day, context)),
    more: null,
    withdrawn: right === null ? withdrawnText(correction, context) : null,
    reason: fillRuns(messages.corrections.reason, { reason: runIn(reason, language) }),
  };
  if (context.saysAll) return all;
  const isSaidAlike =
    changes !== null && right !== null && said.label === right.label && sameAttribution(said, right);
  const told = isSaidAlike && all.right ? { ...all, right: { ...all.right, ...unsaid } } : all;
  return inFewWords(told, context);
}

/** Who says so and how firmly is no news where it stays. */
const unsaid = { opening: null, line: [] };

const withoutDetails = {
  quote: null,
  translation: null,
  details: [],
  grounds: [],
  primarySource: null,
  remark: null,
};

/** As much of what was put right as fits, what was wrong first; what does not is on the page of this edition, and the view leads there. */
function inFewWords(all: CorrectionView, context: RenderContext): CorrectionView {
  const { messages } = context;
  const { right, said } = all;
  const fixed = [
    all.kind,
    plainText(all.where),
    all.whose,
    all.withdrawn,
    said?.before,
    plainText(said?.who ?? []),
    right?.before,
    right?.opening,
    plainText(right?.line ?? []),
    ...(said ? [messages.words.said, messages.words.right] : []),
    fill(messages.corrections.reason, { reason: '' }),
    messages.corrections.more,
  ];
  const count = (text: string) => wordsAlike(text, messages.locale);
  // Beside the words of the statement those that it was, and that some are new.
  const marks = all.changes?.map(({ text }) => text).join('') ?? '';
  const marked = all.changes && right ? count(marks) - count(right.statement.text) : 0;
  let room = wordsAtMost - count(fixed.join(' ')) - marked;
  const fits = (words: Runs | null): boolean => {
    const needed = count(plainText(words ?? []));
    if (needed > room) return false;
    room -= needed;
    return true;
  };
  const shown = {
    was: all.was.filter(fits),
    days: all.days.filter(fits),
    right: right && {
      ...right,
      details: right.details.filter(fits),
      remark: fits(right.remark) ? right.remark : null,
      ...(fits(quoted(right)) ? {} : { quote: null, translation: null }),
    },
  };
  const phrases = (view: Pick<CorrectionView, 'was' | 'days' | 'right'>) =>
    view.was.length +
    view.days.length +
    (view.right?.details.length ?? 0) +
    Number(!!view.right?.remark) +
    Number(!!view.right?.quote);
  const isWhole = phrases(shown) === phrases(all);
  const page = context.linkTo({ number: all.number, edition: context.edition })?.split('#')[0] ?? null;
  return {
    ...all,
    ...shown,
    more: isWhole ? null : [plainRun(messages.corrections.more, page && `${page}#${all.anchor}`)],
  };
}

/** A quote and its translation, which stand together or not at all. */
function quoted({ quote, translation }: Pick<FactView, 'quote' | 'translation'>): Runs | null {
  return quote && [quote, ...(translation ?? [])];
}

/** `1-04, in No. 1 of Monday 16 November 2026`, and which editions corrected or withdrew it since. */
function whereRuns({ appeared, told }: DigestCorrection, context: RenderContext): Runs {
  const { corrections } = context.messages;
  const named = ({ number }: EditionName) =>
    fill(context.messages.edition.number, { number: String(number) });
  const number = editionNumber(appeared);
  const carried = plainRun(nameText({ ...appeared, number }, context), context.linkTo(appeared));
  const parts = [
    fillRuns(corrections.where, { number: referenceRun(appeared, { linkTo: () => null }), edition: carried }),
    ...(told.by.edition === appeared.edition
      ? []
      : [fillRuns(corrections.corrected, { edition: named(told.by) })]),
    ...(told.withdrawn ? [fillRuns(corrections.since, { edition: named(told.withdrawn) })] : []),
  ];
  return joinedRuns(parts, corrections.joint);
}

function nameText({ number, edition }: EditionName, { messages }: RenderContext): string {
  return fill(messages.edition.named, { number: String(number), date: dateText(edition, messages.locale) });
}

function saidView(
  { said, right, appeared }: DigestCorrection,
  context: RenderContext,
): CorrectionView['said'] {
  const { opening, line } = quietLine({ ...said, source: null, occurred: null, number: null }, context);
  const isSame = right !== null && sameAttribution(said, right) && said.label === right.label;
  const who = joinedRuns([...(opening === null ? [] : [[plainRun(opening)]]), line], '');
  return { ...claimView(said, context), who: isSame || appeared === null ? [] : who };
}

/** Label, who said so and details that were told and are not right. */
function wasRuns(correction: DigestCorrection, isOneText: boolean, context: RenderContext): Runs[] {
  const { said, right, details, days } = correction;
  const { messages } = context;
  if (right === null) return [];
  const label = said.label === right.label ? [] : [[plainRun(messages.labels[said.label].text)]];
  const { line } = quietLine({ ...said, source: null, occurred: null, number: null }, context);
  const who = sameAttribution(said, right) ? [] : [line];
  const told = details ? detailPhrases(correction, context) : [];
  const was = [
    ...(isOneText ? [...label, ...who] : []),
    ...told,
    ...days.said.map(day => dayRuns(day, messages.corrections.daySaid, context)),
  ];
  return was.map(text => fillRuns(messages.corrections.wasSaid, { text: text.map(goingOn) }));
}

function sameAttribution(
  { attribution: a }: Pick<DigestCorrection['said'], 'attribution'>,
  { attribution: b }: Pick<DigestCorrection['said'], 'attribution'>,
): boolean {
  return a.how === b.how && a.who.text === b.who.text;
}

function detailPhrases({ details }: DigestCorrection, context: RenderContext): Runs[] {
  if (details === null) return [];
  const { quote, translation, primarySource, remark } = extrasOf(details, context);
  return [
    ...(quote ? [[quote]] : []),
    ...(translation ? [translation] : []),
    ...detailsOf(details, context),
    ...(primarySource === null ? [] : [[plainRun(primarySource, primarySource)]]),
    ...(remark ? [remark] : []),
  ];
}

function dayRuns({ date, what }: DigestDay, message: string, { messages, language }: RenderContext): Runs {
  return fillRuns(message, { date: dateText(date, messages.locale), what: runIn(what, language) });
}

function withdrawnText({ shared }: DigestCorrection, { messages }: RenderContext): string {
  const { withdrawn, stands } = messages.corrections;
  if (shared === null || shared.stands.length === 0) return withdrawn;
  return fill(stands, { publisher: shared.publisher, others: listText(shared.stands, messages.locale) });
}
