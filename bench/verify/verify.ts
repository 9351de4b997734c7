import { counted } from '../../core/foundation/counts.ts';
import { runProgram } from '../../local/terminal/run-program.ts';
import { runVerify, type VerifyRun } from './run-verify.ts';
import { type VerifyOptions, verifyProgram } from './verify-options.ts';

/** Verifies a long archive, and says what that costs beside reading it; answers the exit code. */
async function main({ editions, json }: VerifyOptions): Promise<number> {
  const run = await runVerify(editions);
  process.stdout.write(json ? `${JSON.stringify(run, null, 2)}\n` : `${describe(run)}\n`);
  return run.met ? 0 : 1;
}

function describe({
  editions,
  files,
  bytes,
  verifying,
  hashing,
  ratio,
  thousand,
  met,
  verification,
}: VerifyRun): string {
  const { findings, notLooked, looked } = verification;
  return [
    `${counted(editions, 'edition')}, ${counted(files, 'file')}, ${(bytes / 1e6).toFixed(1)} MB; ${looked.again} of them made again`,
    `  reading them and taking their SHA-256: ${hashing.toFixed(2)} s of processor time`,
    `  verifying them: ${verifying.toFixed(2)} s, ${ratio.toFixed(1)} times as much`,
    `  a thousand editions: ${thousand.toFixed(1)} s, ${met ? 'as promised' : 'TOO LONG, or something was found'}`,
    ...notLooked.map(what => `  not looked at: ${what}`),
    ...findings.map(({ found, key }) => `  ${found}: ${key}`),
  ].join('\n');
}

await runProgram(verifyProgram, main);
