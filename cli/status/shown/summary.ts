import { countedInWords } from '../../../core/delivery/receipt/outcome-words.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { type Imprint, makesEditions } from '../../../core/publication/retired.ts';
import { prose } from '../../program/layout.ts';
import type { Terminal } from '../../program/terminal.ts';
import { editionSentence, missingSentence } from '../edition-sentence.ts';
import type { EditionStatus } from '../edition-status.ts';
import type { Ahead } from './ahead.ts';
import { aheadSentences } from './ahead-sentences.ts';

/** What there is to say of a publication; nothing is ahead of one that makes no editions any more. */
export type Known = { editions: readonly EditionStatus[]; ahead: Ahead | null; now: Instant };

/** More sentences about what is missing, nobody reads. */
const missingNamed = 3;

/** Prints in two paragraphs what became of the last edition and of those before it that are still open, and what comes next. */
export function printSummary(
  { print, columns }: Pick<Terminal, 'print' | 'columns'>,
  publication: Imprint,
  { editions, ahead, now }: Known,
): void {
  const missing = ahead?.timetable.missing ?? [];
  const told = editions.filter((status, index) => index === 0 || status.row.state !== 'closed');
  const more = missing.length - missingNamed;
  const past = [
    ...(editions.length + missing.length === 0 ? [`${publication.title} has no editions yet.`] : []),
    ...told.map(status => editionSentence(status, now)),
    ...missing.slice(0, missingNamed).map(one => missingSentence(one, now)),
    ...(more > 0 ? [`And ${countedInWords(more, 'more is', 'more are')} not published.`] : []),
  ];
  const next = makesEditions(publication)
    ? ahead && aheadSentences(publication, ahead, now)
    : ['The publication makes no editions any more.'];
  for (const sentences of [past, next ?? []]) {
    if (sentences.length === 0) continue;
    for (const line of prose(sentences.join(' '), columns)) print(line);
  }
}
