import { execFile } from 'node:child_process';
import path from 'node:path';
import { App, CfnWaitConditionHandle, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { exampleApp, temporaryDirectory } from './example-app.ts';
import { type StandingStack, standInForCloudFormation } from './stack-stand-in.ts';

const cdk = path.resolve(import.meta.dirname, '../../node_modules/aws-cdk/bin/cdk');

/**
 * An assembly with the name and the protection of Courant's stack, as the configuration gives them, and next to nothing in it: what the
 * command line does after a failure depends on nothing else.
 */
function assembly(courant: object): { directory: string; name: string } {
  const { stackName, terminationProtection = false } = exampleApp(courant).stack;
  const app = new App({ outdir: temporaryDirectory() });
  const synthesizer = new LegacyStackSynthesizer();
  const stack = new Stack(app, 'Courant', { stackName, terminationProtection, synthesizer });
  new CfnWaitConditionHandle(stack, 'Handle');
  return { directory: app.synth().directory, name: stackName };
}

/** Runs `cdk deploy`, the pinned one, as often as said, on a CloudFormation of ours. */
async function deploy(courant: object, stack: StandingStack | undefined, creations: string[]) {
  const { directory, name } = assembly(courant);
  const runs: { status: number; said: string }[] = [];
  const cloud = await standInForCloudFormation(stack, { name, creations });
  for (const _ of creations) runs.push(await run(cloud.endpoint, directory));
  await cloud.stop();
  return { runs, ...cloud };
}

async function run(endpoint: string, directory: string): Promise<{ status: number; said: string }> {
  const { promise, resolve } = Promise.withResolvers<{ status: number; said: string }>();
  const env = {
    PATH: process.env.PATH,
    HOME: temporaryDirectory(),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    CDK_DISABLE_VERSION_CHECK: '1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  execFile(
    process.execPath,
    [cdk, 'deploy', '--app', directory, '--require-approval', 'never', '--no-notices', '--ci'],
    { env, cwd: temporaryDirectory() },
    (error, stdout, stderr) => resolve({ status: Number(error?.code ?? 0), said: stdout + stderr }),
  );
  return promise;
}

describe('the command line of the CDK, after a first deployment that failed', () => {
  it.concurrent.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'])(
    'deletes the stack in state %s, and creates it again',
    async status => {
      const { runs, changes, unknown } = await deploy({}, { status, protected: false }, ['CREATE_COMPLETE']);
      expect(runs).toEqual([{ status: 0, said: expect.stringContaining('Courant') }]);
      expect(changes).toEqual(['DeleteStack', 'CreateChangeSet CREATE', 'ExecuteChangeSet']);
      expect(unknown).toEqual([]);
    },
    300_000,
  );

  it.concurrent('cannot do so where termination protection is on, which it has set itself before it created anything', async () => {
    const { runs, changes, unknown } = await deploy({ terminationProtection: true }, undefined, [
      'ROLLBACK_COMPLETE',
      'never reached',
    ]);
    expect(runs.map(({ status }) => status)).toEqual([1, 1]);
    expect(runs[1]?.said).toContain('cannot be deleted while TerminationProtection is enabled');
    expect(changes).toEqual([
      'CreateChangeSet CREATE',
      'UpdateTerminationProtection true',
      'ExecuteChangeSet',
      'DeleteStack',
    ]);
    expect(unknown).toEqual([]);
  }, 300_000);
});
