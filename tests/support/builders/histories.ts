import fc from 'fast-check';
import { isFactAmendment } from '../../../core/articles/amendments.ts';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { week } from './a-series.ts';
import { aCorrection, aRetraction } from './an-amendment.ts';
import { aFact, anArticleFile, aRecord } from './an-article.ts';

/** The editions that a history covers. */
export const editions = [1, 2, 3];
const ids = ['a.1', 'a.2', 'b.1', 'b.2', 'c.1'];
const articles = ['a', 'b', 'c'];
const hoursOfAll = 3 * 168;

type Content = Pick<Fact, 'topics' | 'sameAs' | 'follows' | 'kind' | 'status' | 'dates'>;
type Amendment = { id: string; after: number; delay: number; content: Content | null };
/** What is filed over the windows of three editions. */
export type History = {
  filed: { at: number; delay: number }[];
  contents: Content[];
  amendments: Amendment[];
};
/** A record with when others can see it, in hours since the first window began. */
export type Seen = { stored: StoredRecord; visible: number };

const day = fc.record({
  date: fc.constantFrom('2026-11-25', '2026-12-02', '2026-12-09', '2027-01-01'),
  what: fc.constantFrom('It ends.', 'it ends', 'It begins'),
});
const content = fc
  .record(
    {
      topics: fc.constantFrom('controls', 'talent', 'sport').map(topic => [topic]),
      sameAs: fc.constantFrom(...ids),
      follows: fc.oneof(fc.constantFrom(...ids), fc.shuffledSubarray(ids, { minLength: 1, maxLength: 3 })),
      status: fc.constantFrom('final', 'suspended', undefined),
      dates: fc.array(day, { maxLength: 3 }),
    },
    { requiredKeys: ['topics'] },
  )
  .map(
    ({ status, ...rest }): Content =>
      status ? { ...rest, kind: 'measure', status } : { ...rest, kind: 'event' },
  );
/** What is being written while an edition is made becomes visible up to two days after the time that it bears. */
const delay = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 47 }));
/** Articles, what their facts say, and what puts them right afterwards. */
export const history: fc.Arbitrary<History> = fc.record({
  filed: fc.tuple(...articles.map(() => fc.record({ at: fc.nat(hoursOfAll - 100), delay }))),
  contents: fc.tuple(...ids.map(() => content)),
  amendments: fc.array(
    fc.record({ id: fc.constantFrom(...ids), after: fc.nat(200), delay, content: fc.option(content) }),
    { maxLength: 8 },
  ),
});

const at = (hours: number) => plusHours(week(0), hours);

/** The records of a history: an amendment is made when what it amends can be seen, and is seen no earlier than that. */
export function recordsOf({ filed, contents, amendments }: History): Seen[] {
  const last = new Map(articles.map((id, index) => [id, filed[index] ?? { at: 0, delay: 0 }]));
  const seen: Seen[] = articles.map((id, index) => {
    const facts = ids.flatMap((fact, of) =>
      fact.startsWith(id) ? aFact(id, Number(fact.slice(2)), contents[of]) : [],
    );
    const when = filed[index] ?? { at: 0, delay: 0 };
    return { stored: aRecord(at(when.at), anArticleFile(id, facts)), visible: when.at + when.delay };
  });
  const sequences = new Map<string, number>();
  for (const { id, after, delay: late, content: corrected } of amendments) {
    const before = last.get(id.slice(0, 1)) ?? { at: 0, delay: 0 };
    const time = before.at + before.delay + after;
    if (time + late >= hoursOfAll) continue;
    last.set(id.slice(0, 1), { at: time, delay: late });
    const sequence = (sequences.get(id) ?? 0) + 1;
    sequences.set(id, sequence);
    const stored =
      corrected === null
        ? aRetraction(at(time), id, sequence)
        : aCorrection(at(time), id, corrected, sequence);
    seen.push({ stored, visible: time + late });
  }
  return seen;
}

/** The records that can first be seen when the nth edition is made. */
export function visibleFor(n: number, seen: readonly Seen[]): StoredRecord[] {
  return seen
    .filter(({ visible }) => visible < n * 168 && visible >= (n - 1) * 168)
    .map(({ stored }) => stored);
}

/** What the log says of each fact by the time that an edition is made, of all that editions have read. */
export function truthAt(n: number, seen: readonly Seen[]): Map<string, Fact | null> {
  const truth = new Map<string, Fact | null>();
  const isRead = ({ stored, visible }: Seen) =>
    editions.slice(0, n).some(edition => visible < edition * 168 && stored.record.recordedAt < week(edition));
  for (const { stored } of seen.filter(isRead)) {
    const { record } = stored;
    if ('facts' in record) for (const fact of record.facts) truth.set(fact.id, fact);
    else if (isFactAmendment(record))
      truth.set(record.fact, record.type === 'correction' ? record.corrected : null);
  }
  return truth;
}
