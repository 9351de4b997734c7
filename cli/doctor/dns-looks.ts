import { Resolver } from 'node:dns/promises';
import type { NameLooks } from '../../core/doctor/looks.ts';

/** The part of Node's resolver that is asked. */
export type NameResolver = Pick<
  Resolver,
  'resolveTxt' | 'resolveMx' | 'resolveCname' | 'resolve4' | 'resolve6'
>;

/** Asks the DNS servers of this machine; gives up after a few seconds. */
export function dnsLooks(resolver: NameResolver = new Resolver({ timeout: 3_000, tries: 2 })): NameLooks {
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

/** That a name or a record is not there is an answer; that nobody answers is none. */
async function orNone<Found>(answer: Promise<Found[]>): Promise<Found[]> {
  try {
    return await answer;
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(String((error as NodeJS.ErrnoException).code))) return [];
    throw error;
  }
}
