import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const start = resolve(import.meta.dirname, '../../../local/start/start.ts');

/** Runs `npm start -- --serve` as of a fixed time on a free port; answers once it has printed its address, and that of the embedded S3. */
export async function serving(directory: string): Promise<{ child: ChildProcess; url: string; s3: string }> {
  const child = spawn(process.execPath, [start, '--at', '2026-11-25T12:00:00Z', '--serve', '--port', '0'], {
    env: { ...process.env, COURANT_DIRECTORY: directory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const data of child.stdout ?? []) {
    printed += data;
    const url = /In a browser +(http:\/\/127\.0\.0\.1:\d+)\//.exec(printed)?.[1];
    const s3 = /By S3 .* --endpoint-url (\S+) /.exec(printed)?.[1];
    if (url !== undefined && s3 !== undefined) return { child, url, s3 };
  }
  throw new Error(`npm start -- --serve ended without an address: ${printed}`);
}
