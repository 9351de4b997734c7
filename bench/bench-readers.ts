import { sha256 } from '../core/foundation/hash.ts';
import { plusHours, toInstant } from '../core/foundation/instant.ts';
import type { Reader } from '../core/readers/reader.ts';

/** A reader, as far as a message knows one. */
export type BenchReader = Pick<Reader, 'id' | 'token' | 'name' | 'address' | 'agreed'>;

/** Names as people have them: most of them plain, some that a header must encode, quote or fold. */
const names: readonly (string | null)[] = [
  'Ada Reader',
  'Ben Example',
  '王小明',
  "Zoë O'Hara, Policy Desk",
  null,
  'Carla "Charlie" Sample',
  'Desk of Trials',
  '張偉 📰',
  'Émile Échantillon',
  'نورا مثال',
  'Ministry of Examples, Department for the Observation of Very Long Names of Departments',
  'Ed Sample',
];

const firstAgreed = toInstant('2024-01-01T12:00:00Z');

/** Made-up readers, the same on every machine. */
export function benchReaders(count: number): BenchReader[] {
  return Array.from({ length: count }, (_, index) => ({
    id: sha256(`reader ${index}`).slice(0, 32),
    token: Buffer.from(sha256(`token ${index}`), 'hex')
      .toString('base64url')
      .slice(0, 22),
    name: names[index % names.length] ?? null,
    address: `reader-${index + 1}@readers.example`,
    agreed: { at: plusHours(firstAgreed, 24 * (index % 1000)), how: 'made up' },
  }));
}
