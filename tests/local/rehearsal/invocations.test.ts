import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Invocations } from '../../../local/rehearsal/invocations.ts';

const invocations = new Invocations();
let client: LambdaClient;

beforeEach(async () => {
  const endpoint = await invocations.start();
  client = new LambdaClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await invocations.stop();
});

async function invoke(FunctionName: string, event: object) {
  const { Payload, ...rest } = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  return { ...rest, said: JSON.parse(Payload?.transformToString() ?? '') };
}

it('a client of Lambda gets what the function of that name answers', async () => {
  invocations.serve('stack-publish', { invoke: async event => ({ heard: event }) });
  invocations.serve('stack-silent', { invoke: async () => undefined });
  const { said, FunctionError } = await invoke('stack-publish', { publication: '中' });
  expect(said).toEqual({ heard: { publication: '中' } });
  expect(FunctionError).toBeUndefined();
  expect((await invoke('stack-silent', {})).said).toBeNull();
});

it('a function that fails is told of as Lambda tells of it', async () => {
  invocations.serve('stack-publish', { invoke: () => Promise.reject(new Error('no seal')) });
  const { said, FunctionError } = await invoke('stack-publish', {});
  expect(FunctionError).toBe('Unhandled');
  expect(said).toEqual({ errorType: 'Error', errorMessage: 'no seal' });
});

it('a function that nobody deployed is not there', async () => {
  await expect(invoke('other-publish', {})).rejects.toThrow(/no function answers/);
});
