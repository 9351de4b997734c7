import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stubbed service answers to one call. */
export type Answer = { status?: number; headers?: Record<string, string>; body: string };

/** What a stubbed service is asked; `signedWith` is the id of the access key that the call is signed with. */
type AnswerTo = (path: string, body: string, signedWith: string) => Answer | Promise<Answer>;

/** Answers SDK calls on loopback, and remembers what they asked for. */
export async function stubAws(answer: AnswerTo) {
  const asked: { path: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const [path, body] = [request.url ?? '', await bodyOf(request)];
    asked.push({ path, body });
    const { status = 200, headers = {}, body: text } = await answer(path, body, keyOf(request));
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

function keyOf({ headers }: IncomingMessage): string {
  return /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
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

/** STS's answer to who takes on a role: credentials with this access key. */
export function assumedRole(accessKey: string): Answer {
  return {
    headers: { 'content-type': 'text/xml' },
    body:
      '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>' +
      `<AccessKeyId>${accessKey}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>` +
      '<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
  };
}

/** The answer of CloudFormation or STS when something is wrong with the call. */
export function refusedCall(code: string, message: string, status = 400): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}
