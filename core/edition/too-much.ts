import { isFactAmendment } from '../articles/amendments.ts';
import type { StoredRecord } from '../articles/fact-log.ts';
import { recordedAtOfKey } from '../articles/record-key.ts';
import { counted } from '../foundation/counts.ts';
import { CourantError } from '../foundation/errors.ts';
import { type Instant, plusHours } from '../foundation/instant.ts';
import { type Publication, topicOf } from '../publication/configuration.ts';
import type { Plan } from '../publication/plan.ts';

/**
 * The most that one edition may take up: records of the log, which are read before it is known what is in them, and facts with
 * corrections, which readers get. The functions that make editions have 1,024 MB. 1,000 long facts make a message of 0.9 MB and take
 * 360 MB with all that is rendered from them, 3,000 make 2.5 MB and take 460; 5,000 records of 22 long facts each take 400.
 */
export const editionLimits = { records: 5_000, facts: 1_000 } as const;

type Topics = Pick<Publication, 'topics'>;

/** Refuses an edition with more facts and corrections than readers can be given, before it is rendered. @throws TooMuchError */
export function refuseTooManyFacts(
  plan: Plan,
  publication: Topics,
  records: readonly StoredRecord[],
  found: number,
): void {
  if (found <= editionLimits.facts) return;
  const cut = new Cut();
  for (const one of [...records].reverse()) if (!cut.take(one, weightOf(one, publication))) break;
  const times = records.map(({ record }) => record.recordedAt);
  throw new TooMuchError(plan, { facts: found }, spanOf(times), cut.since(plan.window.to));
}

/**
 * The refusal of a window that has more records than may be read. Reads the newest of them, as many as fit into an edition, to say
 * from when on they do.
 * @param keys all of the window, the oldest first.
 * @param read undefined for a record that is passed over.
 */
export async function tooManyRecords(
  plan: Plan,
  publication: Topics,
  keys: readonly string[],
  read: (key: string) => Promise<StoredRecord | undefined>,
): Promise<TooMuchError> {
  const cut = new Cut();
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index] as string;
    const found = await read(key);
    if (!cut.take({ key }, found ? weightOf(found, publication) : 0)) break;
  }
  return new TooMuchError(
    plan,
    { records: keys.length },
    spanOf(keys.map(recordedAtOfKey)),
    cut.since(plan.window.to),
  );
}

/** How many facts and corrections a record brings at most; an edition may show less, as some are withdrawn or say the same. */
function weightOf({ record }: StoredRecord, publication: Topics): number {
  if (!('facts' in record)) return isFactAmendment(record) ? 1 : 0;
  return record.facts.filter(fact => topicOf(fact, publication) !== undefined).length;
}

/** Takes records up, the newest first, until no more fit. */
class Cut {
  #records = 0;
  #weight = 0;
  #oldest: Instant | undefined;
  #refused: Instant | undefined;

  /** @returns false if it does not fit any more */
  take({ key }: Pick<StoredRecord, 'key'>, weight: number): boolean {
    const recordedAt = recordedAtOfKey(key);
    this.#records += 1;
    this.#weight += weight;
    if (this.#records > editionLimits.records || this.#weight > editionLimits.facts) {
      this.#refused = recordedAt;
      return false;
    }
    this.#oldest = recordedAt;
    return true;
  }

  /** The earliest instant from which on all fits: the second in which one did not is left out whole. */
  since(end: Instant): Instant {
    if (this.#refused === undefined) return this.#oldest ?? end;
    return plusHours(this.#refused, 1 / 3600);
  }
}

function spanOf(times: readonly Instant[]): { first: Instant; last: Instant } {
  const sorted = [...times].sort();
  return { first: sorted[0] as Instant, last: sorted.at(-1) as Instant };
}

/** What an edition would take up is more than one edition can hold. */
export class TooMuchError extends CourantError {
  /** What `coversSince` is to be, so that the rest fits. */
  readonly coversSince: Instant;

  constructor(
    { publication, edition }: Pick<Plan, 'publication' | 'edition'>,
    found: { facts: number } | { records: number },
    { first, last }: { first: Instant; last: Instant },
    coversSince: Instant,
  ) {
    const [most, many] =
      'facts' in found
        ? [counted(editionLimits.facts, 'fact'), `${counted(found.facts, 'fact')} and corrections`]
        : [counted(editionLimits.records, 'record'), `${counted(found.records, 'record')} of the fact log`];
    super(
      `edition ${edition} of ${publication}: expected at most ${most} in one edition, found ${many}, filed from ${first} to ${last}. ` +
        'Nothing was sealed, and nobody was mailed. Set ' +
        `"coversSince": "${coversSince}" for the publication ${publication} in cdk.json and deploy: what was filed from then on fits, and the ` +
        'edition is made. What it would have taken up from before then is in no edition of this publication; one that is not the first ' +
        'says so. To leave nothing out, give some of its topics to a second publication, if that is enough.',
    );
    this.coversSince = coversSince;
  }
}
