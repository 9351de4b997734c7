import type { Reader } from '../../lambdas/core/delivery/reader.ts';
import { sha256 } from '../../lambdas/core/hash.ts';
import type { Instant } from '../../lambdas/core/instant.ts';

/** The nth active reader; ids are spread as real ones are. */
export function aReader(n: number, changes: Partial<Reader> = {}): Reader {
  return {
    publication: 'weekly',
    id: sha256(`reader ${n}`).slice(0, 32),
    address: `reader-${n}@mail.example`,
    name: n % 3 === 0 ? `读者 ${n}` : null,
    state: 'active',
    token: sha256(`token ${n}`).slice(0, 22),
    language: 'en',
    agreed: { at: '2026-11-01T00:00:00Z' as Instant, how: 'test' },
    ended: null,
    ...changes,
  };
}
