import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { atomicWrite } from '../files/atomic-write.ts';
import { DamagedStateError, readState } from '../files/state-file.ts';
import { messageSchema, type QueuedMessage } from './message.ts';
import { parseQueueSettings, type QueueAttributes } from './queue-settings.ts';

/** A queue as it was kept; its messages are the oldest first. */
export type KeptQueue = { name: string; attributes: QueueAttributes; messages: QueuedMessage[] };

/** What is kept of queues beyond the process. */
export interface QueueStorage {
  /** Answers the queues that are there. */
  recover(): Promise<KeptQueue[]>;
  saveQueue(name: string, attributes: QueueAttributes): Promise<void>;
  save(queue: string, message: QueuedMessage): Promise<void>;
  forget(queue: string, message: QueuedMessage): Promise<void>;
}

/** Keeps nothing: queues live as long as the process. */
export const memoryQueues: QueueStorage = {
  recover: async () => [],
  saveQueue: async () => undefined,
  save: async () => undefined,
  forget: async () => undefined,
};

const queueFile = 'queue.json';
const attributesSchema = z.record(z.string(), z.string());

/** Queues as files: `sqs/<queue>/queue.json` and one file a message, so that a restart finds what was not done. */
export class QueueFiles implements QueueStorage {
  readonly #directory: string;
  readonly #staging: string;

  constructor(directory: string) {
    this.#directory = join(directory, 'sqs');
    this.#staging = join(directory, 'sqs-staged');
  }

  /** Prepares the directories; answers the queues that are there. @throws DamagedStateError */
  async recover(): Promise<KeptQueue[]> {
    await rm(this.#staging, { recursive: true, force: true });
    for (const path of [this.#directory, this.#staging]) await mkdir(path, { recursive: true });
    const found = await Promise.all((await readdir(this.#directory)).map(name => this.#read(name)));
    return found.flat();
  }

  async saveQueue(name: string, attributes: QueueAttributes): Promise<void> {
    const json = JSON.stringify(attributes);
    await mkdir(join(this.#directory, name), { recursive: true });
    await atomicWrite(this.#staging, join(this.#directory, name, queueFile), json);
  }

  async save(queue: string, message: QueuedMessage): Promise<void> {
    await atomicWrite(this.#staging, this.#pathOf(queue, message), JSON.stringify(message));
  }

  async forget(queue: string, message: QueuedMessage): Promise<void> {
    await rm(this.#pathOf(queue, message), { force: true });
  }

  #pathOf(queue: string, { sequence }: QueuedMessage): string {
    return join(this.#directory, queue, `${String(sequence).padStart(12, '0')}.json`);
  }

  /** None when the process that made the folder was ended before it wrote `queue.json`: that queue was never created. */
  async #read(name: string): Promise<KeptQueue[]> {
    const folder = join(this.#directory, name);
    const files = await readdir(folder);
    const numbered = files.filter(file => /^\d+\.json$/.test(file)).sort();
    const own = join(folder, queueFile);
    if (!files.includes(queueFile)) {
      if (numbered.length > 0) throw new DamagedStateError(own, 'messages beside it, and no such file');
      await rm(folder, { recursive: true });
      return [];
    }
    const attributes = await readState(attributesSchema, own);
    requireSettings(name, attributes, own);
    const messages = await Promise.all(numbered.map(file => readState(messageSchema, join(folder, file))));
    return [{ name, attributes, messages }];
  }
}

function requireSettings(name: string, attributes: QueueAttributes, path: string): void {
  try {
    parseQueueSettings(name, attributes);
  } catch (error) {
    throw new DamagedStateError(path, 'settings that this queue cannot have', error);
  }
}
