import { editionsIn, monthsIn } from '../archive/editions-json.ts';
import { archiveKey } from '../edition/damage.ts';
import { type Manifest, readManifest } from '../edition/manifest.ts';
import { historyOf, readMonthState, stateFile } from '../edition/months/month-state.ts';
import { type PastEdition, pastEdition } from '../edition/months/past-edition.ts';
import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import { judgeMonths } from './made/judge-months.ts';
import { textOf } from './seen/edition-seen.ts';
import { familyOf } from './seen/family.ts';
import { Findings } from './seen/finding.ts';
import type { Look } from './seen/look.ts';
import { notMadeAgain, onlyMonthsSay, type Verification, type VerifyContext } from './verification.ts';
import { warnOfAge } from './warn-of-age.ts';

/** Editions read at a time. */
const editionsAtOnce = 8;

/** An edition that the list or a month names, with the hash of its manifest. */
type Listed = { edition: string; manifestSha256: string; past?: PastEdition };
type PublishedEdition = {
  edition: string;
  key: string;
  /** Of one that was taken down only what its month keeps. */
  manifest: Pick<Manifest, 'previous' | 'number'> & { previousManifest?: string | null };
  past: PastEdition;
  takenDown?: string;
};

/**
 * Verifies what the web can have of a publication, where there are no seals to see: each manifest by the month that names it and by the next manifest, each file by
 * its manifest, the months by all of them, pages and lists by the months. A tail that was cut off, months and list with it, does not show from here; a mail of a later
 * edition tells.
 */
export async function verifyPublic(
  look: Look,
  publication: string,
  { onEdition = () => undefined, making, today }: VerifyContext = {},
): Promise<Verification> {
  const findings = new Findings();
  const { months, listed, others } = await listedIn(look, publication, findings);
  let done = 0;
  const seen = await mapInOrder(listed, editionsAtOnce, async one => {
    const edition = await seePublished(look, publication, one, findings);
    done += 1;
    onEdition(done, listed.length);
    return edition;
  });
  const editions = seen.flatMap(edition => edition ?? []);
  judgePublished(editions, findings);
  const chains = await familyOf(look, publication);
  const history = editions.map(({ past }) => past);
  const isWhole = chains.length === 1 && !others && months.length > 0;
  // Sealed pages are not public: pages of editions are known by the hash that their month names.
  const judging = {
    publication,
    chains,
    history,
    months,
    isUnfolded: () => false,
    making,
    sealedPage: () => undefined,
  };
  const judged = isWhole ? await judgeMonths(look, judging, findings) : undefined;
  const newest = editions.at(-1);
  const end = newest && { edition: newest.edition, to: newest.past.manifest.window.to };
  const age = today ? await warnOfAge(look, publication, end, today) : { warnings: [], notLooked: [] };
  return {
    ...{ publication, editions: listed.length },
    newest: newest
      ? { edition: newest.edition, number: newest.manifest.number, manifest: newest.past.sha256 }
      : null,
    looked: {
      seals: 0,
      files: editions.length * filesOfEach,
      receipts: 0,
      records: 0,
      captures: 0,
      again: judged?.again ?? 0,
    },
    notLooked: [
      'the seals, the receipts, the log’s records and the captured texts: the public address does not show them',
      'whether editions were cut off at the end, together with list and months: a mail of a later edition names the manifest before it',
      ...(editions.some(({ takenDown }) => takenDown !== undefined) ? [onlyMonthsSay] : []),
      ...age.notLooked,
      ...(judged ? notMadeAgain(judged, making !== undefined) : []),
      ...(isWhole
        ? []
        : ['months, pages, lists and feeds: from here only those of a publication that kept its id']),
    ],
    warnings: age.warnings,
    unfinished: [],
    takenDown: editions.flatMap(({ edition, takenDown }) =>
      takenDown === undefined ? [] : { edition, on: takenDown, files: filesOfEach },
    ),
    findings: findings.list(),
  };
}

/** digest.json, digest.html, digest.txt, message.eml, manifest.json. */
const filesOfEach = 5;

/**
 * The editions that the list's months name; a list of before months names them all itself. `others`: months name editions under another id, which came before
 * or after.
 */
