import type { ArticleFile, Fact } from '../articles/article-file.ts';
import type { ArticleRecord } from '../articles/log-record.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { CourantError } from '../foundation/errors.ts';
import type { Instant } from '../foundation/instant.ts';

/** The caller's clock disagrees with the store's: whatever it dates or schedules by itself would be wrong. */
export class ClockOffError extends CourantError {
  constructor(own: Instant, store: Instant) {
    super(
      `The clock of this computer says ${own}, the store's says ${store}; expected at most 5 minutes between them. ` +
        'Nothing was filed. Set the clock (or let the system set it), then file again.',
    );
  }
}

/** An article of this id is filed with other content; the log is never changed, only added to. */
export class AlreadyFiledError extends CourantError {
  readonly key: string;

  constructor(file: ArticleFile, key: string, filed: ArticleRecord) {
    super(
      `The article "${file.article.id}" was filed at ${filed.recordedAt} with other content (${key}). ` +
        `What differs: ${differences(file, filed).join(', ')}. Expected the content that is filed, or an id that is not ` +
        'in use. Nothing was changed. To put a filed fact right, use courant facts correct FACT FILE; to take it back, ' +
        'courant facts retract FACT; to file another article, give it an id of its own.',
    );
    this.key = key;
  }
}

function differences(file: ArticleFile, filed: ArticleRecord): string[] {
  return [
    ...namesThatDiffer(file.article, filed.article).map(name => `article.${name}`),
    ...namesThatDiffer(byId(file.facts), byId(filed.facts)).map(id => `fact ${id}`),
  ];
}

function byId(facts: readonly Fact[]): Record<string, Fact> {
  return Object.fromEntries(facts.map(fact => [fact.id, fact]));
}

function namesThatDiffer(ours: object, theirs: object): string[] {
  const [a, b] = [new Map(Object.entries(ours)), new Map(Object.entries(theirs))];
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    name => canonicalJson([a.get(name) ?? null]) !== canonicalJson([b.get(name) ?? null]),
  );
}

/** What is named as an article is something else: the log was written to by another program. */
export class NoArticleRecordError extends CourantError {
  constructor(key: string, type: string) {
    super(
      `fact log: expected the record of an article at ${key}, found a ${type}. ` +
        'Something other than Courant named it: find out what, and restore the first version of the name.',
    );
  }
}
