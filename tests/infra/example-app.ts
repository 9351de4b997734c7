import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterAll } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { toInstant } from '../../core/foundation/instant.ts';
import { compose } from '../../infra/compose.ts';
import type { CourantStack } from '../../infra/courant-stack.ts';

/** A Monday noon: the example's publication has just appeared. */
const monday = toInstant('2026-11-23T12:00:00Z');

/** The example configuration of cdk.json, to be changed by a copy. */
export const exampleConfiguration = cdk.context.courant;
export const [examplePublication] = exampleConfiguration.publications as [
  (typeof exampleConfiguration.publications)[0],
];

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory below the system's own for such things that goes when the test file ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'courant-infra-'));
  directories.push(directory);
  return directory;
}

/** The app as the command line composes it, but for the code of the functions, which is not what these tests are about. */
export function exampleApp(courant: object = {}, now = monday): { app: App; stack: CourantStack } {
  const code = temporaryDirectory();
  writeFileSync(path.join(code, 'index.mjs'), 'export const handler = async () => undefined;\n');
  return compose({
    app: {
      context: { ...cdk.context, courant: { ...exampleConfiguration, ...courant } },
      outdir: temporaryDirectory(),
    },
    now,
    code: () => () => Code.fromAsset(code),
  });
}

/** The template of the example app, or of one whose configuration differs in the fields given. */
export function exampleTemplate(courant: object = {}, now = monday): Template {
  return Template.fromStack(exampleApp(courant, now).stack);
}
