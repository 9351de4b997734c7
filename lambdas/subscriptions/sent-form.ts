import type { SubscriptionsContext } from './context.ts';

/** A form's fields take less; what is longer was written by no page of ours. Bytes. */
const bodyAtMost = 8_192;

/** The fields of a form that was sent; none of a body that is too large. What is no form has none that anybody asks for. */
export async function sentFields(request: Request): Promise<URLSearchParams> {
  if (Number(request.headers.get('content-length') ?? 0) > bodyAtMost) return new URLSearchParams();
  const body = await request.text();
  return new URLSearchParams(Buffer.byteLength(body) > bodyAtMost ? '' : body);
}

/**
 * Whether a page of another site sent the form, or one that hides which it is. Programs that are no browsers name none, and lose nothing:
 * every form has a field of its own besides. Behind CloudFront `Host` is the API's own name, so the site counts too.
 */
export function isForeign(request: Request, { site }: Pick<SubscriptionsContext, 'site'>): boolean {
  const origin = request.headers.get('origin');
  if (origin === null || (site !== null && origin === site)) return false;
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return origin !== `https://${host}` && origin !== `http://${host}`;
}
