import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CourantError } from '../../core/foundation/errors.ts';
import { stopWithParent } from '../functions/stop-with-parent.ts';
import type { Program } from '../terminal/read-options.ts';
import { exitCodes, runProgram } from '../terminal/run-program.ts';

const command = 'moto_server';
const startsWithinMilliseconds = 60_000;

/** A running emulator of AWS that only this machine can reach. */
export type Emulator = { url: string; stop(): Promise<void> };

/** The emulator ended, or never answered. */
export class EmulatorError extends CourantError {
  constructor(url: string, output: string) {
    super(
      `${command}: expected it to answer at ${url} within ${startsWithinMilliseconds / 1000} seconds, it did not. ` +
        `Try it by hand: ${command} -H 127.0.0.1\n${output}`,
    );
  }
}

/** Runs a program that rehearses in moto; where that is not on this machine, says so and what to type. Exits with 0 for both. */
export async function runWithEmulator(
  program: Program<object>,
  rehearse: () => Promise<void>,
): Promise<void> {
  const main = async () => {
    if (emulatorIsInstalled()) await rehearse();
    else
      console.log(
        'skipped: the rehearsal deploys into moto_server, an emulator of AWS, which is not on this machine. ' +
          'Install it with: pip install "moto[server]"',
      );
    return exitCodes.done;
  };
  await runProgram(program, main, exitCodes.failed);
}

function emulatorIsInstalled(): boolean {
  return spawnSync(command, ['--help']).status === 0;
}

/** Starts an empty emulator on a free port of 127.0.0.1 and waits until it answers. @throws EmulatorError */
export async function startEmulator(): Promise<Emulator> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  stopWithParent(server);
  let output = '';
  server.stderr?.on('data', data => {
    output = `${output}${data}`.slice(-4000);
  });
  if (!(await answers(server, url))) {
    server.kill();
    throw new EmulatorError(url, output);
  }
  return {
    url,
    async stop() {
      await end(server);
    },
  };
}

async function answers(server: ChildProcess, url: string): Promise<boolean> {
  const deadline = performance.now() + startsWithinMilliseconds;
  while (server.exitCode === null && performance.now() < deadline) {
    const response = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (response) return true;
    await pause(100);
  }
  return false;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
