import type { EditionRow } from '../ports.ts';

/** The row of an edition of which nothing is known but that it is sealed. */
export function newEditionRow(publication: string, edition: string): EditionRow {
  return {
    publication,
    edition,
    state: 'sealed',
    audience: null,
    hold: null,
    notBefore: null,
    progressedAt: null,
    rounds: 0,
    expectedBy: null,
    stopped: false,
    receipts: 0,
    uncertain: 0,
    countedAt: null,
    told: 0,
  };
}
