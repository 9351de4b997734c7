import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Records of a name: its texts, its mail servers by their order, the name it stands for, and its addresses. */
export type Records = { texts?: string[]; mailServers?: string[]; alias?: string; addresses?: string[] };

const types = { address: 1, alias: 5, mailServer: 15, text: 16 } as const;
const internet = 1;
/** An answer to a recursive question, and the same where there is no such name (RFC 1035). */
const flags = { found: 0x8180, noSuchName: 0x8183 };

/** A DNS server on a free port of 127.0.0.1 that knows a few names, so that nothing is asked of the world. */
export class NameServer {
  readonly #socket: Socket = createSocket('udp4');
  readonly #names = new Map<string, Records>();

  /** Starts to answer. @returns address and port, as a resolver takes them */
  async start(): Promise<string> {
    this.#socket.on('message', (question, { port, address }) => {
      this.#socket.send(
        answerTo(question, name => this.#names.get(name)),
        port,
        address,
      );
    });
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  /** Gives a name these records, in place of what it had. */
  put(name: string, records: Records): void {
    this.#names.set(name.toLowerCase(), records);
  }

  async stop(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }
}

/** The message that answers a question of one name. */
export function answerTo(question: Buffer, recordsOf: (name: string) => Records | undefined): Buffer {
  const { name, type, end } = readQuestion(question);
  const records = recordsOf(name);
  const answers = records ? dataOf(records, type) : [];
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(records ? flags.found : flags.noSuchName, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, question.subarray(12, end), ...answers.map(data => recordOf(type, data))]);
}

function readQuestion(question: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question.readUInt8(at); length > 0; length = question.readUInt8(at)) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: question.readUInt16BE(at + 1), end: at + 5 };
}

function dataOf({ texts = [], mailServers = [], alias, addresses = [] }: Records, type: number): Buffer[] {
  switch (type) {
    case types.text:
      return texts.map(textData);
    case types.mailServer:
      return mailServers.map((server, index) =>
        Buffer.concat([Buffer.from([0, (index + 1) * 10]), nameData(server)]),
      );
    case types.alias:
      return alias === undefined ? [] : [nameData(alias)];
    case types.address:
      return addresses.map(address => Buffer.from(address.split('.').map(Number)));
    default:
      return [];
  }
}

/** In strings of at most 255 bytes, each behind its length. */
function textData(text: string): Buffer {
  const bytes = Buffer.from(text);
  const parts: Buffer[] = [];
  for (let from = 0; from < Math.max(1, bytes.length); from += 255) {
    const part = bytes.subarray(from, from + 255);
    parts.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat(parts);
}

function nameData(name: string): Buffer {
  const labels = name.split('.').map(label => Buffer.from(label, 'latin1'));
  return Buffer.concat([...labels.flatMap(label => [Buffer.from([label.length]), label]), Buffer.from([0])]);
}

/** Of the name that was asked for, to be kept for no time. */
function recordOf(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  // Where the question has the name.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(internet, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
