import type { Digest, DigestCorrection } from '../digest.ts';
import { type ClaimView, claimView, type FactView, factView, whoWords } from './fact-view.ts';
import { editionTexts, type Setting } from './setting.ts';
import { fill } from './wording.ts';
import { fillWords, plainRun, runIn, type Words } from './words.ts';

/** What was said, what is right, and why: every field is there, null where it does not apply. */
export type CorrectionView = {
  /** The number that the fact had. */
  number: string;
  /** By which it can be linked to on a page: `correction-1-04`. */
  anchor: string;
  /** `Correction` or `Retraction`. */
  kind: string;
  /** In which edition we said it, leading there where that is possible. */
  where: Words;
  /** Where it can be read, for parts that cannot link; null where it is not public. */
  page: string | null;
  said: ClaimView & { who: Words };
  /** What is right; null for a retraction. */
  right: FactView | null;
  /** That nothing takes its place; null for a correction. */
  withdrawn: string | null;
  reason: Words;
};

/** Puts a correction or retraction into words. @throws UnknownSourceError */
export function correctionView(
  correction: DigestCorrection,
  digest: Digest,
  setting: Setting,
): CorrectionView {
  const { appeared, said, right, reason } = correction;
  const { messages, language, linkTo } = setting;
  const { number, date } = editionTexts(appeared, setting);
  const page = linkTo(appeared);
  const edition = plainRun(fill(messages.edition.named, { number, date }), page);
  return {
    number: appeared.number,
    anchor: correctionAnchor(appeared.number),
    kind: right === null ? messages.corrections.retraction : messages.corrections.correction,
    where: fillWords(messages.corrections.where, { edition }),
    page,
    said: { ...claimView(said, setting), who: whoWords(said.attribution, setting) },
    right: right && factView(right, digest, setting),
    withdrawn: right === null ? messages.corrections.withdrawn : null,
    reason: fillWords(messages.corrections.reason, { reason: runIn(reason, language) }),
  };
}

/** Where a page shows the correction of the fact of this number. */
export function correctionAnchor(number: string): string {
  return `correction-${number}`;
}
