import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Reader } from '../../../core/readers/reader.ts';

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
