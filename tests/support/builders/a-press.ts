import type { LogRecord } from '../../../core/articles/log-record.ts';
import { recordName } from '../../../core/articles/record-key.ts';
import type { SenderStanding } from '../../../core/delivery/sending/sender-identities.ts';
import type { Render } from '../../../core/edition/build-edition.ts';
import { DamageList } from '../../../core/edition/damage.ts';
import { withheldBy } from '../../../core/edition/months/taken-down.ts';
import { Ownership } from '../../../core/edition/ownership.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import type { RenderFills } from '../../../core/rendering/pages/page-fills.ts';
import type { ShownStanding } from '../../../core/rendering/pages/standing-view.ts';
import type { PublishContext } from '../../../lambdas/publish/publish-edition.ts';
import { Crash, CrashPlan } from '../memory/crashing.ts';
import {
  MemoryArchive,
  MemoryFoldMarks,
  MemoryOwners,
  MemoryQueue,
  MemoryReceipts,
  MemorySeals,
  MemorySightings,
} from '../memory/memory-archive.ts';
import { MemoryDecisions, MemorySchedules } from '../memory/memory-decisions.ts';
import { MemoryEditions, MemorySlices, MemoryTimetables } from '../memory/memory-editions.ts';
import {
  MemoryAddresses,
  MemoryEndings,
  MemoryReadersTables,
  MemorySoftBounces,
  MemoryTableMarks,
} from '../memory/memory-endings.ts';
import { MemoryFactLog } from '../memory/memory-fact-log.ts';
import { MemoryBindings, MemoryLedger } from '../memory/memory-ledger.ts';
import { MemoryReaders } from '../memory/memory-readers.ts';
import { MemoryTakenDown } from '../memory/memory-taken-down.ts';
import { aConfiguration } from './a-publication.ts';
import { aReader } from './a-reader.ts';

/** Prints the facts' statements: enough of a rendering for tests that are not about how it looks. */
export const plainRender: Render = (digest, { leaveUrl, readerSince }) => {
  const facts = [...digest.sections.flatMap(section => section.facts), ...digest.views];
  const lines = facts.map(fact => `${fact.number} ${fact.statement.text}`).join('\n');
  return {
    subject: `${digest.publication.title} ${digest.number}`,
    headline: { text: digest.publication.title, language: digest.publication.language },
    preheader: '',
    html: `<p>${lines}</p><a href="${leaveUrl}">leave</a>\n`,
    text: `${lines}\n${leaveUrl}\nsince ${readerSince}\n`,
    page: `<p>${lines}</p>\n`,
  };
};

/** Says what became of what, which edition says so, and where; and which pages there are beside it. */
export const plainFills: RenderFills = ({ previous, next }, standings, corrections) => ({
  head: '',
  header: '',
  top: [
    ...standings.map(plainStanding),
    ...[...corrections].map(([anchor, one]) => plainStanding(one).replace('<p>', `<p>${anchor}: `)),
    `<p>${previous?.page ?? '-'} ${next?.page ?? '-'}</p>\n`,
  ].join(''),
  facts: new Map(),
  corrections: new Map(),
  name: 'An edition',
  gone: on => `<p>Taken down on ${on}</p>`,
});

function plainStanding(standing: ShownStanding): string {
  const { kind, number, said } = standing;
  const is = kind === 'updated' ? standing.label : kind === 'corrected' ? standing.right?.statement.text : '';
  return `<p>${[kind, number, is, said.editionNumber, said.page].join(' ')}</p>\n`;
}

/** A process that ended keeps nothing; any other failure is only noted. */
function unlessCrashed(error: unknown): void {
  if (error instanceof Crash) throw error;
}

/** Later than anything that tests publish. */
const longAfter = () => '2029-12-31T00:00:00Z' as Instant;

/** Before all that tests publish: they are about something else than where a publication begins. */
export const seenSince = '2026-01-01T00:00:00Z' as Instant;

