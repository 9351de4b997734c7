import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../core/foundation/instant.ts';
import { type Timetable, type Timetables, timetableSchema } from '../../core/sweep/timetable.ts';
import { EditionTable } from './dynamodb-edition-table.ts';

/** Timetables, a row each in the table of editions: partition `publication`, sort key `timetable`, which is never an edition's name. */
export class DynamoDbTimetables implements Timetables {
  readonly #table: EditionTable;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#table = new EditionTable(client, table, 'timetable');
  }

  async since(publication: string, fingerprint: string, now: Instant): Promise<Instant> {
    await this.#table.update(keyOf(publication), {
      expression: 'SET fingerprint = :fingerprint, since = :now, #format = :format',
      condition: 'attribute_not_exists(edition) OR fingerprint <> :fingerprint',
      values: { ':fingerprint': fingerprint, ':now': now },
    });
    const item = (await this.#table.get(keyOf(publication))) ?? keyOf(publication);
    return this.#table.parse(timetableSchema, item).since;
  }

  async read(publication: string): Promise<Timetable | undefined> {
    const item = await this.#table.get(keyOf(publication));
    return item && this.#table.parse(timetableSchema, item);
  }
}

function keyOf(publication: string) {
  return { publication, edition: 'timetable' };
}
