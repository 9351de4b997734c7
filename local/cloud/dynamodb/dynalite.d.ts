/** Where dynalite keeps its tables: what of it is used here. */
type DynaliteStore = {
  db: {
    /** Rejects when the files cannot be used, with the reason as the cause. */
    open(): Promise<void>;
    close(): Promise<void>;
    get: DynaliteOperation;
    put: DynaliteOperation;
    batch: DynaliteOperation;
    iterator(range: {
      gte: string;
      lt: string;
    }): AsyncIterable<[key: string, value: { TableStatus?: string; TableId?: string; mark?: string }]>;
  };
};
type DynaliteOperation = (...content: unknown[]) => unknown;
type DynaliteOptions = {
  /** Directory of the LevelDB store. */
  path: string;
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
};

declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A DynamoDB server, not listening yet; closing it closes its store too. */
  export default function dynalite(options: DynaliteOptions): Server;
}

declare module 'dynalite/db/index.js' {
  /** dynalite itself calls `create` on this, so that whoever replaces it gets hold of the store. */
  const stores: { create(options: DynaliteOptions): DynaliteStore };
  export default stores;
}
