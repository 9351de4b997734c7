import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** Whether `moto_server`, an AWS emulator in Python, can be started on this machine. */
export function hasMoto(path = process.env.PATH ?? ''): boolean {
  return path.split(delimiter).some(directory => {
    try {
      accessSync(join(directory, 'moto_server'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts moto_server on a free port of 127.0.0.1 and waits until it answers. */
export async function startMoto(): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/moto-api/`, child);
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** The raw messages that a moto_server took, oldest first. */
export async function motoMessages(url: string): Promise<Buffer[]> {
  const answer = await fetch(`${url}/moto-api/data.json`);
  const data = (await answer.json()) as { ses?: { RawMessage?: { raw_data: string }[] } };
  return (data.ses?.RawMessage ?? []).map(message => Buffer.from(message.raw_data, 'utf8'));
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  for (let attempt = 0; attempt < 600 && !ended; attempt += 1) {
    if (
      await fetch(url).then(
        answer => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  child.kill();
  throw new Error(`moto_server does not answer at ${url}: start it by hand to see why.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('no port was given');
  return address.port;
}
