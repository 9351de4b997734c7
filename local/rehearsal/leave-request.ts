/** The request that a mail program makes when its reader presses "unsubscribe" (RFC 8058), as the HTTP API hands it on. */
export function leaveRequest(link: string): object {
  const { pathname, host } = new URL(link);
  const body = 'List-Unsubscribe=One-Click';
  return {
    version: '2.0',
    routeKey: 'POST /leave/{publication}/{key}',
    rawPath: pathname,
    rawQueryString: '',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    requestContext: {
      domainName: host,
      http: { method: 'POST', path: pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'rehearsal',
      routeKey: 'POST /leave/{publication}/{key}',
      stage: '$default',
    },
    body,
    isBase64Encoded: false,
  };
}
