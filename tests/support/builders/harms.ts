import type { Instant } from '../../../core/foundation/instant.ts';
import { senderAddresses } from '../../../core/publication/retired.ts';
import { aConfiguration } from './a-publication.ts';
import { aReader } from './a-reader.ts';
import { aRetired } from './a-retired.ts';
import { aServiceAfterOne, type Service } from './a-service.ts';
import { anArticleFile, aRecord } from './an-article.ts';

/** The edition that harms are done to: the second one. */
export const harmed = { publication: 'weekly', edition: '2026-11-30' };
/** Its readers: all but the one who left after the first edition. */
export const readersThen = 4;
const time = '2026-11-30T06:00:00Z' as Instant;
const leaver = aReader(5);

/** A service, the configuration that runs in it, and copies of its tables from after the first edition. */
export type HarmedService = {
  service: Service;
  deployed: { publication: Record<string, unknown>; rest: Record<string, unknown> };
  copy: ReturnType<typeof copyOf>;
};

/** How far the edition has come when harm is done. */
export const stages = [
  'sealed',
  'in the middle of a slice',
  'between two slices',
  'delivered',
  'closed',
] as const;

/** The first edition is closed, a reader has left since, and the second one has come so far. */
export async function aServiceAt(stage: (typeof stages)[number]): Promise<HarmedService> {
  const service = await aServiceAfterOne();
  const copy = copyOf(service);
  const at = service.time.now;
  await service.readers.leave('weekly', leaver.id, leaver.token, at, 'link');
  await service.endings.keep({ publication: 'weekly', reader: leaver.id, kind: 'left', at });
  service.wait(24 * 7 - 1);
  await service.record(aRecord(service.time.now, anArticleFile('two')).record);
  await come(service, stage);
  return { service, deployed: { publication: {}, rest: {} }, copy };
}

async function come(service: Service, stage: (typeof stages)[number]): Promise<void> {
  const { editions, queue } = service;
  if (stage === 'sealed') {
    const { freeze } = editions;
    editions.freeze = async () => {
      editions.freeze = freeze;
      throw new Error('ended before it froze the audience');
    };
    await service.publish(time).catch(() => undefined);
    return;
  }
  await service.publish(time);
  if (stage === 'between two slices') queue.work.splice(1);
  // The quota is used up: the rest of the slice waits again, for an hour.
  if (stage === 'in the middle of a slice')
    service.mailer.answers = () =>
      mailsOf(service).length === 0 ? undefined : { outcome: 'exhausted', reason: 'quota' };
  await service.deliver();
  await service.hear();
  if (stage === 'closed') await service.settle(1);
}

function copyOf(service: Service) {
  return {
    editions: structuredClone(service.editions.rows),
    slices: structuredClone(service.slices.rows),
    deliveries: structuredClone(service.deliveries.rows),
    ledgerMarks: structuredClone(service.ledger.marks),
    readers: structuredClone(service.readers.rows),
    tableMarks: structuredClone(service.tableMarks.rows),
  };
}

function replace<Row>(rows: Map<string, Row>, by: ReadonlyMap<string, Row> = new Map()): void {
  rows.clear();
  for (const [key, row] of by) rows.set(key, structuredClone(row));
}

const another = {
  id: 'renamed',
  title: 'Renamed',
  from: { name: 'Renamed', address: 'new@news.example' },
};

function alter(service: Service, name: string, change: (bytes: string) => string | undefined): void {
  for (const [key, bytes] of service.archive.files) {
    if (!key.endsWith(name)) continue;
    const changed = change(bytes);
    if (changed === undefined) service.archive.files.delete(key);
    else service.archive.files.set(key, changed);
  }
}

