import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { regionNotChecked, regionsWithMail, UnservedRegionError } from '../../infra/inputs/regions.ts';
import { sampleOf } from '../support/run/sample.ts';
import { exampleApp, exampleTemplate, temporaryDirectory } from './example-app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const site = {
  domain: 'digest.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d',
};

describe('a region', () => {
  it.each(['cn-north-1', 'ap-southeast-7', 'mx-central-1', 'eu-wset-1'])(
    '%s is refused without SES, with those that have it',
    region => {
      const attempt = () => exampleApp({ publicArchive: false }, region);
      expect(attempt).toThrow(UnservedRegionError);
      expect(attempt).toThrow(`region ${region}: expected one in which AWS runs SES. `);
      for (const served of regionsWithMail) expect(attempt).toThrow(served);
    },
  );

  it('is refused without CloudFront where the archive is public, with those that have both and with the other way out', () => {
    expect(() => exampleApp({}, 'us-gov-west-1')).toThrow(/SES and CloudFront.*"publicArchive": false/);
    expect(() => exampleApp({ site }, 'us-gov-west-1')).toThrow(/"publicArchive": false.*"site"/);
    expect(() => exampleApp({}, 'us-gov-west-1')).not.toThrow(/these are:.*us-gov-east-1/);
    expect(() => exampleApp({ publicArchive: false }, 'us-gov-west-1')).not.toThrow();
  });

  it('is that of the stack where it is known, and left to the command line where it is not; the account is always', () => {
    expect(exampleApp({}, 'eu-west-1').stack.environment).toBe('aws://unknown-account/eu-west-1');
    expect(exampleApp().stack.environment).toBe('aws://unknown-account/unknown-region');
  });

  it('passes the checks that stop a synthesis, whatever the partition', () => {
    for (const region of sampleOf('regions', ['eu-west-1', 'us-gov-east-1'], 'checked stacks')) {
      expect(() => exampleApp({ publicArchive: false }, region).app.synth()).not.toThrow();
    }
    expect(JSON.stringify(exampleTemplate({ publicArchive: false }, 'us-gov-east-1').toJSON())).not.toMatch(
      /arn:aws:/,
    );
  });
});

describe('the app', () => {
  const synth = (region: object) =>
    spawnSync(process.execPath, ['infra/app.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...{ PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...region },
        CDK_CONTEXT_JSON: JSON.stringify(cdk.context),
        CDK_OUTDIR: temporaryDirectory(),
      },
    });

  it.each(sampleOf('without a region', [{}], 'checked stacks'))(
    'says that the check was skipped when it does not know the region',
    region => {
      expect(synth(region)).toMatchObject({ status: 0, stderr: `${regionNotChecked}\n` });
    },
    300_000,
  );

  it('refuses the region that the command line passes on, in its own words', () => {
    const { status, stderr } = synth({ CDK_DEFAULT_REGION: 'cn-north-1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^region cn-north-1: expected one in which AWS runs SES/);
    expect(stderr).not.toContain('    at ');
  }, 300_000);
});

/** What AWS's SDK for Python knows, which the emulator that CI uses brings along. */
const python =
  'import boto3, json; s = boto3.session.Session(); ' +
  "print(json.dumps([r for p in s.get_available_partitions() for r in s.get_available_regions('ses', p)]))";
const known = spawnSync('python3', ['-c', python], { encoding: 'utf8' });

describe('the list of regions', () => {
  it.skipIf(known.status !== 0)(
    `has each that AWS's SDK for Python has${known.status === 0 ? '' : ' (skipped: boto3 is not on this machine)'}`,
    () => {
      expect([...regionsWithMail].sort()).toEqual(expect.arrayContaining(JSON.parse(known.stdout)));
    },
  );

  it('has nothing but regions of AWS, each once', () => {
    const all = RegionInfo.regions.map(({ name }) => name);
    expect(regionsWithMail.filter(region => !all.includes(region))).toEqual([]);
    expect(new Set(regionsWithMail).size).toBe(regionsWithMail.length);
  });
});
