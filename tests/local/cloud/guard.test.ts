import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertLoopback, isolateFromAws, NotLoopbackError } from '../../../local/cloud/guard.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const ofARealAccount = {
  AWS_PROFILE: 'production',
  AWS_DEFAULT_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAREALLOOKING12345',
  AWS_SECRET_ACCESS_KEY: 'real/looking+secret',
  AWS_SESSION_TOKEN: 'real-looking-token',
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/token',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/credentials',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'real-looking-token',
  AWS_SSO_START_URL: 'https://company.awsapps.example/start',
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  AWS_ENDPOINT_URL: 'https://proxy.company.example',
  AWS_ENDPOINT_URL_SES: 'https://email.eu-west-1.amazonaws.example',
  AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4001',
  AWS_DEFAULT_REGION: 'eu-west-3',
  AWS_REGION: 'eu-west-1',
};

describe('isolateFromAws', () => {
  it('leaves loopback endpoints, the region, dummy keys and everything that is not about AWS', () => {
    const environment: NodeJS.ProcessEnv = { ...ofARealAccount, PATH: '/bin', MY_AWS_NOTE: 'kept' };
    isolateFromAws(environment);
    expect(environment).toEqual({
      PATH: '/bin',
      MY_AWS_NOTE: 'kept',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4001',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^[A-Za-z0-9]+$/),
      AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^[A-Za-z0-9]+$/),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    expect(environment.AWS_ACCESS_KEY_ID).not.toBe(ofARealAccount.AWS_ACCESS_KEY_ID);
  });

  it('leaves an endpoint for all services that is on loopback', () => {
    const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4001' };
    isolateFromAws(environment);
    expect(environment.AWS_ENDPOINT_URL).toBe('http://127.0.0.1:4001');
  });

  it('keeps the SDK from a profile with keys and an endpoint in the home directory', async () => {
    const home = await emptyDirectory();
    await mkdir(join(home, '.aws'));
    const profile = 'endpoint_url = https://elsewhere.example\nregion = ap-east-1\n';
    const keys = 'aws_access_key_id = AKIAFROMPROFILE\naws_secret_access_key = x\n';
    await writeFile(join(home, '.aws', 'config'), `[default]\n${profile}[profile production]\n${profile}`);
    await writeFile(join(home, '.aws', 'credentials'), `[default]\n${keys}[production]\n${keys}`);
    const script = join(import.meta.dirname, '../../support/cloud/cloud-what-the-sdk-finds.ts');
    const environment = { ...ofARealAccount, HOME: home, PATH: process.env.PATH };
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env: environment });
    expect(JSON.parse(stdout)).toEqual({
      accessKeyId: 'courantlocal',
      region: 'eu-west-1',
      named: '127.0.0.1:4001',
      notNamed: '127.0.0.1:9',
    });
  });
});

describe('assertLoopback', () => {
  it('takes addresses on 127.0.0.1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 65535 }),
        fc.constantFrom('', '/', '/123/slices.fifo'),
        (port, path) => {
          expect(() => assertLoopback(`http://127.0.0.1:${port}${path}`)).not.toThrow();
        },
      ),
    );
  });

  it.each([
    'https://sqs.eu-west-1.amazonaws.com/123456789012/slices.fifo',
    'http://localhost:4000',
    'http://127.0.0.1.elsewhere.example/',
    'http://127.0.0.1:80@elsewhere.example/',
    'http://user@127.0.0.1:4000/',
    'http://169.254.169.254/latest',
    'ftp://127.0.0.1/',
    '127.0.0.1:4000',
    '',
  ])('refuses %j by name', url => {
    expect(() => assertLoopback(url, 'queue URL')).toThrow(NotLoopbackError);
    expect(() => assertLoopback(url, 'queue URL')).toThrow(/^queue URL: expected an address like/);
  });

  it('refuses every other host', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV4()), host => {
        fc.pre(host !== '127.0.0.1');
        expect(() => assertLoopback(`http://${host}:4000/`)).toThrow(NotLoopbackError);
      }),
    );
  });
});
