import type { IncomingHttpHeaders } from 'node:http';

/**
 * What the maker of a request calls itself: the `app` of the SDK's user agent, which the SDK takes from the variable
 * AWS_SDK_UA_APP_ID. Undefined when it has no name.
 */
export function callerOf(headers: IncomingHttpHeaders): string | undefined {
  const agents = `${headers['x-amz-user-agent'] ?? ''} ${headers['user-agent'] ?? ''}`;
  return /(?:^|\s)app\/([^\s]+)/.exec(agents)?.[1];
}
