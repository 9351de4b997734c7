import { archiveKey } from '../edition/damage.ts';
import { sha256 } from '../foundation/hash.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import { judgeChain, judgeEnd } from './judge-chain.ts';
import { judgeExtra } from './judge-extra.ts';
import { judgeList } from './judge-list.ts';
import { judgeMarks } from './judge-marks.ts';
import { judgeReceipts } from './judge-receipts.ts';
import { judgeRecords } from './judge-records.ts';
import { judgeTable } from './judge-table.ts';
import { judgeVersions } from './judge-versions.ts';
import { type Judging, judgeMonths } from './made/judge-months.ts';
import { type Making, sealsIn } from './made/making.ts';
import { type SeenEdition, seeEdition } from './seen/edition-seen.ts';
import { familyOf } from './seen/family.ts';
import { Findings } from './seen/finding.ts';
import { keysOf, type Look } from './seen/look.ts';
import { withoutTexts } from './seen/not-kept.ts';
import { notShownBy } from './seen/part.ts';
import {
  judgeTakenDown,
  judgeToldAgain,
  type TakenDownEdition,
  type TakenDownSeen,
  takenDownSeen,
} from './seen/taken-down-seen.ts';
import { notMadeAgain, onlyMonthsSay, type Verification, type VerifyContext } from './verification.ts';
import { type AgeSeen, type Today, warnOfAge } from './warn-of-age.ts';

/** Editions read at a time: their seals are the largest files of the archive. */
const editionsAtOnce = 8;

/**
 * Verifies the archive of a publication from its bytes: seals, manifests, files, receipts, records, captures; and what is made of them, by making it again. It names each
 * file that differs, is missing or is extra, and goes on. It writes nothing.
 */
export async function verifyPublication(
  look: Look,
  publication: string,
  { onEdition = () => undefined, table, making, today }: VerifyContext = {},
): Promise<Verification> {
  const findings = new Findings();
  const links = await linksOf(look, publication, findings);
  const chains = await familyOf(look, publication);
  const down = await takenDownSeen(look, chains, findings);
  const isUnfolded = await unfoldedIn(look, publication);
  let done = 0;
  const seen = await mapInOrder(links, editionsAtOnce, async after => {
    const isNew = (name: string) => after === links.at(-1) && isUnfolded(name);
    const edition = await seeEdition(look, publication, after, findings, { down, isNew });
    done += 1;
    onEdition(done, links.length);
    return edition;
  });
  const editions = seen.flatMap(edition => edition ?? []);
  const part = look.parts?.[publication];
  judgeChain(publication, links, editions, findings, part?.after);
  judgeEnd(publication, part, editions, findings);
  if (down.byRecords) await judgeTakenDown(look, editions, findings);
  judgeToldAgain(editions, down, findings);
  const files = await judgeExtra(look, publication, editions, findings);
  const notLooked = notShownBy(part);
  if (!part) {
    await judgeFormer(look, editions, findings);
    await judgeList(look, publication, editions, findings, isUnfolded);
  }
  if (!down.byRecords && editions.some(({ takenDown }) => takenDown)) notLooked.push(onlyMonthsSay);
  const unfinished = editions.flatMap(({ edition }) => (isUnfolded(edition) ? edition : []));
  const months = await judgeMonths(
    look,
    await judgingOf(look, publication, { editions, unfinished, chains, down, making }),
    findings,
  );
  notLooked.push(...notMadeAgain(months, making !== undefined));
  if (months.unvouched.length > 0)
    notLooked.push(
      `what stands at the places of ${months.unvouched.length} pages: no month vouches for those that were made before there were months`,
    );
  if (!part) await judgeMarks(look, publication, editions, new Set(unfinished), findings);
  const age = await ageOf(look, publication, chains, editions, today);
  notLooked.push(...age.notLooked);
  if (table && !(await judgeTable(table, look, publication, editions, findings)))
    notLooked.push('the editions table: these credentials may not read it');
  const beside = await judgePrivate(look, publication, editions, notLooked, findings);
  return {
    ...{ publication, editions: links.length, newest: newestOf(editions) },
    looked: {
      seals: links.length,
      files,
      ...beside,
      again: months.again,
    },
    notLooked,
    warnings: age.warnings,
    unfinished,
    takenDown: takenDownIn(editions),
    findings: findings.list(),
  };
}

/** What lies beside the public files, as far as it is here; what is not is noted. */
async function judgePrivate(
  look: Look,
  publication: string,
  editions: readonly SeenEdition[],
  notLooked: string[],
  findings: Findings,
): Promise<Pick<Verification['looked'], 'receipts' | 'records' | 'captures'>> {
  if (look.versions && !(await judgeVersions(look, publication, findings)))
    notLooked.push('older versions and delete markers: these credentials may not list them');
  const receipts = (await look.has('archive', 'receipts/'))
    ? await judgeReceipts(look, publication, editions, findings)
    : notLookedAt(notLooked, 'the receipts: they are not here');
  const content = (await look.has('content', 'log/'))
    ? await judgeRecords(look, editions, findings)
    : undefined;
  if (!content) notLooked.push('the log’s records and the captured texts: they are not here');
  else if (content.notKept > 0) notLooked.push(withoutTexts(content.notKept));
  if (content && content.unhashed > 0)
    notLooked.push(
      `whether ${content.unhashed} records are as they were: the manifests that took them up are of before their hashes were noted`,
    );
  return { receipts, records: content?.records ?? 0, captures: content?.captures ?? 0 };
}

