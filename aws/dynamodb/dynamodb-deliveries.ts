import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AttemptEvents } from '../../core/delivery/ledger/attempt-events.ts';
import {
  type Deliveries,
  type Delivery,
  type DeliveryKey,
  deliverySchema,
  type Settlement,
} from '../../core/delivery/ledger/delivery.ts';
import { deliveriesExpire } from '../../core/delivery/ledger/kept-for.ts';
import { applyEvent, released, settled } from '../../core/delivery/ledger/ledger.ts';
import { canonicalJson } from '../../core/foundation/canonical-json.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { mapInOrder } from '../../core/foundation/map-in-order.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { queryAll } from './dynamodb-pages.ts';
import { notNewer, readRow, rowFormats } from './row-format.ts';

type Change = { expression: string; condition: string; values: Record<string, unknown> };

/** Enough to hide the table's answering time, too few to be slowed down by it. */
const queriesAtOnce = 8;

/**
 * Deliveries: partition `<publication>#<edition>#<first two characters of the reader id>`, sort key `reader`. The 256
 * partitions of an edition keep a large one from pressing on a single partition of the table.
 */
export class DynamoDbDeliveries implements Deliveries {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #keptForDays: number | undefined;

  /** @param keptForDays how long rows stay that are made here; without it for good, as for whoever makes none. */
  constructor(client: DynamoDBDocumentClient, table: string, keptForDays?: number) {
    this.#client = client;
    this.#table = table;
    this.#keptForDays = keptForDays;
  }

