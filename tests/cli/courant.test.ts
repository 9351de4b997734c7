import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { courantProgram } from '../../cli/commands/courant-program.ts';
import { aMemoryWorld } from './memory-world.ts';
import { describedStack, refusedCall, stubAws } from './stub-aws.ts';

const program = resolve(import.meta.dirname, '..', '..', 'cli', 'bin.cjs');

/** Runs the program itself, elsewhere than in the project, with nothing of this machine's AWS settings. */
function courant(words: string[], environment: Record<string, string> = {}, flags: string[] = []) {
  const env = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    ...environment,
  };
  return new Promise<{ code: number; out: string; err: string }>(done => {
    execFile(process.execPath, [...flags, program, ...words], { env, cwd: tmpdir() }, (error, out, err) =>
      done({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

function account(endpoint: string): Record<string, string> {
  return {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: endpoint,
  };
}

const outputs = {
  ContentBucket: 'c',
  ArchiveBucket: 'a',
  EditionsTable: 'e',
  DeliveriesTable: 'd',
  ReadersTable: 'r',
  PublishFunction: 'publish-1',
};

/** The configuration of the project has two publications. */
const ofFirst = ['--publication', 'china-tech-controls'];

/** What the archive bucket says of when a publication was first seen. */
const sighting = { format: 1, publication: 'china-tech-controls', since: '2020-01-06T00:00:00Z' };

describe('the program courant', () => {
  it('can be run by npx: the bin entry is executable and starts Node', async () => {
    const { bin } = JSON.parse(await readFile(join(program, '..', '..', 'package.json'), 'utf8'));
    expect(resolve(program, '..', '..', bin.courant)).toBe(program);
    expect((await stat(program)).mode & 0o111).toBe(0o111);
    expect(await readFile(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('says, on an older Node, which one it found, which one it needs, and what to type', async () => {
    const older =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })";
    const preload = `data:text/javascript,${encodeURIComponent(older)}`;
    const { code, out, err } = await courant([], {}, ['--import', preload]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^Courant needs Node 24\. This is Node v20\.20\.2: \/.*\n.*\n.*\nType in .*: npm run courant\n$/,
    );
  });

  it('prints help for everything and for each command, in lines of at most 80 characters', async () => {
    const all = await courant([]);
    expect(all).toMatchObject({ code: 0, err: '' });
    const { commands } = courantProgram;
    const inProcess = aMemoryWorld();
    const each = await Promise.all(
      commands.map(({ name }) => inProcess.courant(...name.split(' '), '--help')),
    );
    for (const [index, { name, options }] of commands.entries()) {
      expect(all.out).toContain(`  ${name}`);
      expect(each[index]).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringContaining(`courant ${name}`),
      });
      for (const option of options) expect(each[index]?.out).toContain(`--${option}`);
    }
    const lines = [all, ...each].flatMap(({ out }) => out.split('\n'));
    expect(lines.filter(line => line.length > 80)).toEqual([]);
  });

  it('ends with 2, with nothing on standard output, when it is refused as it was typed', async () => {
    expect(await courant(['frob'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('"frob"'),
    });
  });

  it('says what to do where there is no region and where there are no credentials', async () => {
    const [noRegion, noCredentials] = await Promise.all([
      courant(['archive', 'list', ...ofFirst]),
      courant(['archive', 'list', ...ofFirst], {
        AWS_REGION: 'eu-central-1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      }),
    ]);
    expect(noRegion).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Set AWS_REGION') });
    expect(noCredentials).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Set AWS_PROFILE'),
    });
  });

  it('says what to check where nobody answers', async () => {
    const { client, stop } = await stubAws(() => ({ body: '' }));
    await stop();
    const { code, err } = await courant(['archive', 'list', ...ofFirst], account(client.endpoint));
    expect(code).toBe(1);
    expect(err).toMatch(/^AWS: expected an answer, found: .*ECONNREFUSED.*AWS_ENDPOINT_URL.*--local\.\n$/);
  });

  it('finds the deployed stack and has its publish function publish', async () => {
    const plan = {
      publication: 'china-tech-controls',
      edition: '2026-11-23',
      number: 7,
      previous: '2026-11-16',
      window: { from: '2026-11-16T06:00:00Z', to: '2026-11-23T06:00:00Z' },
    };
    const edition = { state: 'delivering', audience: { slices: 1, readers: 1200 }, hold: null };
    const { client, asked, stop } = await stubAws((path, body) => {
      if (path.startsWith('/2015')) return { body: JSON.stringify({ outcome: 'sealed', plan, edition }) };
      if (body.startsWith('{')) return { body: '{}' };
      if (path.startsWith('/a/seen/')) return { body: JSON.stringify(sighting) };
      return path === '/' ? describedStack(outputs) : { body: '<ListBucketResult/>' };
    });
    const line = ['publish', '--at', '2020-11-23T09:00:00+01:00', ...ofFirst];
    const refused = await courant(line, account(client.endpoint));
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('found:    no --yes');
    const invoked = () => asked.filter(({ path }) => path.startsWith('/2015'));
    expect(invoked()).toEqual([]);
    const { code, out, err } = await courant([...line, '--yes'], account(client.endpoint));
    await stop();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Published .* edition 7 of 2026-11-23\.\n/m);
    expect(out).toContain('Audience      1,200 readers\n');
    expect(invoked().map(({ path }) => path)).toEqual(['/2015-03-31/functions/publish-1/invocations']);
    expect(asked[0]?.body).toContain('StackName=courant');
    expect(JSON.parse(invoked()[0]?.body ?? '')).toEqual({
      publication: 'china-tech-controls',
      scheduledTime: '2020-11-23T06:00:00Z',
    });
  });

  it('reads how editions are doing from the tables and the archive of the deployed stack, and writes nothing', async () => {
    const { client, asked, stop } = await stubAws((path, body) => {
      if (body.startsWith('{')) return { body: '{}' };
      if (path.startsWith('/schedules/')) return { body: '{"State":"ENABLED"}' };
      if (path.startsWith('/a/seen/')) return { body: JSON.stringify(sighting) };
      return path === '/' ? describedStack(outputs) : { body: '<ListBucketResult/>' };
    });
    const { code, out, err } = await courant(['status', ...ofFirst], account(client.endpoint));
    await stop();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^China Tech & Controls has no editions yet\.\nNo\. 1 is due [\s\S]*\n\nNext {10}20[\s\S]*Covers {8}what is filed since 2020-01-06T/,
    );
    const tables = asked.flatMap(({ body }) => (body.startsWith('{') ? [JSON.parse(body)] : []));
    expect(tables).toEqual([
      {
        TableName: 'e',
        Key: { publication: { S: 'china-tech-controls' }, edition: { S: 'timetable' } },
        ConsistentRead: true,
      },
    ]);
    const elsewhere = asked.filter(({ path, body }) => path !== '/' && !body.startsWith('{'));
    expect(new Set(elsewhere.map(({ path }) => path.split('?')[0]))).toEqual(
      new Set(['/a/', '/a/seen/china-tech-controls.json', '/c/', '/schedules/courant_china-tech-controls']),
    );
  });

  it('ends quietly when whoever reads its output stops early', async () => {
    const child = spawn(process.execPath, [program, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const err = (await Array.fromAsync(child.stderr)).map(String).join('');
    expect({ code: child.exitCode ?? (await once(child, 'close'))[0], err }).toEqual({ code: 0, err: '' });
  });

  it('is ended by an interrupt, which shells show as 130', async () => {
    const { client, asked, stop } = await stubAws(() => new Promise(() => {}));
    const env = { ...account(client.endpoint), AWS_CONFIG_FILE: devNull };
    const child = spawn(process.execPath, [program, 'status'], { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(1);
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    await stop();
  });

  it('says where it looked for a stack that is not there', async () => {
    const { client, stop } = await stubAws(() =>
      refusedCall('ValidationError', 'Stack with id x does not exist'),
    );
    const { code, err } = await courant(
      ['readers', 'list', '--stack', 'x', ...ofFirst],
      account(client.endpoint),
    );
    await stop();
    expect(code).toBe(1);
    expect(err).toMatch(
      /^CloudFormation, region eu-central-1: expected a stack "x", found none\..*--local\.\n$/,
    );
  });
});
