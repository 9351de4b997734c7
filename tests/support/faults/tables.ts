import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { World } from './world.ts';

/** A table of a world, by the variable that names it. */
export type TableName = 'EDITIONS_TABLE' | 'DELIVERIES_TABLE' | 'READERS_TABLE';
type Row = Record<string, unknown>;

const keys: Record<TableName, readonly string[]> = {
  EDITIONS_TABLE: ['publication', 'edition'],
  DELIVERIES_TABLE: ['partition', 'reader'],
  READERS_TABLE: ['publication', 'reader'],
};

/** All rows of a table. */
export async function rowsOf({ stores, parts }: World, table: TableName): Promise<Row[]> {
  const scan = new ScanCommand({ TableName: parts.resources[table], ConsistentRead: true });
  return (await stores.database.send(scan)).Items ?? [];
}

/** Empties a table in place, and copies these rows into it: it stays the same table. */
export async function replaceRows(world: World, table: TableName, rows: readonly Row[] = []): Promise<void> {
  const { database } = world.stores;
  const TableName = world.parts.resources[table];
  for (const row of await rowsOf(world, table)) {
    const Key = Object.fromEntries(keys[table].map(name => [name, row[name]]));
    await database.send(new DeleteCommand({ TableName, Key }));
  }
  for (const Item of rows) await database.send(new PutCommand({ TableName, Item }));
}
