import { archiveKey } from '../edition/damage.ts';
import { sha256 } from '../foundation/hash.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import { type SeenEdition, seeEdition } from './edition-seen.ts';
import { familyOf } from './family.ts';
import { findExtra } from './find-extra.ts';
import { type Finding, Findings } from './finding.ts';
import { judgeChain, judgeEnd } from './judge-chain.ts';
import { judgeList } from './judge-list.ts';
import { type Judging, judgeMonths } from './judge-months.ts';
import { judgeReceipts } from './judge-receipts.ts';
import { judgeRecords } from './judge-records.ts';
import { judgeTable, type TableLook } from './judge-table.ts';
import { judgeVersions } from './judge-versions.ts';
import { keysOf, type Look } from './look.ts';
import { notShownBy } from './part.ts';
import {
  judgeTakenDown,
  judgeToldAgain,
  type TakenDownEdition,
  type TakenDownSeen,
  takenDownSeen,
} from './taken-down-seen.ts';

/** What a verification came to: what it looked at, what it could not look at, what is wrong. */
export type Verification = {
  publication: string;
  editions: number;
  /** The newest edition, and the SHA-256 of its manifest; null where there is none. */
  newest: { edition: string; number: number; manifest: string } | null;
  looked: { seals: number; files: number; receipts: number; records: number; captures: number };
  /** What this look could not see, a sentence each. */
  notLooked: string[];
  /** Editions that are sealed and not listed yet: no damage, if they are new. */
  unfinished: string[];
  /** Editions of which files were taken down, whose hashes are known. */
  takenDown: TakenDownEdition[];
  findings: Finding[];
};

/** Editions read at a time: their seals are the largest files of the archive. */
const editionsAtOnce = 8;

/**
 * Verifies the archive of a publication from its bytes: seals, manifests, files, receipts, records, captures. It names each file that differs, is missing or is extra,
 * and goes on. It writes nothing.
 * @param onEdition told after each edition, for progress.
 * @param table the editions table, where there is one to compare with.
 */
export async function verifyPublication(
  look: Look,
  publication: string,
  onEdition: (done: number, of: number) => void = () => undefined,
  table?: TableLook,
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
  const files = await findExtra(look, publication, editions, findings);
  const notLooked = notShownBy(part);
  if (!part) {
    await judgeFormer(look, editions, findings);
    await judgeList(look, publication, editions, findings, isUnfolded);
  }
  if (!down.byRecords && editions.some(({ takenDown }) => takenDown)) notLooked.push(onlyMonthsSay);
  const unfinished = editions.flatMap(({ edition }) => (isUnfolded(edition) ? edition : []));
  const judging = await judgingOf(look, publication, { editions, unfinished, chains, down });
  const pages = await judgeMonths(look, judging, findings);
  notLooked.push(...notVouchedFor(judging, pages));
  if (table && !(await judgeTable(table, look, publication, editions, findings)))
    notLooked.push('the editions table: these credentials may not read it');
  if (look.versions && !(await judgeVersions(look, publication, findings)))
    notLooked.push('older versions and delete markers: these credentials may not list them');
  const receipts = (await look.has('archive', 'receipts/'))
    ? await judgeReceipts(look, publication, editions, findings)
    : notLookedAt(notLooked, 'the receipts: they are not here');
  const content = (await look.has('content', 'log/'))
    ? await judgeRecords(look, editions, findings)
    : undefined;
  if (!content) notLooked.push('the log’s records and the captured texts: they are not here');
  else if (content.unhashed > 0)
    notLooked.push(
      `whether ${content.unhashed} records are as they were: the manifests that took them up are of before their hashes were noted`,
    );
  return {
    ...{ publication, editions: links.length, newest: newestOf(editions) },
    looked: {
      seals: links.length,
      files,
      receipts,
      records: content?.records ?? 0,
      captures: content?.captures ?? 0,
    },
    notLooked,
    unfinished,
    takenDown: takenDownIn(editions),
    findings: findings.list(),
  };
}

/** What of months, and of what they vouch for, could not be judged. */
function* notVouchedFor({ isSettling }: Judging, pages: readonly string[]): Generator<string> {
  if (isSettling)
    yield 'months, pages and lists: they are still being written, since editions are sealed that are not folded in. Look again in some minutes';
  if (pages.length > 0)
    yield `what stands at the places of ${pages.length} pages: no month vouches for those that were made before there were months`;
}

/** What of taking down nobody can see without the records. */
export const onlyMonthsSay = 'whether what the months say was taken down was: the records of it are not here';

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
  }: {
    editions: readonly SeenEdition[];
    unfinished: readonly string[];
    chains: readonly string[];
    down: TakenDownSeen;
  },
): Promise<Judging> {
  const history: SeenEdition[] = [];
  let isSettling = unfinished.length > 0;
  for (const id of chains) {
    const all = id === publication ? editions : await editionsOf(look, id);
    history.push(...all);
    const isUnfolded = await unfoldedIn(look, id);
    isSettling ||= all.some(({ edition }) => isUnfolded(edition));
  }
  const part = look.parts?.[publication];
  return {
    ...{ publication, chains, part, isSettling },
    history: history.map(({ past }) => down.shown(past)),
    unfinished: new Set(unfinished),
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
