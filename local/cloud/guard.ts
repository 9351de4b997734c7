import { devNull } from 'node:os';
import { CourantError } from '../../core/foundation/errors.ts';
import { ownAccessKeyId } from './http/own-callers.ts';

/** Keys that no account has, letters and digits only because some emulators take no others, and no metadata service. */
export const dummyCredentials = {
  AWS_ACCESS_KEY_ID: ownAccessKeyId,
  AWS_SECRET_ACCESS_KEY: 'courantlocal',
  AWS_EC2_METADATA_DISABLED: 'true',
} as const;

/** Where nothing listens: what no endpoint was named for must fail here rather than reach AWS. */
const nowhere = 'http://127.0.0.1:9';

/** Something that must stay on this machine was about to leave it. */
export class NotLoopbackError extends CourantError {
  constructor(what: string, url: string) {
    super(
      `${what}: expected an address like http://127.0.0.1:PORT, found "${url}". Courant's local cloud never talks to ` +
        'another machine: start it anew and use the addresses that it gives.',
    );
  }
}

/** @throws NotLoopbackError unless the URL is `http://127.0.0.1…`. `what` names it in the message. */
export function assertLoopback(url: string, what = 'endpoint'): void {
  if (!isLoopback(url)) throw new NotLoopbackError(what, url);
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  return protocol === 'http:' && hostname === '127.0.0.1' && username === '';
}

/**
 * Changes an environment so that the AWS SDK in it can neither find a real account nor reach one: every `AWS_` variable
 * goes (profiles, roles, SSO, containers, tokens, foreign endpoints, whatever comes next), except endpoints on
 * 127.0.0.1 and the region; configuration files are read as empty; dummy keys take the place of real ones; and a
 * service without an endpoint of its own gets one where nothing listens.
 */
export function isolateFromAws(environment: NodeJS.ProcessEnv): void {
  const region = environment.AWS_REGION ?? 'us-east-1';
  for (const [name, value] of Object.entries(environment)) {
    if (!/^AWS_/i.test(name)) continue;
    const isOurs = /^AWS_ENDPOINT_URL(_|$)/.test(name) && isLoopback(value ?? '');
    if (!isOurs) delete environment[name];
  }
  environment.AWS_ENDPOINT_URL ??= nowhere;
  Object.assign(environment, dummyCredentials, {
    AWS_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  });
}
