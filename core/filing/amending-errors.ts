import type { AmendmentRecord, ArticleRecord } from '../articles/log-record.ts';
import { CourantError } from '../foundation/errors.ts';
import type { Instant } from '../foundation/instant.ts';
import { idsIn } from './references.ts';

const nothing = 'Nothing was filed.';

/** What is to be put right was never filed. */
export class NoSuchFactError extends CourantError {
  constructor(fact: string, article: ArticleRecord | undefined) {
    super(
      article
        ? `There is no fact ${fact}; expected one of the facts of "${article.article.id}", which was filed at ` +
            `${article.recordedAt} with ${idsIn(article.facts)}. ${nothing} Correct the id.`
        : `There is no fact ${fact}: no article is filed under the first part of this id. ${nothing} Correct the id; each ` +
            `fact has it as "id" in its article file, and in the digest.json of the edition that carried it.`,
    );
  }
}

/** The text that the evidence has to be compared with is not there. */
export class NoCaptureError extends CourantError {
  constructor({ article }: ArticleRecord) {
    super(
      `The store keeps no capture of "${article.id}", so the evidence of the corrected fact cannot be looked up. ${nothing} ` +
        `Give the captured text with --capture: the one whose SHA-256 is ${article.capture.sha256}.`,
    );
  }
}

/** A correction says what stands already. */
export class NothingToCorrectError extends CourantError {
  constructor(fact: string, recordedAt: Instant, newest: AmendmentRecord | undefined) {
    const by = newest
      ? `correction ${newest.sequence} of ${recordedAt}`
      : `its article, filed at ${recordedAt},`;
    super(
      `The fact ${fact} is in "corrected" as ${by} has it: expected something that differs. ${nothing} ` +
        'Change what is wrong, or file nothing; to take the fact back, leave "corrected" out and use courant facts retract.',
    );
  }
}

/** What is named as a correction or retraction of a fact is something else: the log was written to by another program. */
export class NoAmendmentRecordError extends CourantError {
  constructor(key: string, name: string) {
    super(
      `fact log: expected at ${key} the record that has the name ${name}, found another one. ` +
        'Something other than Courant named it: find out what, and restore the first version of the name.',
    );
  }
}
