import { CourantError } from '../../foundation/errors.ts';
import type { Instant } from '../../foundation/instant.ts';
import type { EditionKey } from '../../publication/plan.ts';

const dayMilliseconds = 24 * 3600 * 1000;

/** When the deliveries of an edition are over that are kept for so many days: by its date, which it is named by, and a day later for all zones. */
function endOf(edition: string, days: number): number {
  return Date.parse(`${edition.slice(0, '2026-11-23'.length)}T00:00:00Z`) + (days + 1) * dayMilliseconds;
}

/** The same in seconds since 1970, as the table takes it; undefined for an edition that is named otherwise: its rows stay. */
export function deliveriesExpire(edition: string, days: number): number | undefined {
  const end = endOf(edition, days);
  return Number.isNaN(end) ? undefined : end / 1000;
}

/**
 * Whether nobody can say any more who was mailed an edition. True a day before the first row may go, so that what began to count comes to
 * its end.
 */
export function areForgotten(edition: string, days: number, now: Instant): boolean {
  return Date.parse(now) >= endOf(edition, days) - dayMilliseconds;
}

/** Refuses what would count an edition's deliveries, or mail by them. @throws DeliveriesForgottenError */
export function refuseForgotten({ publication, edition }: EditionKey, days: number, now: Instant): void {
  if (areForgotten(edition, days, now)) throw new DeliveriesForgottenError(publication, edition, days);
}

/** An edition is so old that the table has forgotten who was mailed. */
export class DeliveriesForgottenError extends CourantError {
  constructor(publication: string, edition: string, days: number) {
    super(
      `edition ${edition} of ${publication}: expected one of the last ${days} days, for which it is kept who was mailed (keepDeliveriesDays), ` +
        'found an older one. Whoever counted it now would find nobody, and mail everybody again. Nothing was changed. Its receipts say what ' +
        `became of it: npm run courant -- status ${edition}.`,
    );
  }
}
