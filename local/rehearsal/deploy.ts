import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import { contextKey } from '../../core/publication/cdk-json.ts';
import { projectFolder } from '../../infra/inputs/config.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';
import { stopWithParent } from '../functions/stop-with-parent.ts';
import { adaptTemplate, type CloudFormationTemplate } from './adapt-template.ts';
import { account, region } from './emulated-cloud.ts';

const cli = path.join(projectFolder, 'node_modules/aws-cdk/bin/cdk');

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

/** The publication that a rehearsal has besides the project's own. It is like the first of these. */
export const secondPublication = 'rehearsal-second';

/** What the stack says about itself, and the types of resources of which some could not be created. */
export type Deployment = { stackName: string; outputs: Record<string, string>; leftOut: string[] };

/**
 * By a change set, as the command line does unless it is told otherwise; the emulator then forgets the outputs. Or directly, after
 * which it has them.
 */
type Method = 'change-set' | 'direct';

/** A configuration in a folder of its own, from which the project's command line synthesises, deploys and destroys, as an operator would. */
export class DeployedProject {
  readonly #environment: Record<string, string>;
  readonly #folder: string;

  /** @param environment leads to the account. */
  constructor(environment: Record<string, string>, folder: string) {
    this.#environment = environment;
    this.#folder = folder;
  }

  /**
   * Writes the project's own configuration here, with these fields in place of its own, with the second publication, and all editions by
   * the days of one zone.
   */
  async configure(timeZone: string, changes: Record<string, unknown>): Promise<void> {
    const file = JSON.parse(readText(path.join(projectFolder, 'cdk.json')));
    file.app = `"${process.execPath}" "${path.join(projectFolder, 'infra/app.ts')}"`;
    const context = file.context[contextKey];
    context.publications.push({ ...structuredClone(context.publications[0]), id: secondPublication });
    for (const { schedule } of context.publications) schedule.timeZone = timeZone;
    Object.assign(context, changes);
    await mkdir(this.#folder, { recursive: true });
    await writeFile(path.join(this.#folder, 'cdk.json'), JSON.stringify(file));
  }

  /** Prepares the account for the command line, once. @throws DeploymentError */
  async bootstrap(): Promise<void> {
    await this.#cdk('bootstrap', '--app', await this.#synthesise(), `aws://${account}/${region}`);
  }

  /** @throws DeploymentError */
  async deploy(method: Method): Promise<Deployment> {
    const assembly = await this.#synthesise();
    const leftOut = await adaptAssembly(assembly);
    return { ...(await this.#deploy(assembly, method)), leftOut };
  }

  /** Deploys the same again, for its outputs, which the emulator has after that. @throws DeploymentError */
  async deployAgain(): Promise<Omit<Deployment, 'leftOut'>> {
    return this.#deploy(path.join(this.#folder, 'cdk.out'), 'direct', '--force');
  }

  async #deploy(
    assembly: string,
    method: Method,
    ...further: string[]
  ): Promise<Omit<Deployment, 'leftOut'>> {
    const file = path.join(this.#folder, 'outputs.json');
    // The emulator remembers no parameters of a change set, so that there are no earlier ones to use.
    const how = ['--method', method, '--require-approval', 'never', '--no-previous-parameters', ...further];
    await this.#cdk('deploy', '--app', assembly, '--outputs-file', file, ...how);
    const [[stackName = '', outputs = {}] = []] = Object.entries<Record<string, string>>(
      JSON.parse(await readFile(file, 'utf8')),
    );
    return { stackName, outputs };
  }

  /** Deletes the stack as it was deployed. @throws DeploymentError */
  async destroy(): Promise<void> {
    await this.#cdk('destroy', '--app', path.join(this.#folder, 'cdk.out'), '--force');
  }

  async #synthesise(): Promise<string> {
    const assembly = path.join(this.#folder, 'cdk.out');
    await this.#cdk('synth', '--quiet', '--output', assembly);
    return assembly;
  }

  async #cdk(...parameters: string[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const env = { ...process.env, ...this.#environment, CDK_DISABLE_VERSION_CHECK: '1' };
    const options = { cwd: this.#folder, env };
    const child = execFile(process.execPath, [cli, ...parameters], options, (error, stdout, stderr) => {
      if (error) reject(new DeploymentError(parameters.join(' '), `${stdout}\n${stderr}`));
      else resolve();
    });
    stopWithParent(child);
    await promise;
  }
}

/**
 * Changes what was synthesised so that the emulator can create it.
 * @param assembly the folder. @returns the types of resources of which some were left out
 */
export async function adaptAssembly(assembly: string): Promise<string[]> {
  const file = path.join(assembly, 'Courant.template.json');
  const whole: CloudFormationTemplate = JSON.parse(await readFile(file, 'utf8'));
  const { template, leftOut } = adaptTemplate(whole, elsewhere);
  await writeFile(file, JSON.stringify(template));
  return [...new Set(leftOut.flatMap(id => whole.Resources[id]?.Type ?? []))].sort();
}
