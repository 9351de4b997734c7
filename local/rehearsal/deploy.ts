import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import { adaptTemplate, type CloudFormationTemplate } from './adapt-template.ts';
import { account, region } from './emulated-cloud.ts';

const projectDirectory = path.resolve(import.meta.dirname, '../..');
const cli = path.join(projectDirectory, 'node_modules/aws-cdk/bin/cdk');

/** Where things would be that the emulator lacks. Nothing is ever asked of them. */
const elsewhere = {
  'AWS::ApiGatewayV2::Api.ApiEndpoint': 'https://links.rehearsal.example',
  'AWS::CloudFront::Distribution.DomainName': 'archive.rehearsal.example',
};

/** The CDK's command line refused or failed. */
export class DeploymentError extends CourantError {
  constructor(command: string, output: string) {
    super(`cdk ${command}: expected it to succeed, it failed. Its last words:\n${output.slice(-3000)}`);
  }
}

/** What the stack says about itself, and the types of resources of which some could not be created. */
export type Deployment = { outputs: Record<string, string>; leftOut: string[] };

/**
 * Deploys the project as an operator would (synth, bootstrap, deploy, by the project's own command line) into the account
 * that the environment leads to.
 * @param workspace a folder for the cloud assembly and the outputs.
 * @throws DeploymentError
 */
export async function deploy(environment: Record<string, string>, workspace: string): Promise<Deployment> {
  const assembly = path.join(workspace, 'cdk.out');
  const outputsFile = path.join(workspace, 'outputs.json');
  await cdk(environment, 'synth', '--quiet', '--output', assembly);
  const leftOut = await adapt(path.join(assembly, 'Courant.template.json'));
  await cdk(environment, 'bootstrap', '--app', assembly, `aws://${account}/${region}`);
  await cdk(
    environment,
    ...['deploy', '--app', assembly, '--outputs-file', outputsFile],
    // The emulator makes no difference between a stack and a set of changes to it.
    ...['--require-approval', 'never'],
  );
  const { courant } = JSON.parse(await readFile(outputsFile, 'utf8'));
  return { outputs: courant, leftOut };
}

async function adapt(file: string): Promise<string[]> {
  const whole: CloudFormationTemplate = JSON.parse(await readFile(file, 'utf8'));
  const { template, leftOut } = adaptTemplate(whole, elsewhere);
  await writeFile(file, JSON.stringify(template));
  return [...new Set(leftOut.flatMap(id => whole.Resources[id]?.Type ?? []))].sort();
}

async function cdk(environment: Record<string, string>, ...parameters: string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const env = { ...process.env, ...environment, CDK_DISABLE_VERSION_CHECK: '1' };
  const options = { cwd: projectDirectory, env };
  const child = execFile(process.execPath, [cli, ...parameters], options, (error, stdout, stderr) => {
    if (error) reject(new DeploymentError(parameters.join(' '), `${stdout}\n${stderr}`));
    else resolve();
  });
  const stopWithParent = () => child.kill();
  process.once('exit', stopWithParent);
  await promise.finally(() => process.off('exit', stopWithParent));
}
