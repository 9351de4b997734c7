import { GetCommand, PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoDbAddresses } from '../../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbTableMarks } from '../../../aws/dynamodb/dynamodb-table-marks.ts';
import { DynamoDbForgetting } from '../../../aws/dynamodb/readers/dynamodb-forgetting.ts';
import { DynamoDbSoftBounces } from '../../../aws/dynamodb/readers/dynamodb-soft-bounces.ts';
import { type RowKind, rowFormats } from '../../../aws/dynamodb/row-format.ts';
import { DynamoDbConfirmations } from '../../../aws/dynamodb/sign-up/dynamodb-confirmations.ts';
import { DynamoDbFormKey } from '../../../aws/dynamodb/sign-up/dynamodb-form-key.ts';
import { DynamoDbRequests } from '../../../aws/dynamodb/sign-up/dynamodb-requests.ts';
import { DynamoDbSignUpLimits } from '../../../aws/dynamodb/sign-up/dynamodb-sign-up-limits.ts';
import { newEditionRow } from '../../../core/delivery/progress/editions.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { NewerDataError } from '../../../core/foundation/stored-json.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRequest } from '../../support/builders/a-request.ts';
import { storesOf } from '../../support/faults/stores.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';

let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
});

const at = '2026-11-23T06:00:00Z' as Instant;
const edition = { publication: 'weekly', edition: '2026-11-23' };
const reader = aReader(1);
const delivery = { ...edition, reader: reader.id };
const row = newEditionRow(edition);
const slice = { number: 1, readers: [reader.id] };
const heard = { messageId: 'm', sent: true, later: null };

const bounce = { state: 'bounced', at, how: 'mail came back' } as const;
const addresses = () => new DynamoDbAddresses(database(), aws.resources.READERS_TABLE);
const formKey = () => new DynamoDbFormKey(database(), aws.resources.READERS_TABLE);
const softBounces = () => new DynamoDbSoftBounces(database(), aws.resources.READERS_TABLE);
const softBounce = { ...edition, reader: reader.id, domain: 'mail.example', at };
const forgetting = () => new DynamoDbForgetting(database(), aws.resources.READERS_TABLE);
const tableMarks = () => new DynamoDbTableMarks(database(), aws.resources.READERS_TABLE);
const requests = () => new DynamoDbRequests(database(), aws.resources.READERS_TABLE);
const limits = () => new DynamoDbSignUpLimits(database(), aws.resources.READERS_TABLE);
const confirmations = () => new DynamoDbConfirmations(database(), aws.resources.READERS_TABLE);
const request = aRequest(1);
const letter = { request: request.id, kind: 'confirmation', at, bounce: null, opened: null } as const;

/** Where a row of each kind lies, how it comes to be, and whatever reads or changes it. */
type Kind = {
  table: 'EDITIONS_TABLE' | 'DELIVERIES_TABLE' | 'READERS_TABLE';
  key: Record<string, string>;
  make: () => Promise<unknown>;
  uses: Record<string, () => Promise<unknown>>;
};