  async claim(key: DeliveryKey, attempt: string, at: Instant): Promise<'mine' | Delivery['state']> {
    const won = await this.#update(
      key,
      this.#expiring(key, {
        expression: 'SET #state = :claimed, attempt = :attempt, claimedAt = :at',
        condition: 'attribute_not_exists(reader) OR #state = :waiting',
        values: { ':claimed': 'claimed', ':attempt': attempt, ':at': at, ':waiting': 'waiting' },
      }),
    );
    if (won) return 'mine';
    const standing = await this.#existing(key);
    // The client may have repeated a write whose answer was lost: then the claim in the way is this one.
    return standing.state === 'claimed' && standing.attempt === attempt ? 'mine' : standing.state;
  }

  async settle(key: DeliveryKey, attempt: string, outcome: Settlement): Promise<void> {
    const done = await this.#update(key, {
      expression: 'SET #state = :state, messageId = :messageId, reason = :reason',
      condition: `${openUnderAttempt} AND ${noEvents}`,
      values: {
        ':state': outcome.state,
        ':messageId': outcome.state === 'accepted' ? outcome.messageId : null,
        ':reason': outcome.state === 'accepted' ? null : outcome.reason,
        ...openValues(attempt),
      },
    });
    if (!done) await this.#revise(key, standing => settled(standing, attempt, outcome));
  }

  async release(key: DeliveryKey, attempt: string): Promise<void> {
    const done = await this.#update(key, {
      expression: 'SET #state = :waiting',
      condition: `#state IN (:claimed, :uncertain, :rejected) AND attempt = :attempt AND ${noEvents}`,
      values: { ':waiting': 'waiting', ':rejected': 'rejected', ...openValues(attempt) },
    });
    if (!done) await this.#revise(key, standing => released(standing, attempt));
  }

  async withhold(key: DeliveryKey, reason: string): Promise<Delivery['state']> {
    const withheld = await this.#update(
      key,
      this.#expiring(key, {
        expression: 'SET #state = :withheld, reason = :reason',
        condition: 'attribute_not_exists(reader) OR #state = :waiting',
        values: { ':withheld': 'withheld', ':reason': reason, ':waiting': 'waiting' },
      }),
    );
    return withheld ? 'withheld' : (await this.#existing(key)).state;
  }

  async applyEvent(
    key: DeliveryKey,
    attempt: string,
    heard: AttemptEvents,
  ): Promise<Delivery['state'] | 'unknown'> {
    return (await this.#revise(key, standing => applyEvent(standing, attempt, heard)))?.state ?? 'unknown';
  }

  async read(key: DeliveryKey): Promise<Delivery | undefined> {
    const item = await this.#item(key);
    return item ? deliveryOf(item) : undefined;
  }

  async #item(key: DeliveryKey): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: tableKey(key), ConsistentRead: true });
    return (await this.#client.send(get)).Item;
  }

  /**
   * Changes a row by what it holds, in one write that succeeds only if nobody else changed the row since it was read; otherwise reads it
   * again. Returns the row as it then is. A refused write means that somebody else's succeeded, so this loop ends.
   */
  async #revise(key: DeliveryKey, change: (standing: Delivery) => Delivery): Promise<Delivery | undefined> {
    for (;;) {
      const item = await this.#item(key);
      if (!item) return undefined;
      const standing = deliveryOf(item);
      const next = change(standing);
      if (canonicalJson(next) === canonicalJson(standing)) return standing;
      if (await this.#replace(key, { standing, revision: item.revision }, next)) return next;
    }
  }

  async ofReaders({ publication, edition }: EditionKey, readers: readonly string[]): Promise<Delivery[]> {
    const wanted = new Set(readers);
    const groups = Map.groupBy(readers, reader => reader.slice(0, 2));
    const found = await mapInOrder([...groups.values()], queriesAtOnce, async group => {
      const [first = '', last = ''] = [group[0], group.at(-1)];
      return Array.fromAsync(this.#between({ publication, edition, reader: first }, last));
    });
    return found.flat().filter(({ reader }) => wanted.has(reader));
  }

  async *ofEdition({ publication, edition }: EditionKey): AsyncGenerator<Delivery> {
    for (let prefix = 0; prefix < 256; prefix += 1) {
      const first = prefix.toString(16).padStart(2, '0');
      yield* this.#between({ publication, edition, reader: first }, `${first}g`);
    }
  }

  /** The deliveries of one partition from a reader's to another's, in the order of their ids. */
  async *#between(first: DeliveryKey, last: string): AsyncGenerator<Delivery> {
    const { partition, reader } = tableKey(first);
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: '#partition = :partition AND reader BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#partition': 'partition' },
      ExpressionAttributeValues: { ':partition': partition, ':first': reader, ':last': last },
    });
    for await (const item of items) yield deliveryOf(item);
  }

  async #replace(
    key: DeliveryKey,
    { standing, revision }: { standing: Delivery; revision: unknown },
    next: Delivery,
  ): Promise<boolean> {
    const known = { ':was': standing.state, ':attempt': standing.attempt, ':revision': revision };
    return this.#update(key, {
      expression:
        'SET #state = :state, messageId = :messageId, reason = :reason, heard = :heard, revision = :next',
      condition: [
        '#state = :was',
        standing.attempt === null ? 'attribute_not_exists(attempt)' : 'attempt = :attempt',
        revision === undefined ? noEvents : 'revision = :revision',
      ].join(' AND '),
      values: {
        // A value that no expression uses is an error.
        ...Object.fromEntries(Object.entries(known).filter(([, value]) => value != null)),
        ':state': next.state,
        ':messageId': next.messageId,
        ':reason': next.reason,
        ':heard': next.heard ?? {},
        ':next': Number(revision ?? 0) + 1,
      },
    });
  }

  async #existing(key: DeliveryKey): Promise<Delivery> {
    const delivery = await this.read(key);
    if (!delivery) throw new VanishedDeliveryError(this.#table, key);
    return delivery;
  }

  /** A change that makes a row, which is to go some day. The marks of editions are rows of another kind, and stay. */
  #expiring({ edition }: DeliveryKey, change: Change): Change {
    const expires =
      this.#keptForDays === undefined ? undefined : deliveriesExpire(edition, this.#keptForDays);
    if (expires === undefined) return change;
    return {
      ...change,
      expression: `${change.expression}, expires = :expires`,
      values: { ...change.values, ':expires': expires },
    };
  }

  async #update(key: DeliveryKey, change: Change): Promise<boolean> {
    return conditionHolds(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: tableKey(key),
          UpdateExpression: `${change.expression}, publication = :publication, edition = :edition, #format = :format`,
          ConditionExpression: `(${change.condition}) AND ${notNewer}`,
          ExpressionAttributeNames: { '#state': 'state', '#format': 'format' },
          ExpressionAttributeValues: {
            ...change.values,
            ':publication': key.publication,
            ':edition': key.edition,
            ':format': rowFormats.delivery,
          },
        }),
      ),
    );
  }
}

/** A row of the ledger refused a write, and then was not there. */
export class VanishedDeliveryError extends CourantError {
  constructor(table: string, { publication, edition, reader }: DeliveryKey) {
    super(
      `table ${table}: expected the delivery of edition ${edition} of ${publication} to reader ${reader}, found none. ` +
        'Somebody deletes rows of this table. Stop that: these rows keep readers from being mailed twice.',
    );
  }
}

/** The attempt holds the claim, or ended uncertain: its outcome may still be noted. */
const openUnderAttempt = '#state IN (:claimed, :uncertain) AND attempt = :attempt';

/** A row that events spoke of has a revision; a write must compare it. */
const noEvents = 'attribute_not_exists(revision)';

function openValues(attempt: string): Record<string, string> {
  return { ':claimed': 'claimed', ':uncertain': 'uncertain', ':attempt': attempt };
}

function tableKey({ publication, edition, reader }: DeliveryKey): Record<string, string> {
  return { partition: `${publication}#${edition}#${reader.slice(0, 2)}`, reader };
}

function deliveryOf(item: Record<string, unknown>): Delivery {
  const { publication, edition, reader } = item;
  const whole = { attempt: null, claimedAt: null, messageId: null, reason: null, ...item };
  return readRow('delivery', deliverySchema, whole, `delivery of ${publication}/${edition} to ${reader}`);
}
