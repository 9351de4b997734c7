import type { WordsIn } from '../../articles/own-words.ts';
import type { DigestCorrection, DigestDay, EditionName } from '../../digest/digest.ts';
import { correctionAnchor } from '../../digest/numbering.ts';
import { dayText } from '../language/dates.ts';
import { fillRuns, joinedRuns, listText, plainRun, type Runs, runIn } from '../language/runs.ts';
import { type DiffPart, wordDiff } from '../language/word-diff.ts';
import { fill } from '../language/wording.ts';
import { detailsOf, extrasOf, type FactView, factView } from './fact-view.ts';
import { type ClaimView, claimView, quietLine } from './quiet-line.ts';
import { editionTexts, goingOn, type RenderContext, referenceRun } from './render-context.ts';

/** A stretch of a statement that was put right, or of what we say of it: `isNew` words are not those that we had. */
export type Change = { text: string; isNew: boolean };

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
  /** That some sources stand, or that nothing takes its place; null for a correction. */
  withdrawn: string | null;
  reason: Runs;
};

/** Below this much in common two statements are told one after the other. */
const commonAtLeast = 0.6;
/** More places than this cannot be read in one sentence. */
const changesAtMost = 3;

/** Puts a correction or retraction into words. @throws UnknownSourceError */
export function correctionView(correction: DigestCorrection, context: RenderContext): CorrectionView {
  const { appeared, said, right, reason, days, shared } = correction;
  const { messages, language, linkTo } = context;
  const changes = right && changesOf(said.statement, right.statement, context);
  const fact = right && factView(right, context, { edition: appeared.edition });
  return {
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
    was: wasRuns(correction, context),
    days: days.right.map(day => dayRuns(day, context)),
    withdrawn: right === null ? withdrawnText(correction, context) : null,
    reason: fillRuns(messages.corrections.reason, { reason: runIn(reason, language) }),
  };
}

const withoutDetails = { quote: null, details: [], grounds: [], primarySource: null, remark: null };

/** `1-04, in No. 1 of Monday 16 November 2026`, and which editions corrected or withdrew it since. */
function whereRuns({ appeared, told }: DigestCorrection, context: RenderContext): Runs {
  const { corrections, edition } = context.messages;
  const named = (name: EditionName) => plainRun(nameText(name, context));
  const carried = plainRun(fill(edition.named, editionTexts(appeared, context)), context.linkTo(appeared));
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
  return fill(messages.edition.named, { number: String(number), date: dayText(edition, messages.locale) });
}

/** The right statement in one piece with what it was, where the two are alike enough to be read so; null where they are not. */
function changesOf(said: WordsIn, right: WordsIn, { messages, language }: RenderContext): Change[] | null {
  if (said.language !== language || right.language !== language) return null;
  const { parts, common } = wordDiff(said.text, right.text, language);
  const changed = parts.filter(({ change }) => change !== 'same').length;
  if (common < commonAtLeast || changed === 0)
    return changed === 0 ? [{ text: right.text, isNew: false }] : null;
  const changes = parts.flatMap((part, at) => changeOf(part, parts[at - 1], parts[at + 1], messages));
  return changes.filter(({ isNew }) => isNew).length > changesAtMost ? null : changes;
}

/** What stays is said; what is new is marked, with what it was behind it in words. */
function changeOf(
  { text, change }: DiffPart,
  before: DiffPart | undefined,
  behind: DiffPart | undefined,
  { corrections }: RenderContext['messages'],
): Change[] {
  if (change === 'same') return [{ text, isNew: false }];
  if (change === 'gone') {
    return behind?.change === 'new'
      ? []
      : [{ text: around(text, fill(corrections.gone, { text: text.trim() })), isNew: true }];
  }
  const note = before?.change === 'gone' ? fill(corrections.was, { text: before.text.trim() }) : null;
  return [
    { text: note === null ? text : text.trimEnd(), isNew: true },
    ...(note === null ? [] : [{ text: note + (/\s+$/u.exec(text)?.[0] ?? ''), isNew: false }]),
  ];
}

/** Words of ours in the place of others, between the same spaces. */
function around(text: string, words: string): string {
  return (/^\s*/u.exec(text)?.[0] ?? '') + words + (/\s*$/u.exec(text)?.[0] ?? '');
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
function wasRuns(correction: DigestCorrection, context: RenderContext): Runs[] {
  const { said, right, details, days } = correction;
  const { messages } = context;
  if (right === null) return [];
  const isWhole = changesOf(said.statement, right.statement, context) === null;
  const label = said.label === right.label ? [] : [[plainRun(messages.labels[said.label].text)]];
  const { line } = quietLine({ ...said, source: null, occurred: null, number: null }, context);
  const who = sameAttribution(said, right) ? [] : [line];
  const told = details ? detailPhrases(correction, context) : [];
  const was = [
    ...(isWhole ? [] : [...label, ...who]),
    ...told,
    ...days.said.map(day => dayRuns(day, context)),
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
  const { quote, primarySource, remark } = extrasOf(details, context);
  return [
    ...(quote ? [[quote]] : []),
    ...detailsOf(details, context),
    ...(primarySource === null ? [] : [[plainRun(primarySource, primarySource)]]),
    ...(remark ? [remark] : []),
  ];
}

function dayRuns({ date, what }: DigestDay, { messages, language }: RenderContext): Runs {
  const values = { date: dayText(date, messages.locale), what: runIn(what, language) };
  return fillRuns(messages.corrections.day, values);
}

function withdrawnText({ shared }: DigestCorrection, { messages }: RenderContext): string {
  const { withdrawn, stands } = messages.corrections;
  if (shared === null || shared.stands.length === 0) return withdrawn;
  return fill(stands, { publisher: shared.publisher, others: listText(shared.stands, messages.locale) });
}