const kinds: Record<RowKind, Kind> = {
  edition: {
    table: 'EDITIONS_TABLE',
    key: edition,
    make: () => aws.editions.open(edition),
    uses: {
      open: () => aws.editions.open(edition),
      read: () => aws.editions.read(edition),
      freeze: () => aws.editions.freeze(edition, { slices: 1, readers: 1 }),
      progressed: () => aws.editions.progressed(edition, at),
      failed: () => aws.editions.failed(edition, { at, reason: 'x' }),
      beginRound: () => aws.editions.beginRound(edition, 0, at, row),
      begin: () => aws.editions.begin(edition, { by: at, at }),
      expect: () => aws.editions.expect(edition, at),
      hold: () => aws.editions.hold(edition, 'x'),
      release: () => aws.editions.release(edition),
      postpone: () => aws.editions.postpone(edition, at),
      stop: () => aws.editions.stop(edition),
      close: () => aws.editions.close(row, { receipts: 1, uncertain: 0, at }),
      reopen: () => aws.editions.reopen(edition),
      claimNotification: () => aws.notifications.claimNotification(edition, 1, at),
      notified: () => aws.notifications.notified(edition, 1),
    },
  },
  slice: {
    table: 'EDITIONS_TABLE',
    key: { ...edition, edition: '2026-11-23#slice#000001' },
    make: () => aws.slices.add(edition, slice),
    uses: {
      all: () => Array.fromAsync(aws.slices.all(edition)),
      read: () => aws.slices.read(edition, 1),
      add: () => aws.slices.add(edition, slice),
      finish: () => aws.slices.finish(edition, 1),
      reopen: () => aws.slices.reopen(edition, 1),
    },
  },
  timetable: {
    table: 'EDITIONS_TABLE',
    key: { publication: 'weekly', edition: 'timetable' },
    make: () => aws.timetables.since('weekly', 'one', at),
    uses: {
      since: () => aws.timetables.since('weekly', 'one', at),
      'since another schedule': () => aws.timetables.since('weekly', 'two', at),
      read: () => aws.timetables.read('weekly'),
    },
  },
  delivery: {
    table: 'DELIVERIES_TABLE',
    key: { partition: `weekly#2026-11-23#${reader.id.slice(0, 2)}`, reader: reader.id },
    make: () => aws.deliveries.claim(delivery, 'a', at),
    uses: {
      claim: () => aws.deliveries.claim(delivery, 'b', at),
      settle: () => aws.deliveries.settle(delivery, 'a', { state: 'accepted', messageId: 'm' }),
      release: () => aws.deliveries.release(delivery, 'a'),
      withhold: () => aws.deliveries.withhold(delivery, 'x'),
      applyEvent: () => aws.deliveries.applyEvent(delivery, 'a', heard),
      read: () => aws.deliveries.read(delivery),
      ofReaders: () => aws.deliveries.ofReaders(edition, [reader.id]),
      ofEdition: () => Array.fromAsync(aws.deliveries.ofEdition(edition)),
    },
  },
  reader: {
    table: 'READERS_TABLE',
    key: { publication: 'weekly', reader: reader.id },
    make: () => aws.readers.add(reader),
    uses: {
      activeAfter: () => aws.readers.activeAfter('weekly', null, 10),
      range: () => aws.readers.range('weekly', reader.id, reader.id),
      read: () => aws.readers.read('weekly', reader.id),
      all: () => Array.fromAsync(aws.readers.all('weekly')),
      add: () => aws.readers.add({ ...reader, name: 'another' }),
      leave: () => aws.readers.leave('weekly', reader.id, reader.token, at, 'test'),
      audienceAfter: () => aws.readers.audienceAfter('weekly', null, 10),
    },
  },
  address: {
    table: 'READERS_TABLE',
    key: { publication: '_all', reader: reader.id },
    make: () => addresses().end(reader.id, bounce),
    uses: {
      read: () => addresses().read(reader.id),
      range: () => addresses().range(reader.id, reader.id),
      after: () => Array.fromAsync(addresses().after(null)),
      end: () => addresses().end(reader.id, bounce),
    },
  },
  'soft bounces': {
    table: 'READERS_TABLE',
    key: { publication: '_soft', reader: `weekly#${reader.id}` },
    make: () => softBounces().note(softBounce),
    uses: {
      note: () => softBounces().note({ ...softBounce, edition: '2026-11-30' }),
      of: () => Array.fromAsync(softBounces().of('weekly', at)),
    },
  },
  forgetting: {
    table: 'READERS_TABLE',
    key: { publication: '_forget', reader: `${at}#weekly#${reader.id}` },
    make: () => forgetting().note({ publication: 'weekly', reader: reader.id, at }),
    uses: { endedBefore: () => forgetting().endedBefore('2026-11-24T00:00:00Z' as Instant, 5) },
  },
  'table mark': {
    table: 'READERS_TABLE',
    key: { publication: '#mark', reader: 'weekly' },
    make: () => tableMarks().write('weekly', { table: 't', edition: '2026-11-23' }),
    uses: { read: () => tableMarks().read('weekly') },
  },
  'form key': {
    table: 'READERS_TABLE',
    key: { publication: '_keys', reader: 'forms' },
    make: () => formKey().get(),
    uses: { get: () => formKey().get() },
  },
  request: {
    table: 'READERS_TABLE',
    key: { publication: '_requests', reader: request.id },
    make: () => requests().put(request),
    uses: {
      read: () => requests().read(request.id, at),
      change: () => requests().change(request.id, { state: 'asked', attempt: null }, { state: 'dropped' }),
    },
  },
  'sign-up limit': {
    table: 'READERS_TABLE',
    key: { publication: '_limits', reader: reader.id },
    make: () => limits().note(reader.id, letter),
    uses: {
      read: () => limits().read(reader.id, at),
      note: () => limits().note(reader.id, { ...letter, kind: 'manage' }),
      giveBack: () => limits().giveBack(reader.id, request.id),
    },
  },
  confirmations: {
    table: 'READERS_TABLE',
    key: { publication: '_confirmations', reader: 'recent' },
    make: () => confirmations().sent(request.id, at),
    uses: {
      recent: () => confirmations().recent(),
      sent: () => confirmations().sent(aRequest(2).id, at),
      bounced: () => confirmations().bounced(request.id),
      forget: () => confirmations().forget(),
    },
  },
};

const database = () => storesOf(aws.clients, aws.resources).database;
const named = (kind: RowKind) => ({ TableName: aws.resources[kinds[kind].table], Key: kinds[kind].key });
const stored = async (kind: RowKind) => (await database().send(new GetCommand(named(kind)))).Item;

describe.each(Object.keys(kinds) as RowKind[])('a row of the kind %s', kind => {
  it('says its layout, and is read and changed without it too, as earlier versions wrote it', async () => {
    await kinds[kind].make();
    const item = await stored(kind);
    expect(item?.format).toBe(rowFormats[kind]);
    const { format: _, ...old } = item ?? {};
    const { TableName } = named(kind);
    await database().send(new PutCommand({ TableName, Item: old }));
    for (const use of Object.values(kinds[kind].uses)) await use();
  });

  it.each(Object.keys(kinds[kind].uses))(
    'that a newer version wrote stops %s in words, and stays as it is',
    async use => {
      await kinds[kind].make();
      const newer = rowFormats[kind] + 1;
      // A newer layout may lack what this version asks for, or call a state by the same name and mean another.
      const { TableName } = named(kind);
      const put = async (Item: PutCommandInput['Item']) => {
        await database().send(new PutCommand({ TableName, Item }));
        const trying = kinds[kind].uses[use]?.();
        await expect(trying).rejects.toThrow(NewerDataError);
        await expect(trying).rejects.toThrow(
          `expected format ${newer - 1}, the highest that this version of Courant knows, found format ${newer}.`,
        );
        expect(await stored(kind)).toEqual(Item);
      };
      await put({ ...(await stored(kind)), format: newer });
      if (kind !== 'reader') await put({ ...kinds[kind].key, format: newer });
      // Only active ones are looked for when an audience is frozen.
      else if (!['activeAfter', 'audienceAfter'].includes(use))
        await put({ ...(await stored(kind)), state: 'left' });
    },
  );
});
