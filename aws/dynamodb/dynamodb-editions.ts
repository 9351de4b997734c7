import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  decided,
  type EditionRow,
  type Editions,
  newEditionRow,
} from '../../core/delivery/progress/editions.ts';
import type { Slice } from '../../core/delivery/progress/slices.ts';
import { type Instant, instantSchema, plusHours } from '../../core/foundation/instant.ts';
import { EditionTable } from './dynamodb-edition-table.ts';

const rowSchema = z.object({
  publication: z.string(),
  edition: z.string(),
  state: z.enum(['sealed', 'delivering', 'closed']),
  audience: z.object({ slices: z.int(), readers: z.int() }).nullable(),
  hold: z.string().nullable(),
  notBefore: instantSchema.nullable(),
  progressedAt: instantSchema.nullable(),
  rounds: z.int(),
  expectedBy: instantSchema.nullable(),
  stopped: z.boolean(),
  receipts: z.int(),
  uncertain: z.int(),
  countedAt: instantSchema.nullable(),
  told: z.int(),
});
const sliceSchema = z.object({ number: z.int(), readers: z.array(z.string()), done: z.boolean() });
const timetableSchema = z.object({ fingerprint: z.string(), since: instantSchema });

/** The sort key of the row of a publication's schedule; no date is called so. */
const timetable = 'timetable';
/** Who took it upon himself to tell the operator and was heard no more is taken for ended after this. */
const tellingHours = 1 / 6;