/** Everything that publishing needs, in memory, with what it holds in sight. `now` is the clock of the fact log's store. */
export function aPress(settings: object = { sliceSize: 2 }, now: () => Instant = longAfter) {
  const editions = new MemoryEditions();
  const addresses = new MemoryAddresses();
  const readers = new MemoryReaders(addresses);
  const endings = new MemoryEndings();
  const store = {
    log: new MemoryFactLog(now),
    seals: new MemorySeals(),
    sightings: new MemorySightings(seenSince),
    decisions: new MemoryDecisions(now),
    schedules: new MemorySchedules(),
    archive: new MemoryArchive(),
    marks: new MemoryFoldMarks(),
    takenDown: new MemoryTakenDown(),
    editions,
    notifications: editions,
    slices: new MemorySlices(),
    timetables: new MemoryTimetables(),
    readers,
    addresses,
    endings,
    softBounces: new MemorySoftBounces(),
    tableMarks: new MemoryTableMarks(),
    readersTables: new MemoryReadersTables(),
    queue: new MemoryQueue(),
    receipts: new MemoryReceipts(),
    bindings: new MemoryBindings(),
    ledger: new MemoryLedger(),
    owners: new MemoryOwners(),
    senders: { standingOf: async (_: string): Promise<SenderStanding> => ({ standing: 'verified' }) },
    account: { allowance: async () => ({ perSecond: 1, perDay: 1000, left: 1000 }) },
  };
  const damage = new DamageList(
    (edition, name, sealed) => store.archive.putOnce(edition, name, sealed),
    async edition => (await withheldBy(store.takenDown, edition)) !== undefined,
  );
  let marks = 0;
  const newMark = () => {
    marks += 1;
    return `mark-${marks}`;
  };
  const context = (plan = new CrashPlan(), render: Render = plainRender): PublishContext => ({
    log: plan.wrap(store.log),
    seals: plan.wrap(store.seals),
    sightings: plan.wrap(store.sightings),
    decisions: plan.wrap(store.decisions),
    timetables: plan.wrap(store.timetables),
    archive: plan.wrap(store.archive),
    marks: plan.wrap(store.marks),
    takenDown: plan.wrap(store.takenDown),
    damage,
    editions: plan.wrap(store.editions),
    slices: plan.wrap(store.slices),
    readers: plan.wrap(store.readers),
    addresses: plan.wrap(store.addresses),
    endings: plan.wrap(store.endings),
    keeper: new EndingKeeper(plan.wrap(store.endings), plan.wrap(store.readers), unlessCrashed),
    tableMarks: plan.wrap(store.tableMarks),
    readersTables: plan.wrap(store.readersTables),
    queue: plan.wrap(store.queue),
    receipts: plan.wrap(store.receipts),
    bindings: plan.wrap(store.bindings),
    ledger: plan.wrap(store.ledger),
    newMark,
    account: plan.wrap(store.account),
    senders: plan.wrap(store.senders),
    settings: aConfiguration({}, settings).settings,
    links: { subscriptions: 'https://links.example', archive: null },
    render,
    renderFills: plainFills,
  });
  /** The ownership of the stores as a stack's functions see it. */
  const ownership = (stack: string | undefined, adopts = false, plan = new CrashPlan()) =>
    new Ownership(plan.wrap(store.owners), stack, adopts);
  return { ...store, damage, newMark, context, ownership, addReaders, record };

  /** Adds the readers numbered up to `count`. */
  async function addReaders(count: number): Promise<void> {
    for (let n = 1; n <= count; n += 1) await store.readers.add(aReader(n));
  }

  /** Files a record as an editor's program does. */
  async function record(entry: LogRecord): Promise<string> {
    const key = await store.log.append(entry);
    await store.log.nameRecord(recordName(entry), key);
    return key;
  }
}

/** As if publish had been ended right after the seal: takes back what beginning the delivery made. */
export function takeDeliveryBack(press: ReturnType<typeof aPress>): void {
  press.editions.rows.clear();
  press.slices.rows.clear();
  press.bindings.files.clear();
  press.ledger.marks.clear();
}