/** Of a part, or of an id that has another one after it, nobody expects a newer edition. */
async function ageOf(
  look: Look,
  publication: string,
  chains: readonly string[],
  editions: readonly SeenEdition[],
  today: Today | undefined,
): Promise<AgeSeen> {
  const newest = editions.at(-1);
  if (!today || look.parts?.[publication] || chains.at(-1) !== publication)
    return { warnings: [], notLooked: [] };
  const { edition, manifest } = newest ?? {};
  const end = edition !== undefined && manifest ? { edition, to: manifest.window.to } : undefined;
  return warnOfAge(look, publication, end, today);
}

function notLookedAt(notLooked: string[], what: string): 0 {
  notLooked.push(what);
  return 0;
}

function takenDownIn(editions: readonly SeenEdition[]): TakenDownEdition[] {
  return editions.flatMap(({ edition, takenDown }) => (takenDown ? { edition, ...takenDown } : []));
}

function newestOf(editions: readonly SeenEdition[]): Verification['newest'] {
  const newest = editions.at(-1);
  return newest
    ? { edition: newest.edition, number: newest.manifest.number, manifest: newest.manifestHash }
    : null;
}

/** The editions after which a seal lies there; whatever else lies among the seals is extra. */
async function linksOf(look: Look, publication: string, findings: Findings): Promise<(string | null)[]> {
  const links: (string | null)[] = [];
  for (const key of await keysOf(look, 'archive', `sealed/${publication}/`)) {
    const [, after] = /\/after-(start|\d{4}-\d\d-\d\d)\.json$/.exec(key) ?? [];
    if (after === undefined) findings.add(key, 'extra', 'no seal has such a name');
    else if (after !== 'start') links.push(after);
    else links.unshift(null);
  }
  return links;
}

/**
 * Tells the newest editions for which no mark says that all is made of them. Where no mark can be seen, they count as made, but where no month was made yet either.
 */
async function unfoldedIn(look: Look, publication: string): Promise<(edition: string) => boolean> {
  const folder = `folded/${publication}/`;
  if (!(await look.has('archive', folder))) {
    const hasMonths = await look.has('archive', archiveKey(publication, 'all/'));
    return () => !hasMonths;
  }
  const keys = await keysOf(look, 'archive', folder);
  const folded = keys.map(key => key.slice(folder.length, -'.json'.length));
  const last = folded.sort().at(-1) ?? '';
  return edition => edition > last;
}

/** Months are made from the editions under the ids before and after, too. */
async function judgingOf(
  look: Look,
  publication: string,
  {
    editions,
    unfinished,
    chains,
    down,
    making,
  }: {
    editions: readonly SeenEdition[];
    unfinished: readonly string[];
    chains: readonly string[];
    down: TakenDownSeen;
    making: Making | undefined;
  },
): Promise<Judging> {
  const history: SeenEdition[] = [];
  const unfolded = new Set(unfinished.map(edition => `${publication} ${edition}`));
  for (const id of chains) {
    const all = id === publication ? editions : await editionsOf(look, id);
    history.push(...all);
    const isUnfolded = await unfoldedIn(look, id);
    for (const { edition } of all) if (isUnfolded(edition)) unfolded.add(`${id} ${edition}`);
  }
  const part = look.parts?.[publication];
  const pages = new Map(editions.map(({ edition, page }) => [edition, page]));
  const newest = editions.at(-1);
  return {
    ...{ publication, chains, part, making },
    sealedPage: edition => pages.get(edition),
    newestSeal: newest && (await sealsIn(look).read(publication, newest.after)),
    history: history.map(({ past }) => down.shown(past)),
    isUnfolded: past => unfolded.has(`${past.publication} ${past.manifest.edition}`),
  };
}

/** The editions under another id; what is wrong with them is found where that is verified. */
async function editionsOf(look: Look, publication: string): Promise<SeenEdition[]> {
  const links = await linksOf(look, publication, new Findings());
  const seen = await mapInOrder(links, editionsAtOnce, after =>
    seeEdition(look, publication, after, new Findings()),
  );
  return seen.flatMap(edition => edition ?? []);
}

/** After a rename the first manifest names the last one under the former id. */
async function judgeFormer(look: Look, editions: readonly SeenEdition[], findings: Findings): Promise<void> {
  const former = editions.find(({ after }) => after === null)?.manifest.former;
  if (!former) return;
  const key = archiveKey(former.publication, `${former.edition}/manifest.json`);
  const bytes = await look.read('archive', key);
  if (!bytes) findings.add(key, 'missing', 'expected the last manifest under the former id, found none');
  else if (sha256(bytes) !== former.manifest)
    findings.add(
      key,
      'altered',
      `expected the SHA-256 ${former.manifest}, which the first edition under the new id names, found ${sha256(bytes)}`,
    );
}
