/** What of a request the HTTP API hands on in the second format of its payload. */
export type HttpRequest = {
  method: 'GET' | 'HEAD' | 'POST';
  /** Whole, with its query. */
  url: string;
  /** The body of a POST as a form or a mail program sends it; none unless given. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
};

/** What the HTTP API gets back. */
export type HttpAnswer = { statusCode: number; headers?: Record<string, string>; body?: string };

/** The event that the HTTP API makes of a request; a body is said to be that of a form unless the headers say otherwise. */
export function httpEvent({ method, url, body, headers = {} }: HttpRequest): object {
  const { pathname, search, host } = new URL(url);
  const routeKey = `${method} ${routeOf(pathname)}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    version: '2.0',
    routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { host, ...(body === undefined ? {} : form), ...headers },
    requestContext: {
      domainName: host,
      http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'rehearsal',
      routeKey,
      stage: '$default',
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}

/** The names that the routes of the HTTP API have for what stands behind the first part of a path. */
const rest: Readonly<Record<string, string>> = {
  leave: '{link+}',
  confirm: '{key+}',
  manage: '{link+}',
  privacy: '{publication}',
};

function routeOf(pathname: string): string {
  const [, page = '', ...more] = pathname.split('/');
  return more.length === 0 ? `/${page}` : `/${page}/${rest[page] ?? '{proxy+}'}`;
}

/** The hidden fields of the first form of a page that posts to `action`, or of the first form for none: what a browser sends with it. */
export function formFields(page: string, action?: string): Record<string, string> {
  const forms = page.match(/<form[^>]*>[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find(
    text => action === undefined || text.startsWith(`<form method="post" action="${action}"`),
  );
  const hidden = [
    ...(form ?? '').matchAll(/<(?:input type="hidden"|button type="submit") name="([^"]*)" value="([^"]*)"/g),
  ];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
}
