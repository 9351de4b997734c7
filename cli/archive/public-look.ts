import { CourantError } from '../../core/foundation/errors.ts';
import type { Look } from '../../core/verification/seen/look.ts';

/** What the web can have of an archive: files by their addresses, and no list of them. */
export function publicLook(address: string): Look {
  const base = addressOf(address);
  return {
    async read(store, key) {
      return store === 'archive' && key.startsWith('archive/') ? fetched(new URL(key, base)) : undefined;
    },
    keys: null,
    has: async (store, prefix) => store === 'archive' && prefix.startsWith('archive/'),
  };
}

/** The site's address, however much of the archive's path was typed with it. @throws NoPublicAddressError */
function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback)))
    throw new NoPublicAddressError(text);
  return new URL('/', url);
}

async function fetched(url: URL): Promise<Uint8Array | undefined> {
  const response = await fetch(url).catch(error => {
    throw new UnreachableArchiveError(url, String((error as Error).cause ?? error));
  });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  await response.body?.cancel();
  if (response.status === 404 || response.status === 403) return undefined;
  throw new UnreachableArchiveError(url, `status ${response.status}`);
}

/** What was typed is no address of a public archive. */
export class NoPublicAddressError extends CourantError {
  constructor(text: string) {
    super(
      `--url: expected an address that begins with https://, such as https://digest.example, or with http:// on this machine, found ${JSON.stringify(text)}. Correct it.`,
    );
  }
}

/** The web did not answer. */
export class UnreachableArchiveError extends CourantError {
  constructor(url: URL, found: string) {
    super(
      `${url.href}: expected a file of the archive, or that there is none; found ${found}. Try again, or look at another address.`,
    );
  }
}
