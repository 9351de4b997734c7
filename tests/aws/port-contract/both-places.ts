import { beforeEach, describe } from 'vitest';
import type { FactFiling, FactLog } from '../../../core/articles/fact-log.ts';
import type { Deliveries } from '../../../core/delivery/ledger/delivery.ts';
import type { Editions } from '../../../core/delivery/progress/editions.ts';
import type { Slices } from '../../../core/delivery/progress/slices.ts';
import type { Archive } from '../../../core/edition/archive.ts';
import type { Seals } from '../../../core/edition/seal.ts';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import type { Addresses } from '../../../core/readers/address.ts';
import type { StoredRows } from '../../../core/readers/admission/import-people.ts';
import type { Endings, EndingsToErase, Forgetting } from '../../../core/readers/ending.ts';
import type { EndingMarks } from '../../../core/readers/ending-keeper.ts';
import type { Readers } from '../../../core/readers/reader.ts';
import type { ReadersTables, TableMarks } from '../../../core/readers/readers-table.ts';
import type { SoftBounces } from '../../../core/readers/soft-bounces.ts';
import type { Notifications } from '../../../core/sweep/notify-operator.ts';
import type { Timetables } from '../../../core/sweep/timetable.ts';
import { MemoryArchive, MemorySeals } from '../../support/memory/memory-archive.ts';
import { MemoryEditions, MemorySlices, MemoryTimetables } from '../../support/memory/memory-editions.ts';
import {
  MemoryAddresses,
  MemoryEndings,
  MemoryReadersTables,
  MemorySoftBounces,
  MemoryStoredRows,
  MemoryTableMarks,
} from '../../support/memory/memory-endings.ts';
import { MemoryFactLog } from '../../support/memory/memory-fact-log.ts';
import { MemoryDeliveries, MemoryReaders } from '../../support/memory/memory-readers.ts';
import { awsPorts } from '../aws-ports.ts';

/** The ports whose promises hold wherever they are kept. */
export type Ports = {
  editions: Editions;
  notifications: Notifications;
  slices: Slices;
  timetables: Timetables;
  readers: Readers;
  storedRows: StoredRows;
  endingMarks: EndingMarks;
  addresses: Addresses;
  endings: Endings & EndingsToErase;
  forgetting: Forgetting;
  softBounces: SoftBounces;
  tableMarks: TableMarks;
  readersTables: ReadersTables;
  deliveries: Deliveries;
  seals: Seals;
  archive: Archive;
  log: FactLog & FactFiling;
};

/** What the clock of both stores shows. */
export const storeTime = '2026-11-23T06:00:00Z' as Instant;

/** The ports that tests of the use cases run on. */
export function memoryPorts(): Ports {
  const editions = new MemoryEditions();
  const addresses = new MemoryAddresses();
  const readers = new MemoryReaders(addresses);
  return {
    editions,
    notifications: editions,
    slices: new MemorySlices(),
    timetables: new MemoryTimetables(),
    readers,
    storedRows: new MemoryStoredRows(readers, addresses),
    endingMarks: readers,
    addresses,
    endings: new MemoryEndings(),
    forgetting: readers.forgetting,
    softBounces: new MemorySoftBounces(),
    tableMarks: new MemoryTableMarks(),
    readersTables: new MemoryReadersTables(),
    deliveries: new MemoryDeliveries(),
    seals: new MemorySeals(),
    archive: new MemoryArchive(),
    log: new MemoryFactLog(() => storeTime),
  };
}

const now = () => new Date(storeTime);
const places: [string, () => Promise<Ports>][] = [
  ['in memory', async () => memoryPorts()],
  ['on AWS', () => awsPorts({ now })],
];

/**
 * Tries a port's promises on the adapters and on the ports in memory, so that what tests of the use cases find out is true
 * of the adapters too. Each test begins with nothing stored.
 */
export function describeInBothPlaces(port: string, write: (ports: Ports) => void): void {
  describe.each(places)(`${port} %s`, (_, open) => {
    const ports = {} as Ports;
    beforeEach(async () => {
      Object.assign(ports, await open());
    });
    write(ports);
  });
}

/** Instants of whole hours after the store's time; negative ones before it. */
export function hours(count: number): Instant {
  return instantOf(new Date(Date.parse(storeTime) + count * 3_600_000));
}
