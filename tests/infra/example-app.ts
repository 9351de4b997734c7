import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import cdk from '../../cdk.json' with { type: 'json' };
import { compose } from '../../infra/compose.ts';
import type { CourantStack } from '../../infra/courant-stack.ts';
import { runFolder } from '../support/run/run-folder.ts';

/** The example configuration of cdk.json, to be changed by a copy. */
export const exampleConfiguration = cdk.context.courant;
export const [examplePublication] = exampleConfiguration.publications as [
  (typeof exampleConfiguration.publications)[0],
];

/** A directory that goes when the run of the tests ends. */
export function temporaryDirectory(): string {
  return mkdtempSync(path.join(runFolder(), 'infra-'));
}

/** The app as the command line composes it, but for the code of the functions, which is not what these tests are about. */
export function exampleApp(courant: object = {}, region?: string): { app: App; stack: CourantStack } {
  const code = temporaryDirectory();
  writeFileSync(path.join(code, 'index.mjs'), 'export const handler = async () => undefined;\n');
  return compose({
    app: {
      context: { ...cdk.context, courant: { ...exampleConfiguration, ...courant } },
      outdir: temporaryDirectory(),
    },
    region,
    code: () => () => Code.fromAsset(code),
  });
}

const synthesised = new Map<string, object>();

/**
 * The template of the example app, or of one whose configuration differs in the fields given. Each is synthesised once a worker, and
 * what a caller does to its copy changes nothing.
 */
export function exampleTemplate(courant: object = {}, region?: string): Template {
  const key = JSON.stringify([courant, region]);
  const template = synthesised.get(key) ?? Template.fromStack(exampleApp(courant, region).stack).toJSON();
  synthesised.set(key, template);
  return Template.fromJSON(structuredClone(template));
}
