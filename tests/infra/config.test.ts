import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { type Instant, toInstant } from '../../core/foundation/instant.ts';
import { logRetentions } from '../../core/publication/settings.ts';
import { readProjectConfiguration } from '../../infra/inputs/config.ts';
import {
  exampleApp,
  exampleConfiguration,
  examplePublication,
  exampleTemplate,
  temporaryDirectory,
} from './example-app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const mistaken = {
  ...exampleConfiguration,
  operator: 'nobody',
  publications: [
    {
      ...examplePublication,
      from: { ...examplePublication.from, address: 'not an address' },
      schedule: { every: 'week', on: 'mondays', at: '7:00', timeZone: 'Europe/Bruges' },
      color: 'red',
    },
  ],
};
const paths = [
  'operator',
  'publications[0].color',
  'publications[0].from.address',
  'publications[0].schedule.at',
  'publications[0].schedule.on',
  'publications[0].schedule.timeZone',
];

function mistakesOf(courant: object): string[] {
  try {
    exampleApp(courant);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.mistakes.map(({ path: at }) => at).sort();
    throw error;
  }
  return [];
}

describe('mistakes in the configuration', () => {
  it('are all reported at once, each with its path', () => {
    expect(mistakesOf(mistaken)).toEqual(paths);
  });

  it('include two publications of one id', () => {
    expect(mistakesOf({ publications: [examplePublication, examplePublication] })).toEqual(['publications']);
  });

  it('are none in the configuration that the project comes with', () => {
    expect(mistakesOf({})).toEqual([]);
  });
});

describe('the days that logs are kept', () => {
  it('are all that CloudWatch takes, as the CDK lists them', () => {
    const listed = Object.values(RetentionDays).filter(days => typeof days === 'number');
    expect([...logRetentions].sort()).toEqual(listed.sort());
  });

  it('reach every log group', () => {
    const groups = exampleTemplate({ settings: { logRetentionDays: 400 } }).findResources(
      'AWS::Logs::LogGroup',
    );
    const days = Object.values(groups).map(({ Properties }) => Properties.RetentionInDays);
    expect(new Set(days)).toEqual(new Set([400]));
  });
});

describe('cdk.json', () => {
  const shipped = readFileSync(path.join(root, 'cdk.json'), 'utf8');
  /** What every program but the CDK's own reads of a folder whose cdk.json holds this. */
  const read = (content: string | Uint8Array, now?: Instant) => {
    const folder = temporaryDirectory();
    writeFileSync(path.join(folder, 'cdk.json'), content);
    return readProjectConfiguration(folder, now);
  };

  it('is the same with a byte order mark and CR LF', () => {
    expect(read(`\ufeff${shipped.replaceAll('\n', '\r\n')}`)).toEqual(readProjectConfiguration());
  });

  it.each([
    [
      'a field twice',
      shipped.replace('"operator"', '"operator": "a@b.example",\n"operator"'),
      /context\.courant\.operator\n.*\n.*a second one at line \d+, column 1\n/,
    ],
    [
      'a comma too many',
      shipped.replace('"context": {', '"context": {,'),
      /cdk\.json: line \d+, column \d+\n/,
    ],
    ['nothing', '', /cdk\.json: line 1, column 1\n.*\n.*an empty text/],
    ['JSON without the context', 'null', /cdk\.json context\.courant\n.*\n.*nothing\n.*add this field/],
    [
      'UTF-16',
      Buffer.from(`\ufeff${shipped}`, 'utf16le'),
      /cdk\.json\n.*UTF-8\n.*UTF-16, by its first two bytes\n.*save the file again/,
    ],
    [
      'bytes of another encoding',
      Buffer.from(shipped.replace('China', 'Chiné'), 'latin1'),
      /cdk\.json: line \d+, column \d+\n.*\n.*0xE9/,
    ],
  ])('is refused with %s, and the message says where and what', (_, content, says) => {
    expect(() => read(content)).toThrow(InvalidInputError);
    expect(() => read(content)).toThrow(says);
  });

  it('is checked by the clock of the machine, unless another time is given', () => {
    const changed = (fields: object) => {
      const publications = [{ ...examplePublication, ...fields }];
      return JSON.stringify({ context: { courant: { ...exampleConfiguration, publications } } });
    };
    const future = changed({ coversSince: '2999-01-01T00:00:00Z' });
    expect(() => read(future)).toThrow(/publications\[0\]\.coversSince\n/);
    expect(read(future, toInstant('2999-01-01T00:00:00Z')).publications).toHaveLength(1);
    const early = { ...examplePublication.schedule, at: '02:30' };
    expect(() => read(changed({ schedule: { ...early, on: 'sunday' } }))).toThrow(/schedule\.at\n/);
    expect(read(changed({ schedule: early })).publications[0]?.schedule.at).toBe('02:30');
  });

  it('is refused where there is none', () => {
    expect(() => readProjectConfiguration(temporaryDirectory())).toThrow(/cdk\.json\n.*\n.*no such file/);
  });
});

describe('the app', () => {
  const run = (context: object) =>
    spawnSync(process.execPath, ['infra/app.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        CDK_OUTDIR: temporaryDirectory(),
        CDK_CONTEXT_JSON: JSON.stringify(context),
      },
    });

  it('ends with the mistakes and what to do about them, and says nothing about its own insides', () => {
    const { status, stderr, stdout } = run({ courant: mistaken });
    expect(status).toBe(1);
    for (const at of paths) expect(stderr).toContain(`cdk.json context.courant: ${at}\n`);
    expect(stderr).toContain('to do:');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });

  /** Runs the app beside a cdk.json of this text, with a context that has nothing wrong. */
  const runBeside = (text: string) => {
    const copy = temporaryDirectory();
    for (const folder of ['core', 'infra', 'lambdas', 'node_modules', 'package.json'])
      symlinkSync(path.join(root, folder), path.join(copy, folder));
    writeFileSync(path.join(copy, 'cdk.json'), text);
    return spawnSync(process.execPath, ['--preserve-symlinks', '--preserve-symlinks-main', 'infra/app.ts'], {
      cwd: copy,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        CDK_OUTDIR: temporaryDirectory(),
        CDK_CONTEXT_JSON: JSON.stringify({ courant: exampleConfiguration }),
      },
    });
  };

  it('refuses what the command line took in silence: a field that cdk.json has twice', () => {
    const { status, stderr } = runBeside('{"context": {"courant": {},\r\n"courant": {}}}');
    expect(stderr).toContain('cdk.json: context.courant\n');
    expect(stderr).toContain('a second one at line 2, column 1');
    expect(status).toBe(1);
  });

  it('refuses what only a clock can tell: facts that count from a time to come', () => {
    const publications = [{ ...examplePublication, coversSince: '2999-01-01T00:00:00Z' }];
    const courant = { ...exampleConfiguration, publications };
    const { status, stderr } = runBeside(JSON.stringify({ context: { courant } }));
    expect(stderr).toContain('cdk.json context.courant: publications[0].coversSince\n');
    expect(stderr).toContain('to do:    write an earlier instant, or remove this field\n');
    expect(status).toBe(1);
  });

  it('says where the configuration belongs when there is none', () => {
    const { status, stderr } = run({});
    expect(status).toBe(1);
    expect(stderr).toContain('cdk.json context.courant');
    expect(stderr).toContain('add this field');
  });
});
