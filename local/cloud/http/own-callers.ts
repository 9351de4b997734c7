import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http';

/** The access key id of this cloud's callers, which no account has. */
export const ownAccessKeyId = 'courantlocal';

/**
 * Lets requests through that name this server as their host, `127.0.0.1:PORT` or `localhost:PORT`. A page elsewhere can give its own
 * name this machine's address; its browser then takes what is here for that page's, and lets it read all of it.
 */
export function underOwnName(port: () => number, listener: RequestListener): RequestListener {
  return (request, response) => {
    const names = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    if (names.includes(request.headers.host ?? '')) {
      listener(request, response);
      return;
    }
    // The body is not waited for, so nothing more can come on this connection.
    response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end(`This server answers to ${names.join(' and ')} only.\n`);
  };
}

/** What a service of the embedded cloud answers to who is no caller of its own. */
export type Stranger = { status: 403; message: string };

/**
 * Why a request comes from no caller of the embedded cloud; undefined for one that does. Any page in a browser on this machine may
 * send forms to it and load from it: such a request has an `Origin`, or no signature. Every call of an SDK has one, with the key
 * that `isolateFromAws` gives; that it is signed is asked, not by what secret, which is no secret here.
 */
export function strangerIn({ headers, url }: Pick<IncomingMessage, 'headers' | 'url'>): Stranger | undefined {
  if (headers.origin !== undefined) return { status: 403, message: `${refused} has an Origin header.` };
  if (keyOf(headers, url) === ownAccessKeyId) return undefined;
  const message = `${refused} is not signed with the access key ${ownAccessKeyId}.`;
  return { status: 403, message };
}

const refused =
  "The embedded cloud answers calls of Courant's own programs only, not of pages in a browser: this request";

/** The access key id of an `Authorization` header or of a presigned address. */
function keyOf({ authorization }: IncomingHttpHeaders, url = '/'): string | undefined {
  const signed = /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/[^\s]*[,\s].*Signature=[0-9a-f]{64}$/;
  if (authorization !== undefined) return signed.exec(authorization)?.[1];
  const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  const isPresigned =
    query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' && query.get('X-Amz-Signature') !== null;
  return isPresigned ? query.get('X-Amz-Credential')?.split('/')[0] : undefined;
}