/** What may become of the world around an edition. Those in the second list change the configuration: one at a time. */
export const harms = {
  'the table of editions emptied': ({ service }) => {
    replace(service.editions.rows);
    replace(service.slices.rows);
  },
  'the table of deliveries emptied': ({ service }) => {
    replace(service.deliveries.rows);
    replace(service.ledger.marks);
  },
  'older ledger tables adopted': ({ service, copy }) => {
    replace(service.editions.rows, copy.editions);
    replace(service.slices.rows, copy.slices);
    replace(service.deliveries.rows, copy.deliveries);
    replace(service.ledger.marks, copy.ledgerMarks);
    Object.assign(service.ledger.ids, { editions: 'editions-2', deliveries: 'deliveries-2' });
  },
  'a copy of the ledger tables adopted': ({ service }) => {
    Object.assign(service.ledger.ids, { editions: 'editions-3', deliveries: 'deliveries-3' });
  },
  'the readers table emptied': ({ service }) => {
    replace(service.readers.rows);
    replace(service.tableMarks.rows);
  },
  'an older readers table adopted': ({ service, copy }) => {
    replace(service.readers.rows, copy.readers);
    replace(service.tableMarks.rows, copy.tableMarks);
    service.readers.kept.clear();
    service.tableMarks.table = 'table-2';
  },
  'its receipt damaged': ({ service: { receipts } }) => {
    for (const [key, bytes] of receipts.files)
      if (key.includes(harmed.edition)) receipts.files.set(key, `${bytes}x`);
  },
  'manifests damaged': ({ service }) => alter(service, 'manifest.json', bytes => `${bytes}x`),
  'messages damaged': ({ service }) => alter(service, 'message.eml', bytes => `${bytes}x`),
  'manifests and messages gone': ({ service }) => {
    alter(service, 'manifest.json', () => undefined);
    alter(service, 'message.eml', () => undefined);
  },
  'the queue emptied': ({ service }) => service.queue.work.splice(0),
  'the stores taken over': ({ service: { stack } }) => {
    Object.assign(stack, { current: `${stack.current}-next`, adopts: true });
  },
  'the publication retired': ({ deployed }) =>
    Object.assign(deployed, { publication: another, rest: { retired: [aRetired()] } }),
  'the publication renamed': ({ deployed }) =>
    Object.assign(deployed, {
      publication: { ...another, formerly: 'weekly', formerSenders: ['digest@news.example'] },
    }),
  'the publication taken out': ({ deployed }) => Object.assign(deployed, { publication: another }),
  'the sender changed': ({ deployed }) =>
    Object.assign(deployed, { publication: { from: { name: 'Weekly', address: 'weekly@news.example' } } }),
} satisfies Record<string, (harmed: HarmedService) => unknown>;

/** One harm, by its name. */
export type Harm = keyof typeof harms;

/** Pairs of harms, each in both orders; not two that both change the configuration. */
export function pairsOfHarms(): [Harm, Harm][] {
  const names = Object.keys(harms) as Harm[];
  const deploys = (harm: Harm) => /^the (publication|sender) /.test(harm);
  return names.flatMap(one =>
    names.filter(other => !(deploys(one) && deploys(other))).map((other): [Harm, Harm] => [one, other]),
  );
}

/** Does harm, and lets run what is configured then: SES takes mail of the senders that this lists. */
export function harm(world: HarmedService, what: Harm): void {
  harms[what](world);
  deploy(world);
}

/** Lets run what is configured. */
export function deploy({ service, deployed: { publication, rest } }: HarmedService): void {
  service.configure(publication, { sliceSize: 2 }, rest);
  const listed = senderAddresses(aConfiguration(publication, {}, rest));
  service.mailer.answers = ({ from }) =>
    listed.includes(from) ? undefined : { outcome: 'refused', reason: 'AccessDenied: not authorized' };
}

/** How often each of its readers was mailed the edition; who was not is not in it. */
export function mailsOf({ mailer }: Service): number[] {
  const mails = mailer.taken.filter(({ tags }) => tags.edition === harmed.edition && tags.reader);
  return [...Map.groupBy(mails, ({ tags }) => tags.reader).values()].map(({ length }) => length).sort();
}

/** Whether the one who left was mailed it. */
export function mailedWhoLeft({ mailer }: Service): boolean {
  return mailer.taken.some(({ tags, to }) => tags.edition === harmed.edition && to === leaver.address);
}
