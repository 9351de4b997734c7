import type { Digest, DigestCorrection, DigestDay, EditionName } from '../../digest/digest.ts';
import { correctionAnchor } from '../../digest/numbering.ts';
import { dayText } from '../language/dates.ts';
import { fillRuns, listText, plainRun, type Runs, runIn } from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import {
  type ClaimView,
  claimView,
  detailsOf,
  extrasOf,
  type FactView,
  factView,
  whoRuns,
} from './fact-view.ts';
import { editionTexts, type RenderContext } from './render-context.ts';

/** What was said, what is right, and why: every field is there, null where it does not apply. */
export type CorrectionView = {
  /** The number that the fact had. */
  number: string;
  /** By which it can be linked to on a page: `correction-1-04`. */
  anchor: string;
  /** `Correction` or `Retraction`. */
  kind: string;
  /** In which edition we said it, leading there where that is possible. */
  where: Runs;
  /** Where it can be read, for parts that cannot link; null where it is not public. */
  page: string | null;
  /** That it is about one of several sources; null if not. */
  whose: string | null;
  /** With the details that differ from what is right. */
  said: ClaimView & { who: Runs; details: Runs[] };
  /** That it was withdrawn since; null if it was not. */
  since: Runs | null;
  /** What is right; null for a retraction. */
  right: FactView | null;
  /** The days ahead that are right, where others were told of. */
  days: Runs[];
  /** That nothing takes its place; null for a correction. */
  withdrawn: string | null;
  reason: Runs;
};

/** Puts a correction or retraction into words. @throws UnknownSourceError */
export function correctionView(
  correction: DigestCorrection,
  digest: Digest,
  context: RenderContext,
): CorrectionView {
  const { appeared, said, right, reason, told, days, shared } = correction;
  const { messages, language, linkTo } = context;
  const page = linkTo(appeared);
  const edition = plainRun(fill(messages.edition.named, editionTexts(appeared, context)), page);
  const named = (name: EditionName) => plainRun(nameText(name, context));
  const toldThere = told.by.edition === appeared.edition;
  return {
    number: appeared.number,
    anchor: correctionAnchor(correction),
    kind: right === null ? messages.corrections.retraction : messages.corrections.correction,
    where: toldThere
      ? fillRuns(messages.corrections.where, { edition })
      : fillRuns(messages.corrections.corrected, { edition, later: named(told.by) }),
    page,
    whose:
      shared && fill(messages.corrections.whose, { publisher: shared.publisher, number: appeared.number }),
    said: {
      ...claimView(said, context),
      who: whoRuns(said.attribution, context),
      details: saidDetails(correction, context),
    },
    since: told.withdrawn && fillRuns(messages.corrections.since, { edition: named(told.withdrawn) }),
    right: right && factView(right, digest, context),
    days: days.right.map(day => dayRuns(day, context)),
    withdrawn: right === null ? withdrawnText(correction, context) : null,
    reason: fillRuns(messages.corrections.reason, { reason: runIn(reason, language) }),
  };
}

function nameText({ number, edition }: EditionName, { messages }: RenderContext): string {
  return fill(messages.edition.named, { number: String(number), date: dayText(edition, messages.locale) });
}

function saidDetails({ details, days }: DigestCorrection, context: RenderContext): Runs[] {
  const { quote, primarySource, remark } = details
    ? extrasOf(details, context)
    : { quote: null, primarySource: null, remark: null };
  return [
    ...(quote ? [[quote]] : []),
    ...(details ? detailsOf(details, context) : []),
    ...(primarySource === null ? [] : [[plainRun(primarySource, primarySource)]]),
    ...(remark ? [remark] : []),
    ...days.said.map(day => dayRuns(day, context)),
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
