import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '../files/atomic-write.ts';
import { messageSchema, type QueuedMessage } from './message.ts';
import type { QueueAttributes } from './queue-settings.ts';

/** What is kept of queues beyond the process. */
export interface QueueStorage {
  /** Answers the queues that are there. */
  recover(): Promise<{ name: string; attributes: QueueAttributes; messages: QueuedMessage[] }[]>;
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

/** Queues as files: `sqs/<queue>/queue.json` and one file a message, so that a restart finds what was not done. */
export class QueueFiles implements QueueStorage {
  readonly #directory: string;
  readonly #staging: string;

  constructor(directory: string) {
    this.#directory = join(directory, 'sqs');
    this.#staging = join(directory, 'sqs-staged');
  }

  /** Prepares the directories; answers the queues that are there. */
  async recover(): Promise<{ name: string; attributes: QueueAttributes; messages: QueuedMessage[] }[]> {
    await rm(this.#staging, { recursive: true, force: true });
    for (const path of [this.#directory, this.#staging]) await mkdir(path, { recursive: true });
    return Promise.all((await readdir(this.#directory)).map(name => this.#read(name)));
  }

  async saveQueue(name: string, attributes: QueueAttributes): Promise<void> {
    const json = JSON.stringify(attributes);
    await mkdir(join(this.#directory, name), { recursive: true });
    await atomicWrite(this.#staging, join(this.#directory, name, 'queue.json'), json);
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

  async #read(
    name: string,
  ): Promise<{ name: string; attributes: QueueAttributes; messages: QueuedMessage[] }> {
    const read = async (file: string) =>
      JSON.parse(await readFile(join(this.#directory, name, file), 'utf8'));
    const files = await readdir(join(this.#directory, name));
    const messages = files.filter(file => /^\d+\.json$/.test(file)).sort();
    return {
      name,
      attributes: files.includes('queue.json') ? await read('queue.json') : {},
      messages: await Promise.all(messages.map(async file => messageSchema.parse(await read(file)))),
    };
  }
}
