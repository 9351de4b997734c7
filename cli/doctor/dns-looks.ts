import { Resolver } from 'node:dns/promises';
import type { NameLooks } from '../../core/doctor/looks.ts';
import { CourantError } from '../../core/foundation/errors.ts';

/** The part of Node's resolver that is asked. */
export type NameResolver = Pick<
  Resolver,
  'resolveTxt' | 'resolveMx' | 'resolveCname' | 'resolve4' | 'resolve6'
>;

/**
 * Asks the DNS servers of this machine, or the one that COURANT_DNS names; gives up after a few seconds.
 * @throws WrongNameServerError
 */
export function dnsLooks(resolver: NameResolver = resolverOf(process.env.COURANT_DNS)): NameLooks {
  return {
    // A long text stands in several strings, which belong together.
    texts: async name => (await orNone(resolver.resolveTxt(name))).map(parts => parts.join('')),
    mailServers: async name =>
      (await orNone(resolver.resolveMx(name))).sort((a, b) => a.priority - b.priority),
    alias: async name => (await orNone(resolver.resolveCname(name)))[0]?.toLowerCase() ?? null,
    async hasAddress(name) {
      const [four, six] = await Promise.all([
        orNone(resolver.resolve4(name)),
        orNone(resolver.resolve6(name)),
      ]);
      return four.length + six.length > 0;
    },
  };
}

/** COURANT_DNS names no server that could be asked. */
export class WrongNameServerError extends CourantError {
  constructor(found: string, cause: unknown) {
    super(
      `COURANT_DNS: expected the address of a DNS server, such as 1.1.1.1 or 127.0.0.1:5353, found ${JSON.stringify(found)}. ` +
        "Write it so, or leave the variable out: then this machine's own servers are asked.",
      { cause },
    );
  }
}

function resolverOf(server: string | undefined): NameResolver {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  if (!server) return resolver;
  try {
    resolver.setServers([server]);
  } catch (error) {
    throw new WrongNameServerError(server, error);
  }
  return resolver;
}

/** That a name or a record is not there is an answer; that nobody answers is none. */
async function orNone<Found>(answer: Promise<Found[]>): Promise<Found[]> {
  try {
    return await answer;
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(String((error as NodeJS.ErrnoException).code))) return [];
    throw error;
  }
}
