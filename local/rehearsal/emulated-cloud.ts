import { type Emulator, startEmulator } from './emulator.ts';

/** The account that moto pretends to be. */
export const account = '123456789012';
/** Where the rehearsal's stack is deployed to. */
export const region = 'eu-west-1';

/**
 * Two emulators that act as one account. SES has one of its own, because moto cannot show what was mailed any more once it
 * holds Lambda functions.
 */
export type EmulatedCloud = {
  /** Variables that make every AWS client of a process talk to the emulators, and to nothing else. */
  environment: Record<string, string>;
  sesUrl: string;
  stop(): Promise<void>;
};

/** Starts both; whichever has started is stopped again when the other fails. */
export async function startEmulatedCloud(): Promise<EmulatedCloud> {
  const started = await Promise.allSettled([startEmulator(), startEmulator()]);
  const running = started.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all(running.map(emulator => emulator.stop()));
  };
  const failed = started.find(result => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [main, ses] = running as [Emulator, Emulator];
  return { environment: environmentFor(main.url, ses.url), sesUrl: ses.url, stop };
}

/** Leaves this process nothing by which it could reach a real account. */
export function isolate(environment: Record<string, string>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, environment);
}

function environmentFor(main: string, ses: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: main,
    AWS_ENDPOINT_URL_SES: ses,
    AWS_ENDPOINT_URL_SESV2: ses,
    // The CDK's own variable for the address that it writes into a stack; moto finds buckets under a host's name only.
    AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: main.replace('127.0.0.1', 'localhost'),
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: 'rehearsal',
    // Neither the profiles of whoever runs this nor the machine's own role may come into it.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
