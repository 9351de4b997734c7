import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { dirname, join } from 'node:path';
import dynalite from 'dynalite';
import stores from 'dynalite/db/index.js';
import { DirectoryInUseError } from '../files/directory-claim.ts';
import { DamagedStateError } from '../files/state-file.ts';
import { renewStartMark } from './start-mark.ts';

type Store = ReturnType<typeof stores.create>;

/** dynalite keeps all tables under this key. */
const tables = { gte: 'table~', lt: 'table~\xff' };
/** No key of dynalite's begins so. */
const startMark = { gte: 'start~', lt: 'start~\xff' };

/** The folder beside the tables' own that has the mark of the last start. */
export const startMarkFolder = 'dynamodb-start';

/**
 * A dynalite on the tables of a folder, which can be used; `count` is how many an earlier run left. A table whose creation the end
 * of an earlier process interrupted is finished: nothing can be in it yet. Tables that were put back from a copy get other ids, as restored
 * tables have on AWS.
 * @param onFailure learns why tables could not be read or written later. The caller then gets an error of the service.
 * @throws DamagedStateError; DirectoryInUseError; what the file system refuses.
 */
export async function openTables(
  path: string,
  onFailure: (error: unknown) => void,
): Promise<{ listener: RequestListener; count: number; close(): Promise<void> }> {
  const { listener, store } = createStore(path);
  try {
    await store.db.open();
  } catch (error) {
    throw reasonOf(error, path);
  }
  let count = 0;
  try {
    for await (const [key, table] of store.db.iterator(tables)) {
      count += 1;
      if (table.TableStatus === 'CREATING' || !isUuid(table.TableId))
        await store.db.put(key, { ...identified(table), TableStatus: 'ACTIVE' });
    }
    await renewMark(store, join(dirname(path), startMarkFolder));
  } catch (error) {
    await store.db.close();
    throw reasonOf(error, path);
  }
  for (const name of ['get', 'put', 'batch'] as const)
    store.db[name] = answering(store.db[name], error => onFailure(reasonOf(error, path)));
  const { put } = store.db;
  store.db.put = (key, value, ...rest) => {
    if (`${key}`.startsWith(tables.gte)) identified(value as StoredTable);
    return put(key, value, ...rest);
  };
  return { listener, count, close: () => store.db.close() };
}

async function renewMark({ db }: Store, folder: string): Promise<void> {
  const inside = {
    async read() {
      for await (const [, { mark }] of db.iterator(startMark)) return mark;
      return undefined;
    },
    write: async (mark: string) => void (await db.put(startMark.gte, { mark })),
  };
  await renewStartMark(folder, inside, async () => {
    for await (const [key, table] of db.iterator(tables))
      await db.put(key, { ...table, TableId: randomUUID() });
  });
}

/** What dynalite keeps of a table: what of it is used here. */
type StoredTable = { TableStatus?: string; TableId?: string };

/** Gives a table an id that is a UUID, as on AWS, once and for good: dynalite's own are too short to be one. */
function identified(table: StoredTable): StoredTable {
  if (!isUuid(table.TableId)) table.TableId = randomUUID();
  return table;
}

function isUuid(id: string | undefined): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '');
}

function createStore(path: string): { listener: RequestListener; store: Store } {
  const { create } = stores;
  let store: Store | undefined;
  stores.create = options => {
    store = create(options);
    return store;
  };
  try {
    const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    const [listener] = server.listeners('request') as RequestListener[];
    if (store && listener) return { listener, store };
    throw new TypeError('dynalite made a server without a store or a listener.');
  } finally {
    stores.create = create;
  }
}

type Operation = Store['db']['put'];
type Callback = (error: unknown, ...rest: unknown[]) => void;

/** Dynalite throws, out of anybody's reach, what has no status: with one it answers. */
function answering(operate: Operation, report: (error: unknown) => void): Operation {
  return (...content) => {
    const callback = content.at(-1);
    if (typeof callback !== 'function') return operate(...content);
    const answer: Callback = (error, ...rest) => {
      if (!error || (error as Error).name === 'NotFoundError') return (callback as Callback)(error, ...rest);
      report(error);
      const body = { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: String(error) };
      return (callback as Callback)(Object.assign(new Error(String(error)), { statusCode: 500, body }));
    };
    return operate(...content.slice(0, -1), answer);
  };
}

/** LevelDB has the system's words of an error in place of its code. */
const codes: Readonly<Record<string, string>> = {
  'No space left on device': 'ENOSPC',
  'Disk quota exceeded': 'EDQUOT',
  'Permission denied': 'EACCES',
  'Operation not permitted': 'EPERM',
  'Read-only file system': 'EROFS',
  'Too many open files': 'EMFILE',
  'Too many open files in system': 'ENFILE',
  'Cannot allocate memory': 'ENOMEM',
  'Input/output error': 'EIO',
  'Not a directory': 'ENOTDIR',
};

/** Why the tables of a folder cannot be used, as an error of the file system or of ours. */
function reasonOf(error: unknown, path: string): unknown {
  const { code, message, cause } = error as NodeJS.ErrnoException & { cause?: unknown };
  if (code === 'LEVEL_LOCKED') return new DirectoryInUseError(dirname(path));
  if (code === 'LEVEL_CORRUPTION') return new DamagedStateError(path, `damaged tables (${message})`, error);
  if (code !== 'LEVEL_IO_ERROR') return cause === undefined ? error : reasonOf(cause, path);
  const [, file = path, words = ''] = /^IO error: (.+): ([^:]+)$/.exec(message) ?? [];
  const known = codes[words];
  if (known === undefined) return new DamagedStateError(path, `damaged tables (${file}: ${words})`, error);
  return Object.assign(new Error(message, { cause: error }), { code: known, path: file });
}
