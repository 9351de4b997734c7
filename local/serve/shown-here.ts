/** What of content is shown as what: by the end of a file's name, or `as it is`, for a page whose links were led here already. */
const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  'as it is': 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  eml: 'text/plain; charset=utf-8',
  jsonl: 'text/plain; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** Nothing that is served may run anything but the page for searching, or load anything from elsewhere: mail is shown as a careful mail program would. */
const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
const nothing = "default-src 'none'; style-src 'unsafe-inline'";
const policies = {
  /** Pages of this tool: their forms lead here, and messages stand in frames of them. Forms tell who sends them. */
  own: {
    'referrer-policy': 'same-origin',
    'content-security-policy': `${nothing}; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  },
  /** What stands in such a frame. */
  framed: {
    'referrer-policy': 'no-referrer',
    'content-security-policy': `${nothing}; form-action 'none'; frame-ancestors 'self'`,
  },
  /** The page for searching, which runs the script beside it, and that reads the archive. */
  search: {
    'referrer-policy': 'no-referrer',
    'content-security-policy': `${nothing}; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
  },
  /** What the public sees. */
  public: {
    'referrer-policy': 'no-referrer',
    'content-security-policy': `${nothing}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  },
};

/**
 * Answers with content whose links lead to the address at which it is shown, unless it is shown as it is kept; 404 for none. `name` is that of the content's file, or
 * its ending alone.
 */
export type Shown = (
  url: string,
  name: string,
  content: string | undefined,
  policy?: keyof typeof policies,
  status?: number,
) => Response;

/** @param linksUrl where links in what is sealed and mailed lead; null shows everything as it is kept. */
export function shownHere(linksUrl: string | null): Shown {
  return (url, name, content, policy = 'public', status = 200) => {
    const type = types[name.slice(name.lastIndexOf('.') + 1)];
    if (content === undefined || type === undefined)
      return answerText(404, 'There is no such page. / shows what there is.\n');
    const isAsKept = name === 'as it is' || linksUrl === null;
    const shown = isAsKept ? content : content.replaceAll(linksUrl, new URL(url).origin);
    return new Response(shown, {
      status,
      headers: { ...headers, ...policies[policy], 'content-type': type },
    });
  };
}

/** Answers with a plain word. */
export function answerText(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { ...headers, ...policies.public, 'content-type': 'text/plain; charset=utf-8' },
  });
}
