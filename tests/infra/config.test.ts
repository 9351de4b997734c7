import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { exampleApp, exampleConfiguration, examplePublication, temporaryDirectory } from './example-app.ts';

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

  it('include a local time that a day in spring lacks', () => {
    const schedule = { ...examplePublication.schedule, on: 'sunday', at: '02:30' };
    expect(mistakesOf({ publications: [{ ...examplePublication, schedule }] })).toEqual([
      'publications[0].schedule.at',
    ]);
  });

  it('include two publications of one id', () => {
    expect(mistakesOf({ publications: [examplePublication, examplePublication] })).toEqual(['publications']);
  });

  it('are none in the configuration that the project comes with', () => {
    expect(mistakesOf({})).toEqual([]);
  });
});

describe('the app', () => {
  const run = (context: object) =>
    spawnSync(process.execPath, ['infra/app.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
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

  it('says where the configuration belongs when there is none', () => {
    const { status, stderr } = run({});
    expect(status).toBe(1);
    expect(stderr).toContain('cdk.json context.courant');
    expect(stderr).toContain('add this field');
  });
});
