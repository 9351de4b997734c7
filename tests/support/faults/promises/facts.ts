import { recordName } from '../../../../core/articles/record-key.ts';
import type { Manifest } from '../../../../core/edition/manifest.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import type { World } from '../world.ts';

/** What is wrong with where facts stand: each that was filed before the newest edition's time is in one edition, once. */
export async function factsWrong({ stores }: World, manifests: readonly Manifest[]): Promise<string[]> {
  const published = manifests.flatMap(({ facts }) => facts);
  const filed = await filedFacts(stores.log, manifests.at(-1)?.window.to ?? null);
  const times = (fact: string) => published.filter(id => id === fact).length;
  return [
    ...filed
      .filter(fact => times(fact) !== 1)
      .map(fact => `fact ${fact}: expected in one edition, found in ${times(fact)}`),
    ...published
      .filter(fact => !filed.includes(fact))
      .map(fact => `fact ${fact}: published, but not filed in time`),
  ];
}

async function filedFacts(log: World['stores']['log'], to: Instant | null): Promise<string[]> {
  if (to === null) return [];
  const found: string[] = [];
  for (const key of await log.keys(null, to)) {
    const record = await log.read(key);
    const counts = (await log.recordNamed(recordName(record))) === key;
    if (counts && record.type === 'article') found.push(...record.facts.map(({ id }) => id));
  }
  return found;
}
