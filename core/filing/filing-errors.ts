import type { ArticleFile, Fact } from '../articles/article-file.ts';
import type { AmendmentRecord, ArticleRecord } from '../articles/log-record.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { CourantError, overwrittenAdvice } from '../foundation/errors.ts';
import type { Instant } from '../foundation/instant.ts';

/** The caller's clock disagrees with the store's: every date and schedule that the caller makes would be wrong. */
export class ClockOffError extends CourantError {
  constructor(own: Instant, store: Instant) {
    super(
      `The clock of this computer says ${own}, the store's says ${store}; expected at most 5 minutes between them. ` +
        'Nothing was filed. Set the clock (or let the system set it), then file again.',
    );
  }
}

/** An article of this id is filed with other content. The log is only added to, never changed. */
export class AlreadyFiledError extends CourantError {
  readonly key: string;

  constructor(file: ArticleFile, key: string, filed: ArticleRecord) {
    super(
      `The article "${file.article.id}" was filed at ${filed.recordedAt} with other content (${key}). ` +
        `What differs: ${differences(file, filed).join(', ')}. Expected the content that is filed, or an id that is not ` +
        'in use. Nothing was changed. To correct a filed fact, use courant facts correct FACT FILE; to retract it, ' +
        'courant facts retract FACT; to add facts that were missed, courant facts add --to ID FILE; to put the article right, ' +
        'courant article correct ID FILE; to file another article, give it an id of its own.',
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

/** The record that is named as an article is something else: another program wrote into the log. */
export class NoArticleRecordError extends CourantError {
  constructor(key: string, type: string) {
    super(
      `fact log: expected the record of an article at ${key}, found a ${type}. ` +
        `Another program changed the name: find out which. ${overwrittenAdvice}`,
    );
  }
}

const nothing = 'Nothing was filed.';

/** The fact to correct or retract was never filed. */
export class NoSuchFactError extends CourantError {
  constructor(fact: string, article: ArticleRecord | undefined) {
    super(
      article
        ? `There is no fact ${fact}; expected one of the facts of "${article.article.id}", which was filed at ` +
            `${article.recordedAt} with ${idsIn(article.facts)}. ${nothing} Correct the id.`
        : `There is no fact ${fact}: no article is filed under the first part of this id. ${nothing} Correct the id; each ` +
            `fact has it as "id" in its article file, and in the digest.json of the edition that carried it.`,
    );
  }
}

/** The article to correct, or to add facts to, was never filed. */
export class NoSuchArticleError extends CourantError {
  constructor(article: string) {
    super(
      `There is no article ${article} in the fact log. ${nothing} Correct the id, or file the article first with courant facts add.`,
    );
  }
}

/** Facts that are to be added have ids that the article has already. */
export class FactsInUseError extends CourantError {
  constructor(filed: ArticleRecord, inUse: readonly Fact[], other: readonly Fact[]) {
    const numbers = filed.facts.map(({ id }) => Number(id.slice(id.lastIndexOf('.') + 1)));
    const differing = other.length > 0 ? `, with other content: ${idsIn(other)}` : '';
    super(
      `The article "${filed.article.id}" has facts under these ids already: ${idsIn(inUse)}${differing}. Expected ids that it has not ` +
        `used; the next free number is ${Math.max(...numbers) + 1}. ${nothing} Give each new fact a number of its own and leave out what ` +
        'is filed; to correct a filed fact, use courant facts correct FACT FILE.',
    );
  }
}

/** The store does not keep the capture with which the evidence must be compared. */
export class NoCaptureError extends CourantError {
  constructor({ article }: ArticleRecord) {
    super(
      `The store keeps no capture of "${article.id}", in which to look up the evidence. ${nothing} ` +
        `Give the captured text with --capture: the one whose SHA-256 is ${article.capture.sha256}.`,
    );
  }
}

/** A correction changes nothing. */
export class NothingToCorrectError extends CourantError {
  constructor(fact: string, recordedAt: Instant, newest: AmendmentRecord | undefined) {
    const by = newest
      ? `in correction ${newest.sequence} of ${recordedAt}`
      : `in its article, filed at ${recordedAt}`;
    super(
      `The fact ${fact} in "corrected" is the same as ${by}: expected something that differs. ${nothing} ` +
        'Change what is wrong, or file nothing; to take the fact back, leave out "corrected" and use courant facts retract.',
    );
  }
}

/** A correction of an article changes nothing. */
export class NothingToCorrectInArticleError extends CourantError {
  constructor(article: string, recordedAt: Instant) {
    super(
      `The article ${article} is already, since ${recordedAt}, what "corrected" says: expected something that differs. ${nothing} ` +
        'Change what is wrong, or file nothing.',
    );
  }
}

/** The record that is named as a correction or retraction is another one: another program wrote into the log. */
export class NoAmendmentRecordError extends CourantError {
  constructor(key: string, name: string) {
    super(
      `fact log: expected at ${key} the record that has the name ${name}, found another record. ` +
        `Another program changed the name: find out which. ${overwrittenAdvice}`,
    );
  }
}

/** The ids of some facts, as a person may be told them: all, or the first and the last. */
export function idsIn(facts: readonly Pick<Fact, 'id'>[]): string {
  const ids = facts.map(({ id }) => id);
  if (ids.length <= 6) return ids.join(', ');
  return `${ids.slice(0, 3).join(', ')} … ${ids.at(-1)} (${ids.length} facts)`;
}
