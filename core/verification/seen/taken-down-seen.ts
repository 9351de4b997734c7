import { archiveKey } from '../../edition/damage.ts';
import type { Manifest } from '../../edition/manifest.ts';
import { monthFiles, readMonthState } from '../../edition/months/month-state.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import {
  editionWithout,
  type TakenDownRecord,
  takenDownKey,
  takenDownSchema,
  tellsOf,
} from '../../edition/months/taken-down.ts';
import { CourantError } from '../../foundation/errors.ts';
import { sha256 } from '../../foundation/hash.ts';
import { readStored } from '../../foundation/stored-json.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Findings } from './finding.ts';
import { keysOf, type Look } from './look.ts';

/** What a verification knows of what was taken down. */
export type TakenDownSeen = {
  /** The day since which the sealed files of an edition are not served; undefined of one that is. */
  since(edition: EditionKey): string | undefined;
  /** An edition as months name it. */
  shown(past: PastEdition): PastEdition;
  /** Ids of what was taken down that an edition may tell again, though no record names its files: it was being made meanwhile. */
  toldAgain(past: PastEdition): string[];
  /** Whether records say so, or only the months, of which anybody who writes there could make it. */
  byRecords: boolean;
};

/** An edition of which files were taken down: how many of them are as their hashes say, or gone. */
export type TakenDownEdition = { edition: string; on: string; files: number };

/** What was taken down: by the records where they can be seen, else as months say it. @param months where keys cannot be listed */
export async function takenDownSeen(
  look: Look,
  chains: readonly string[],
  findings: Findings,
  months?: readonly string[],
): Promise<TakenDownSeen> {
  if (look.keys && (await look.has('archive', 'taken-down/')))
    return byRecords(await recordsIn(look, chains, findings));
  return byMonths(await saidByMonths(look, chains, months));
}

async function recordsIn(
  look: Look,
  chains: readonly string[],
  findings: Findings,
): Promise<TakenDownRecord[]> {
  const records: TakenDownRecord[] = [];
  for (const id of chains)
    for (const key of await keysOf(look, 'archive', takenDownKey(id, ''))) {
      const bytes = await look.read('archive', key);
      try {
        if (bytes) records.push(readStored(takenDownSchema, Buffer.from(bytes).toString('utf8'), key));
      } catch (error) {
        if (!(error instanceof CourantError)) throw error;
        findings.add(key, 'unreadable', 'it is no record of what was taken down that this version can read');
      }
    }
  return records;
}

function byRecords(records: readonly TakenDownRecord[]): TakenDownSeen {
  const dates = new Map(
    records.flatMap(({ at, sealed }) => sealed.map(one => [nameOf(one), at.slice(0, '2026-11-23'.length)])),
  );
  return {
    since: edition => dates.get(nameOf(edition)),
    shown: past => editionWithout(past, records),
    toldAgain: past =>
      dates.has(nameOf({ publication: past.publication, edition: past.manifest.edition }))
        ? []
        : records.filter(record => tellsOf(past, record)).map(({ what }) => idOf(what)),
    byRecords: true,
  };
}

async function saidByMonths(
  look: Look,
  chains: readonly string[],
  months?: readonly string[],
): Promise<PastEdition[]> {
  const said: PastEdition[] = [];
  for (const id of chains) {
    const keys = look.keys
      ? await keysOf(look, 'archive', archiveKey(id, 'all/'))
      : (months ?? []).map(month => archiveKey(id, monthFiles(month).state));
    for (const key of keys.filter(name => /\/\d{4}-\d\d\.json$/.test(name))) {
      const bytes = await look.read('archive', key);
      const state = readMonthState(bytes && Buffer.from(bytes).toString('utf8'), key);
      said.push(...(state?.editions ?? []).filter(({ takenDown }) => takenDown));
    }
  }
  return said;
}

function byMonths(said: readonly PastEdition[]): TakenDownSeen {
  const known = new Map(
    said.map(past => [nameOf({ publication: past.publication, edition: past.manifest.edition }), past]),
  );
  return {
    since(edition) {
      const gone = known.get(nameOf(edition))?.takenDown;
      return gone && (gone.edition ?? Object.values(gone.facts).sort()[0]);
    },
    shown(past) {
      const one = known.get(nameOf({ publication: past.publication, edition: past.manifest.edition }));
      return one?.sha256 === past.sha256 ? one : past;
    },
    toldAgain: () => [],
    byRecords: false,
  };
}

function idOf(what: TakenDownRecord['what']): string {
  return what.kind === 'edition' ? what.edition : what.fact;
}

function nameOf({ publication, edition }: EditionKey): string {
  return `${publication}/${edition}`;
}

/** Names the editions whose files are served, and that tell again what was taken down. */
export function judgeToldAgain(
  editions: readonly { past: PastEdition }[],
  { toldAgain }: TakenDownSeen,
  findings: Findings,
): void {
  for (const { past } of editions)
    for (const id of toldAgain(past)) {
      const key = archiveKey(past.publication, `${past.manifest.edition}/digest.json`);
      findings.add(
        key,
        'still served',
        `the edition tells again of ${id}, which was taken down: take it down again`,
      );
    }
}

/** Looks for the records that manifests name: whoever removed one, or put another in its place, would have words back. */
export async function judgeTakenDown(
  look: Look,
  editions: readonly { edition: string; manifest: Manifest }[],
  findings: Findings,
): Promise<void> {
  const named = new Map(
    editions.flatMap(({ edition, manifest }) =>
      (manifest.takenDown ?? []).map(({ record, sha256: hash }) => [record, { hash, edition }]),
    ),
  );
  for (const [key, { hash, edition }] of named) {
    const bytes = await look.read('archive', key);
    if (!bytes)
      findings.add(
        key,
        'missing',
        `expected a record of what was taken down, which the manifest of ${edition} names, found none`,
      );
    else if (sha256(bytes) !== hash)
      findings.add(
        key,
        'altered',
        `expected the SHA-256 ${hash}, which the manifest of ${edition} names, found ${sha256(bytes)}`,
      );
  }
}