/** Editions and their slices: partition `publication`, sort key `<edition>` or `<edition>#slice#000001`. */
export class DynamoDbEditions implements Editions {
  readonly #table: EditionTable;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#table = new EditionTable(client, table);
  }

  async open(publication: string, edition: string): Promise<EditionRow> {
    await this.#table.putIfAbsent(newEditionRow(publication, edition));
    return this.#existing(publication, edition);
  }

  async read(publication: string, edition: string): Promise<EditionRow | undefined> {
    const item = await this.#table.get(publication, edition);
    return item && rowOf(item);
  }

  async *slices(publication: string, edition: string): AsyncGenerator<Slice> {
    const items = this.#table.beginningWith(publication, `${edition}#slice#`);
    for await (const item of items) yield sliceSchema.parse(item);
  }

  async unfinishedSlices(publication: string, edition: string): Promise<number[]> {
    const items = this.#table.beginningWith(publication, `${edition}#slice#`, {
      filter: 'done = :no',
      fields: '#number',
      values: { ':no': false },
    });
    return (await Array.fromAsync(items)).map(({ number }) => Number(number));
  }

  async slice(publication: string, edition: string, number: number): Promise<Slice | undefined> {
    const item = await this.#table.get(publication, sliceKey(edition, number));
    return item && sliceSchema.parse(item);
  }

  async addSlice(publication: string, edition: string, slice: Omit<Slice, 'done'>): Promise<Slice> {
    const row = { publication, edition: sliceKey(edition, slice.number), ...slice, done: false };
    if (await this.#table.putIfAbsent(row)) return sliceSchema.parse(row);
    return (await this.slice(publication, edition, slice.number)) ?? sliceSchema.parse(row);
  }

  async freeze(
    publication: string,
    edition: string,
    audience: { slices: number; readers: number },
  ): Promise<EditionRow> {
    await this.#table.change(publication, edition, {
      expression: 'SET audience = :audience, #state = :delivering',
      condition: '#state = :sealed',
      values: { ':audience': audience, ':delivering': 'delivering', ':sealed': 'sealed' },
    });
    return this.#existing(publication, edition);
  }

  async finishSlice(publication: string, edition: string, number: number): Promise<void> {
    await this.#set(publication, sliceKey(edition, number), { done: true });
  }

  async reopenSlice(publication: string, edition: string, number: number): Promise<void> {
    await this.#set(publication, sliceKey(edition, number), { done: false });
  }

  async progressed(publication: string, edition: string, at: Instant): Promise<void> {
    await this.#set(publication, edition, { progressedAt: at });
  }

  async beginRound(publication: string, edition: string, after: number, at: Instant): Promise<boolean> {
    return this.#table.change(publication, edition, {
      expression: 'SET rounds = :next, progressedAt = :at',
      condition: 'rounds = :after AND #state = :delivering',
      values: { ':next': after + 1, ':after': after, ':at': at, ':delivering': 'delivering' },
    });
  }

  async begin(publication: string, edition: string, { by, at }: { by: Instant; at: Instant }): Promise<void> {
    await this.#set(publication, edition, { expectedBy: by, progressedAt: at });
  }

  async expect(publication: string, edition: string, by: Instant): Promise<void> {
    await this.#set(publication, edition, { expectedBy: by });
  }

  async hold(publication: string, edition: string, reason: string): Promise<void> {
    await this.#table.change(publication, edition, {
      expression: 'SET #hold = :reason',
      condition: '#hold = :none',
      values: { ':reason': reason, ':none': null },
    });
  }

  async release(publication: string, edition: string): Promise<void> {
    await this.#set(publication, edition, { hold: null, notBefore: null, progressedAt: null });
  }

  async postpone(publication: string, edition: string, notBefore: Instant): Promise<void> {
    await this.#set(publication, edition, { notBefore });
  }

  async stop(publication: string, edition: string): Promise<void> {
    await this.#set(publication, edition, { stopped: true, progressedAt: null });
  }

  async close(
    row: EditionRow,
    { receipts, uncertain, at }: { receipts: number; uncertain: number; at: Instant },
  ): Promise<boolean> {
    const { publication, edition } = row;
    return this.#table.change(publication, edition, {
      expression:
        'SET #state = :closed, receipts = :receipts, uncertain = :uncertain, countedAt = :at, #hold = :none',
      condition: decided.map(field => `#${field} = :was${field}`).join(' AND '),
      values: {
        ':closed': 'closed',
        ':receipts': receipts,
        ':uncertain': uncertain,
        ':at': at,
        ':none': null,
        ...Object.fromEntries(decided.map(field => [`:was${field}`, row[field]])),
      },
    });
  }

  async reopen(publication: string, edition: string): Promise<void> {
    await this.#table.change(publication, edition, {
      expression: 'SET #state = :delivering, progressedAt = :none, stopped = :no',
      // Delivery that an operator ended goes on only if it is opened again after it was closed.
      condition:
        '#state = :closed OR (#state = :delivering AND (attribute_not_exists(stopped) OR stopped = :no))',
      values: { ':delivering': 'delivering', ':closed': 'closed', ':none': null, ':no': false },
    });
  }

  async claimTelling(publication: string, edition: string, receipt: number, at: Instant): Promise<boolean> {
    return this.#table.change(publication, edition, {
      expression: 'SET tellingAt = :at',
      condition:
        '(attribute_not_exists(told) OR told < :receipt) AND (attribute_not_exists(tellingAt) OR tellingAt < :ended)',
      values: { ':at': at, ':receipt': receipt, ':ended': plusHours(at, -tellingHours) },
    });
  }

  async told(publication: string, edition: string, receipt: number): Promise<void> {
    await this.#table.change(publication, edition, {
      expression: 'SET told = :receipt REMOVE tellingAt',
      condition: 'attribute_not_exists(told) OR told < :receipt',
      values: { ':receipt': receipt },
    });
  }

  async scheduleSince(publication: string, fingerprint: string, now: Instant): Promise<Instant> {
    await this.#table.update(publication, timetable, {
      expression: 'SET fingerprint = :fingerprint, since = :now',
      condition: 'attribute_not_exists(edition) OR fingerprint <> :fingerprint',
      values: { ':fingerprint': fingerprint, ':now': now },
    });
    return timetableSchema.parse(await this.#table.get(publication, timetable)).since;
  }

  async timetable(publication: string): Promise<{ fingerprint: string; since: Instant } | undefined> {
    const item = await this.#table.get(publication, timetable);
    return item && timetableSchema.parse(item);
  }

  async #set(publication: string, edition: string, fields: Record<string, unknown>): Promise<void> {
    const names = Object.keys(fields);
    await this.#table.change(publication, edition, {
      expression: `SET ${names.map(name => `#${name} = :${name}`).join(', ')}`,
      values: Object.fromEntries(names.map(name => [`:${name}`, fields[name]])),
    });
  }

  async #existing(publication: string, edition: string): Promise<EditionRow> {
    const row = await this.read(publication, edition);
    if (!row) throw this.#table.missing(publication, edition);
    return row;
  }
}

/** Rows of an earlier version lack what came later. */
function rowOf(item: Record<string, unknown>): EditionRow {
  return rowSchema.parse({ ...newEditionRow('', ''), ...item });
}

function sliceKey(edition: string, number: number): string {
  return `${edition}#slice#${String(number).padStart(6, '0')}`;
}
