import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Configuration, parseConfiguration } from '../../../core/publication/configuration.ts';
import { bundledFiles, functionNames } from '../../../infra/inputs/bundle.ts';
import { exampleTemplate } from '../../infra/example-app.ts';
import { arnOf, requestsFor } from '../policies/calls-as-requests.ts';
import { allowed } from '../policies/matcher.ts';
import { functionRoles } from '../policies/template-policies.ts';
import type { Stage } from './stage.ts';
import type { World } from './world.ts';

/** More messages than any edition of a stage has. */
const manyCalls = 60;

/**
 * Deploys a changed configuration: the functions run from bundles that have it, and SES denies every sender that the synthesised policies of
 * the functions do not name, as it does in AWS.
 */
export async function deployConfiguration(
  stage: Stage,
  world: World,
  changes: Partial<Configuration> | { retired: readonly object[] },
): Promise<void> {
  const configuration = parseConfiguration({ ...stage.configuration, ...changes }, 'test');
  const folder = join(stage.directory, `deployed-${Math.random().toString(36).slice(2)}`);
  for (const name of functionNames) {
    const root = join(folder, name);
    await cp(stage.bundle(name), root, { recursive: true });
    await writeFile(join(root, bundledFiles.configuration), JSON.stringify(configuration));
    await world.parts.functions.deploy(name, root);
  }
  const denied = sealedSenders(stage).filter(sender => !maySend(configuration, 'deliver', sender));
  world.parts.cloud.beginRun(denied.length === 0 ? [] : denials('deliver'));
}

/** Whether a function may send from an address, by the policies of the stack that a configuration makes. */
export function maySend(configuration: Configuration, name: string, from: string): boolean {
  const { publications, retired, operator } = JSON.parse(JSON.stringify(configuration));
  const role = functionRoles(exampleTemplate({ publications, retired, operator }), arnOf).get(name);
  if (!role) throw new Error(`the template has no function ${name}`);
  const call = { service: 'ses', operation: 'SendRawEmail', conditions: { 'ses:FromAddress': from } };
  return requestsFor({ ...call, on: [from, 'courant'] } as never, role.principal).every(request =>
    allowed(role.statements, request),
  );
}

/** The senders of the editions that a stage's worlds have. */
function sealedSenders({ configuration }: Stage): string[] {
  return configuration.publications.map(({ from }) => from.address);
}

function denials(caller: string) {
  return Array.from({ length: manyCalls }, (_, index) => ({
    ...{ service: 'ses', operation: 'SendRawEmail', caller, call: index + 1 },
    ...{ when: 'before', do: 'error', status: 403, code: 'AccessDenied' },
  })) as Parameters<World['parts']['cloud']['beginRun']>[0];
}
