import type { Article } from '../../articles/article-file.ts';
import type { Fact } from '../../articles/fact.ts';
import { claimsOf, statementFor } from './fact-words.ts';
import type { Note } from './note.ts';
import { passageFor, type ReadCapture } from './read-capture.ts';
import { dateOfFile, datesIn, type TextDate } from './reading/read-dates.ts';

/** What of an article its facts are read by: when it was published, which the dates of its text go by, who speaks in it, and in which language. */
export type DatedArticle = Partial<Pick<Article, 'published' | 'publisher'>> & Pick<Article, 'language'>;

const inFile = 'write "inferred" with what it follows from, or correct the date';

/**
 * Notes dates of a fact that its capture does not have: in the statement and the headline, in "occurred" as "stated", and days ahead. The
 * date of "occurred" may stand in the statement on its own ground: it has its basis beside it.
 */
export function dateNotes(fact: Fact, article: DatedArticle, capture: ReadCapture): Note[] {
  const { occurred, dates = [] } = fact;
  const known = [occurred?.date, article.published?.date, ...dates.map(({ date }) => date)];
  const own = known.flatMap(date => (date === undefined ? [] : (dateOfFile(date) ?? [])));
  const anchors = [article.published, occurred].flatMap(date => (date ? [date.date] : []));
  const statement = statementFor(fact, article.language);
  const note = (path: string, words: string, text: string, mark: string, todo: string): Note => ({
    fact: fact.id,
    note: 'date',
    words,
    path,
    says: `the capture does not have the date ${JSON.stringify(words)}`,
    todo,
    statement: { text, mark },
    passage: passageFor(capture, fact.evidence, text),
  });
  return [
    ...claimsOf(fact).flatMap(({ path, text }) =>
      datesIn(text)
        .filter(date => !isIn(date, capture, anchors) && !own.some(other => agrees(date, other)))
        .map(({ words }) => note(path, words, text, words, 'correct the date, or leave it out')),
    ),
    ...(occurred?.basis === 'stated' && !hasDate(capture, occurred.date, anchors)
      ? [note('occurred.date', occurred.date, statement, occurred.date, inFile)]
      : []),
    ...dates.flatMap(({ date }, index) =>
      hasDate(capture, date, anchors)
        ? []
        : [
            note(
              `dates[${index}].date`,
              date,
              statement,
              date,
              'correct the day, or accept it with what it follows from',
            ),
          ],
    ),
  ];
}

/** Notes a date of publication that the file calls "stated", and that the capture does not have. @param id of the article. */
export function publishedNotes(
  { id, title, published }: Pick<Article, 'id' | 'title' | 'published'>,
  capture: ReadCapture,
): Note[] {
  const { date, basis } = published;
  if (basis !== 'stated' || hasDate(capture, date, [date])) return [];
  const says = `the capture does not have the date ${JSON.stringify(date)}, on which the article is said to state that it was published`;
  const statement = { text: title, mark: date };
  return [
    {
      fact: id,
      note: 'date',
      words: date,
      path: 'published.date',
      says,
      todo: inFile,
      statement,
      passage: undefined,
    },
  ];
}

function hasDate(capture: ReadCapture, date: string, anchors: readonly string[]): boolean {
  const wanted = dateOfFile(date);
  return wanted ? isIn(wanted, capture, anchors) : capture.years.has(Number(date));
}

function isIn(wanted: TextDate, { dates, years }: ReadCapture, anchors: readonly string[]): boolean {
  return dates.some(({ year, month, day }) => {
    if (
      !agrees(wanted, {
        month,
        ...(year === undefined ? {} : { year }),
        ...(day === undefined ? {} : { day }),
      })
    )
      return false;
    if (wanted.year === undefined || year !== undefined) return true;
    return years.has(wanted.year) || anchors.some(anchor => isNear(wanted, anchor));
  });
}

/** Whether a date says no more than another has: the other may leave its year open. */
function agrees(wanted: TextDate, has: TextDate): boolean {
  if (wanted.month !== has.month) return false;
  if (wanted.day !== undefined && wanted.day !== has.day) return false;
  return wanted.year === undefined || has.year === undefined || wanted.year === has.year;
}

/** A text that tells a day without its year means the nearest one to when it was written. */
function isNear({ year = 0, month }: TextDate, anchor: string): boolean {
  const [anchorYear = 0, anchorMonth = 6] = anchor.split('-').map(Number);
  return (
    Math.abs((year - anchorYear) * 12 + month - anchorMonth) <= 6 ||
    (anchor.length === 4 && year === anchorYear)
  );
}
