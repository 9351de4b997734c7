import { type AmendmentFile, readAmendmentFile } from '../articles/amendment-file.ts';
import type { Fact } from '../articles/fact.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { AmendmentRecord, ArticleRecord } from '../articles/log-record.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { InvalidInputError, type Mistake, refuseMistakes } from '../foundation/errors.ts';
import type { Clock } from '../foundation/instant.ts';
import { appendAndName, refuseWrongClock } from './append-record.ts';
import { checkAmendment } from './check-amendment.ts';
import { captureNamed } from './check-capture.ts';
import { articleOfFact, type CurrentFact, currentFact } from './filed-fact.ts';
import { NoSuchFactError, NothingToCorrectError } from './filing-errors.ts';
import { refuseUnaccepted } from './notes/accepted.ts';
import { notesOnAmendment } from './notes/notes-on-article.ts';

/** What amending did. `record` is the newest amendment of the fact, whoever wrote it, and `key` is that record's key. */
export type AmendingResult = {
  result: 'filed' | 'unchanged';
  key: string;
  record: AmendmentRecord;
  /** The fact as it stood before this; null if it was retracted. */
  before: Fact | null;
};

/**
 * Files a correction or a retraction of a filed fact: appends its record, and names that record as the next one about the fact.
 * If two people file at once, each gets a number, and both count in that order: a call that finds its number taken reads the fact
 * again. Filing the same again changes nothing, nor does retracting a retracted fact. Filing again completes what a crash left
 * unfinished.
 *
 * @param capture the article's text as it was captured, in any form (see `captureNamed`): the evidence and the quote of a corrected fact are compared
 *   with it, and it is kept. Undefined where the store keeps it already. Null only for what ships with the project: if the
 *   store keeps no capture either, the corrected fact is taken as it was checked when it was written.
 * @param found mistakes that the caller found in the file; like those found here, they count unless the same is filed already.
 * @throws InvalidInputError if the file or the capture has mistakes; NoSuchFactError; NoCaptureError;
 *   NothingToCorrectError; UnacceptedNotesError; ClockOffError. Nothing is filed then.
 */
export async function amendFact(
  { filing, clock }: { filing: FactFiling; clock: Clock },
  input: AmendmentFile,
  capture?: string | null,
  found: readonly Mistake[] = [],
): Promise<AmendingResult> {
  // Checked here again, whoever calls: what is filed stays for good.
  const { file, mistakes } = readAmendmentFile(input, 'correction');
  if (!file) throw new InvalidInputError('The correction', mistakes);
  const filed = await articleOfFact(filing, file.fact);
  const asFiled = filed?.facts.find(({ id }) => id === file.fact);
  if (!filed || !asFiled) throw new NoSuchFactError(file.fact, filed);
  const text = typeof capture === 'string' ? captureNamed(filed.article.capture, capture) : capture;

  for (;;) {
    const standing = await currentFact(filing, asFiled);
    refuseWrongClock(clock.now(), standing.asOf);
    const { fact: before, newest } = standing;
    if (newest && saysTheSame(newest.record, file)) return { result: 'unchanged', ...newest, before };
    refuseNothing(file, standing, filed);
    refuseMistakes('Nothing was filed', found);
    refuseMistakes('The correction', mistakes);
    const compared = await checkAmendment(filing, filed, file, text);
    if (compared !== null) refuseNotes(file, filed, compared);
    if (typeof text === 'string') await filing.keepCapture(filed.article.capture.sha256, text);
    const record = recordOf(file, standing);
    const { key, recordedAt, named } = await appendAndName(filing, record);
    if (named === key) return { result: 'filed', key, record: { ...record, recordedAt }, before };
  }
}

function recordOf(
  { fact, reason, corrected, accepted }: AmendmentFile,
  { newest, asOf }: CurrentFact,
): AmendmentRecord {
  const common = { recordedAt: asOf, fact, sequence: (newest?.record.sequence ?? 0) + 1, reason };
  if (!corrected) return { type: 'retraction', ...common };
  return { type: 'correction', ...common, corrected, ...(accepted === undefined ? {} : { accepted }) };
}

/** Of what is retracted nothing is left to retract, whatever the reason. */
function saysTheSame(newest: AmendmentRecord, { reason, corrected }: AmendmentFile): boolean {
  if (newest.type === 'retraction') return corrected === undefined;
  if (!corrected) return false;
  return canonicalJson([newest.corrected, newest.reason]) === canonicalJson([corrected, reason]);
}

function refuseNotes(file: AmendmentFile, { article }: ArticleRecord, capture: string): void {
  refuseUnaccepted(`correction of ${file.fact}`, notesOnAmendment(file, article, capture), file.accepted);
}

function refuseNothing(
  { fact, corrected }: AmendmentFile,
  standing: CurrentFact,
  filed: ArticleRecord,
): void {
  if (!corrected || !standing.fact || canonicalJson(corrected) !== canonicalJson(standing.fact)) return;
  const { recordedAt } = standing.newest?.record ?? filed;
  throw new NothingToCorrectError(fact, recordedAt, standing.newest?.record);
}
