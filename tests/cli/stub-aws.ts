import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stubbed service answers to one call. */
export type Answer = { status?: number; headers?: Record<string, string>; body: string };

/** Answers SDK calls on loopback, and remembers what they asked for. */
export async function stubAws(answer: (path: string, body: string) => Answer | Promise<Answer>) {
  const asked: { path: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const [path, body] = [request.url ?? '', await bodyOf(request)];
    asked.push({ path, body });
    const { status = 200, headers = {}, body: text } = await answer(path, body);
    response.writeHead(status, headers).end(text);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const client = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  return { client, asked, stop: () => new Promise(resolve => server.close(resolve).closeAllConnections()) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  return (await Array.fromAsync(request)).map(String).join('');
}

/** CloudFormation's answer about a stack with these outputs; `isProtected` is its termination protection. */
export function describedStack(
  outputs: Record<string, string>,
  status = 'CREATE_COMPLETE',
  isProtected = true,
): Answer {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return {
    headers: { 'content-type': 'text/xml' },
    body:
      '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>' +
      '<StackId>arn:aws:cloudformation:eu-central-1:1:stack/courant/0a1b</StackId>' +
      `<StackName>courant</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus>` +
      `<EnableTerminationProtection>${isProtected}</EnableTerminationProtection><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  };
}

/** CloudFormation's answer when something is wrong with the call. */
export function refusedCall(code: string, message: string, status = 400): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}
