import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  decided,
  type EditionRow,
  type Editions,
  editionRowSchema,
  newEditionRow,
  type RoundsSoFar,
} from '../../core/delivery/progress/editions.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Notifications } from '../../core/sweep/notify-operator.ts';
import { EditionTable } from './dynamodb-edition-table.ts';

/** After so long, a sweep that claimed a notification and noted nothing counts as ended. */
const notifyingHours = 1 / 6;

/** What counts the rounds that came to nothing, once somebody has decided that the edition goes on. */
const noRoundsYet = { fruitless: 0, failure: null };

/** Editions, a row each: partition `publication`, sort key `<edition>`. */
export class DynamoDbEditions implements Editions, Notifications {
  readonly #table: EditionTable;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#table = new EditionTable(client, table);
  }

  async open(edition: EditionKey): Promise<EditionRow> {
    await this.#table.putIfAbsent(newEditionRow(edition));
    return this.#existing(edition);
  }

  async read(edition: EditionKey): Promise<EditionRow | undefined> {
    const item = await this.#table.get(edition);
    return item && this.#table.parse(editionRowSchema, item);
  }

  async begunAfter(publication: string, edition: string | null): Promise<string | undefined> {
    // Names of editions are dates. Slices follow their edition's with a #, the character before $; what is no edition follows all with a letter.
    const range = { from: edition === null ? '0' : `${edition}$`, to: ':' };
    // Not `<>`: slices have no state, and are there only once freezing has begun.
    const filter = 'NOT #state = :sealed';
    for await (const row of this.#table.between(publication, range, filter, { ':sealed': 'sealed' }))
      return String(row.edition).split('#')[0];
    return undefined;
  }

  async freeze(edition: EditionKey, audience: { slices: number; readers: number }): Promise<EditionRow> {
    await this.#table.change(edition, {
      expression: 'SET audience = :audience, #state = :delivering',
      condition: '#state = :sealed',
      values: { ':audience': audience, ':delivering': 'delivering', ':sealed': 'sealed' },
    });
    return this.#existing(edition);
  }

  async mark(edition: EditionKey, mark: string): Promise<EditionRow> {
    await this.#table.change(edition, {
      expression: 'SET mark = :mark',
      condition: 'attribute_not_exists(mark) OR mark = :none',
      values: { ':mark': mark, ':none': null },
    });
    return this.#existing(edition);
  }

  async rebind(edition: EditionKey, { mark, receipts }: { mark: string; receipts: number }): Promise<void> {
    await this.#set(edition, { mark, receipts, told: receipts });
  }

  async progressed(edition: EditionKey, at: Instant): Promise<void> {
    await this.#set(edition, { progressedAt: at, fruitless: 0 });
  }

  async failed(
    edition: EditionKey,
    failure: NonNullable<EditionRow['failure']>,
    fruitless?: number,
  ): Promise<void> {
    await this.#set(edition, { failure, ...(fruitless !== undefined && { fruitless }) });
  }

  async beginRound(
    edition: EditionKey,
    after: number,
    at: Instant,
    { fruitless, settledBefore }: RoundsSoFar,
  ): Promise<boolean> {
    return this.#table.change(edition, {
      expression:
        'SET rounds = :next, progressedAt = :at, fruitless = :fruitless, settledBefore = :settled, #failure = :none',
      condition: 'rounds = :after AND #state = :delivering',
      values: {
        ':next': after + 1,
        ':after': after,
        ':at': at,
        ':fruitless': fruitless,
        ':settled': settledBefore,
        ':none': null,
        ':delivering': 'delivering',
      },
    });
  }

  async begin(edition: EditionKey, { by, at }: { by: Instant; at: Instant }): Promise<void> {
    await this.#set(edition, { expectedBy: by, progressedAt: at });
  }

  async expect(edition: EditionKey, by: Instant): Promise<void> {
    await this.#set(edition, { expectedBy: by });
  }

  async hold(edition: EditionKey, reason: string): Promise<void> {
    await this.#table.change(edition, {
      expression: 'SET #hold = :reason',
      condition: '#hold = :none',
      values: { ':reason': reason, ':none': null },
    });
  }

  async holdAsRead(
    row: Pick<EditionRow, 'publication' | 'edition' | 'mark'>,
    reason: string,
  ): Promise<boolean> {
    return this.#table.change(row, {
      expression: 'SET #hold = :reason',
      condition: row.mark === null ? 'attribute_not_exists(mark) OR mark = :mark' : 'mark = :mark',
      values: { ':reason': reason, ':mark': row.mark },
    });
  }

  async release(edition: EditionKey): Promise<void> {
    await this.#table.change(edition, {
      expression: 'SET released = #hold',
      condition: 'attribute_exists(#hold) AND #hold <> :none',
      values: { ':none': null },
    });
    await this.#set(edition, { hold: null, notBefore: null, progressedAt: null, ...noRoundsYet });
  }

  async postpone(edition: EditionKey, notBefore: Instant): Promise<void> {
    await this.#set(edition, { notBefore });
  }

  async stop(edition: EditionKey): Promise<void> {
    await this.#set(edition, { stopped: true, progressedAt: null });
  }

  async close(
    row: EditionRow,
    { receipts, uncertain, at }: { receipts: number; uncertain: number; at: Instant },
  ): Promise<boolean> {
    return this.#table.change(row, {
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

  async reopen(edition: EditionKey): Promise<void> {
    await this.#table.change(edition, {
      expression:
        'SET #state = :delivering, progressedAt = :none, stopped = :no, fruitless = :zero, #failure = :none',
      // An edition that an operator stopped goes on only if it is opened again after it was closed.
      condition:
        '#state = :closed OR (#state = :delivering AND (attribute_not_exists(stopped) OR stopped = :no))',
      values: { ':delivering': 'delivering', ':closed': 'closed', ':none': null, ':no': false, ':zero': 0 },
    });
  }

  async claimNotification(edition: EditionKey, receipt: number, at: Instant): Promise<boolean> {
    return this.#table.change(edition, {
      expression: 'SET tellingAt = :at',
      condition:
        '(attribute_not_exists(told) OR told < :receipt) AND (attribute_not_exists(tellingAt) OR tellingAt < :ended)',
      values: { ':at': at, ':receipt': receipt, ':ended': plusHours(at, -notifyingHours) },
    });
  }

  async notified(edition: EditionKey, receipt: number): Promise<void> {
    await this.#table.change(edition, {
      expression: 'SET told = :receipt REMOVE tellingAt',
      condition: 'attribute_not_exists(told) OR told < :receipt',
      values: { ':receipt': receipt },
    });
  }

  async #set(edition: EditionKey, fields: Record<string, unknown>): Promise<void> {
    const names = Object.keys(fields);
    await this.#table.change(edition, {
      expression: `SET ${names.map(name => `#${name} = :${name}`).join(', ')}`,
      values: Object.fromEntries(names.map(name => [`:${name}`, fields[name]])),
    });
  }

  async #existing(edition: EditionKey): Promise<EditionRow> {
    const row = await this.read(edition);
    if (!row) throw this.#table.missing(edition);
    return row;
  }
}
