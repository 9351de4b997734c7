import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { functionNames } from '../../infra/inputs/bundle.ts';
import { deliverEnvironment } from '../../lambdas/deliver/environment.ts';
import { feedbackEnvironment } from '../../lambdas/feedback/environment.ts';
import { publicArchiveEnvironment, publishEnvironment } from '../../lambdas/publish/environment.ts';
import { signupEnvironment } from '../../lambdas/signup/environment.ts';
import { subscriptionsEnvironment } from '../../lambdas/subscriptions/environment.ts';
import { sweepEnvironment } from '../../lambdas/sweep/environment.ts';
import { temporaryDirectory } from './example-app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const outdir = path.join(temporaryDirectory(), 'cdk.out');
/** Neither credentials nor a home with any: what a newcomer's machine has. */
const bare = {
  PATH: `${path.join(root, 'node_modules/.bin')}:${process.env.PATH}`,
  HOME: temporaryDirectory(),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
};
const { synth } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).scripts;
const isolated = spawnSync('unshare', ['-rn', 'true']).status === 0;
const without = isolated ? 'without a network' : '(with a network: this machine has no unshare)';

it(`the fresh clone synthesises without credentials, ${without}, quietly`, () => {
  const { status, stdout, stderr } = spawnSync(
    isolated ? 'unshare' : 'sh',
    isolated ? ['-rn', 'sh', '-c', synth] : ['-c', synth],
    { cwd: root, encoding: 'utf8', env: { ...bare, CDK_OUTPUT: outdir } },
  );
  // The command line ends with an empty line whatever happens.
  expect(stderr.trim()).toBe('');
  expect(stdout).toBe('');
  expect(status).toBe(0);
}, 300_000);

it.each([
  ['publish', { ...publishEnvironment, ...publicArchiveEnvironment }],
  ['deliver', deliverEnvironment],
  ['feedback', feedbackEnvironment],
  ['sweep', { ...publishEnvironment, ...publicArchiveEnvironment, ...sweepEnvironment }],
  ['subscriptions', { ...subscriptionsEnvironment, ...publicArchiveEnvironment }],
  ['signup', signupEnvironment],
] as const)('its %s function starts from its bundle alone', (name, variables) => {
  expect(functionNames).toContain(name);
  const bundle = path.join(outdir, 'bundles', name);
  const named = Object.fromEntries(Object.values(variables).map(variable => [variable, `a-${variable}`]));
  const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(path.join(bundle, 'index.mjs')).href)});
    console.log(typeof handler);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: '/',
    encoding: 'utf8',
    env: {
      ...named,
      CONFIGURATION_FILE: 'courant.json',
      TEMPLATES_DIRECTORY: 'templates',
      LINKS_URL: 'https://links.example',
      ARCHIVE_URL: 'https://archive.example',
      LAMBDA_TASK_ROOT: bundle,
      AWS_REGION: 'eu-west-1',
    },
  });
  expect(stderr).toBe('');
  expect(stdout).toBe('function\n');
});
