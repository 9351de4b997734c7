declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A DynamoDB server, not listening yet; closing it closes its store too. */
  export default function dynalite(options: {
    /** Directory of the LevelDB store. */
    path: string;
    createTableMs: number;
    deleteTableMs: number;
    updateTableMs: number;
  }): Server;
}