async function listedIn(
  look: Look,
  publication: string,
  findings: Findings,
): Promise<{ months: string[]; listed: Listed[]; others: boolean }> {
  const key = archiveKey(publication, 'editions.json');
  const bytes = await look.read('archive', key);
  if (!bytes) findings.add(key, 'missing', 'expected the list of editions, found none');
  const list = bytes && editionsIn(textOf(bytes));
  if (bytes && !list) findings.add(key, 'unreadable', 'it is no list of editions that this version can read');
  const months = (bytes && monthsIn(textOf(bytes))) ?? [];
  const all = new Map((list ?? []).map(one => [one.edition, one as Listed]));
  let others = false;
  for (const month of months) {
    const name = archiveKey(publication, stateFile(publication, month).path);
    const stored = await look.read('archive', name);
    if (!stored)
      findings.add(name, 'missing', 'expected the state of a month that the list names, found none');
    const state = readMonthState(stored && textOf(stored), name);
    others ||=
      state !== undefined && historyOf(state, [publication]).some(past => past.publication !== publication);
    for (const past of state?.editions ?? [])
      all.set(past.manifest.edition, { edition: past.manifest.edition, manifestSha256: past.sha256, past });
  }
  return { months, others, listed: [...all.values()].sort((a, b) => (a.edition < b.edition ? -1 : 1)) };
}

async function seePublished(
  look: Look,
  publication: string,
  { edition, manifestSha256, past }: Listed,
  findings: Findings,
): Promise<PublishedEdition | undefined> {
  const keyOf = (name: string) => archiveKey(publication, `${edition}/${name}`);
  const key = keyOf('manifest.json');
  const bytes = await look.read('archive', key);
  const on = past && goneFrom(past);
  if (!bytes && past && on !== undefined)
    return { edition, key, manifest: past.manifest, past, takenDown: on };
  if (!bytes) {
    findings.add(key, 'missing', 'expected the manifest of an edition that the list names, found none');
    return undefined;
  }
  const hash = sha256(bytes);
  if (hash !== manifestSha256)
    findings.add(
      key,
      'altered',
      `expected the SHA-256 ${manifestSha256}, which the list names, found ${hash}`,
    );
  const manifest = manifestIn(bytes, key, findings);
  for (const [name, expected] of Object.entries(manifest?.files ?? {})) {
    const found = differs(await look.read('archive', keyOf(name)), expected.sha256, edition);
    // What was taken down is not served: its hash is known from the manifest.
    if (found && !(on !== undefined && found.is === 'missing'))
      findings.add(keyOf(name), found.is, found.says);
  }
  if (!manifest) return undefined;
  const own = pastEdition(publication, textOf(bytes), key);
  // As its month names it: without what was taken down.
  const shown = past?.takenDown && past.sha256 === own.sha256 ? past : own;
  return { edition, key, manifest, past: shown, ...(on !== undefined && { takenDown: on }) };
}

function differs(file: Uint8Array | undefined, hash: string, edition: string) {
  if (!file) return { is: 'missing', says: `expected a file of edition ${edition}, found none` } as const;
  if (sha256(file) === hash) return undefined;
  return {
    is: 'altered',
    says: `expected the SHA-256 of its manifest, ${hash}, found ${sha256(file)}`,
  } as const;
}

/** The day on which something of an edition was taken down, as its month says. */
function goneFrom({ takenDown }: PastEdition): string | undefined {
  return takenDown && (takenDown.edition ?? Object.values(takenDown.facts).sort()[0]);
}

function manifestIn(bytes: Uint8Array, key: string, findings: Findings): Manifest | undefined {
  try {
    return readManifest(textOf(bytes), key);
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    findings.add(key, 'unreadable', 'it is no manifest that this version can read');
    return undefined;
  }
}

/** Each manifest against the one before it in the list. */
function judgePublished(editions: readonly PublishedEdition[], findings: Findings): void {
  for (const [index, { key, manifest }] of editions.entries()) {
    const before = editions[index - 1];
    const expected = {
      previous: before?.edition ?? null,
      number: (before?.manifest.number ?? 0) + 1,
      previousManifest: before?.past.sha256 ?? null,
    };
    for (const field of ['previous', 'number', 'previousManifest'] as const)
      if (field in manifest && manifest[field] !== expected[field])
        findings.add(
          key,
          'contradicts',
          `expected ${field} ${expected[field]}, by the edition before it in the list, found ${manifest[field]}`,
        );
  }
}
