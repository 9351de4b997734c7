/**
 * Answers with a page. It must not be kept, framed, indexed, run anything or tell other sites the link, which is as good as a password.
 * `same-origin` and not `no-referrer`: by the latter browsers hide where a form was sent from (`Origin: null`), and that is checked.
 */
export function answer(html: string, status: 200 | 400 | 404 | 500 = 200): Response {
  return new Response(html, { status, headers });
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};
