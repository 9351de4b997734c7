import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { acknowledgements } from '../../infra/acknowledgements.ts';
import { CourantStack } from '../../infra/courant-stack.ts';
import { contextConfiguration } from '../../infra/inputs/config.ts';
import { sampleOf } from '../support/run/sample.ts';
import { exampleApp, temporaryDirectory } from './example-app.ts';

type Report = {
  pluginReports: {
    pluginName: string;
    violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[];
  }[];
};

/** What cdk-nag finds when nothing is acknowledged, and what this project acknowledges. */
function findingsWithoutAcknowledgements() {
  const outdir = temporaryDirectory();
  const app = new App({ context: cdk.context, outdir });
  const stack = new CourantStack(app, 'Courant', {
    configuration: contextConfiguration(app.node),
    code: () => Code.fromInline('export const handler = async () => undefined;'),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  expect(() => app.synth()).toThrow();
  const report = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8')) as Report;
  const findings = report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({
        id: `${pluginName}::${ruleName}`,
        path: constructPath,
      })),
    ),
  );
  return { findings, accepted: acknowledgements(stack) };
}

describe('the findings of cdk-nag', () => {
  const configurations: [string, object][] = [
    ['as the project comes', {}],
    ['with a private archive', { publicArchive: false }],
    ['with a hosted zone', { hostedZone: { id: 'Z0123456789ABC', name: 'news.example' } }],
  ];

  it.each(sampleOf('stacks', configurations, 'checked stacks'))(
    'are none that is not acknowledged, %s',
    (_, courant) => {
      expect(() => exampleApp(courant).app.synth()).not.toThrow();
    },
  );

  it('are acknowledged each where it is found, with a reason, and nothing is acknowledged that is not found', () => {
    const { findings, accepted } = findingsWithoutAcknowledgements();
    const unused = accepted.filter(
      ({ at, id }) =>
        !findings.some(finding => finding.id === id && finding.path.startsWith(`${at.node.path}/`)),
    );
    expect(unused.map(({ at, id }) => `${at.node.path} ${id}`)).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(accepted.length);
    for (const { reason } of accepted) expect(reason.length).toBeGreaterThan(40);
  });
});

const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

describe('the template', () => {
  it.skipIf(!hasCfnLint)(
    `is clean for cfn-lint${hasCfnLint ? '' : ' (skipped: cfn-lint is not on this machine)'}`,
    () => {
      const { app } = exampleApp();
      const template = path.join(app.synth().directory, 'Courant.template.json');
      // W3005: the CDK lets each function wait for its role by name although it refers to it as well.
      const { status, stdout } = spawnSync('cfn-lint', ['--ignore-checks', 'W3005', '--', template], {
        encoding: 'utf8',
      });
      expect(stdout).toBe('');
      expect(status).toBe(0);
    },
  );
});
