import { type Digest, type DigestFact, factsOf } from '../../digest/digest.ts';
import { columnsOf } from '../../foundation/wrap.ts';
import { correctionLine } from '../headlines/correction-line.ts';
import { factLine } from '../headlines/fact-line.ts';
import { type Headline, isIn, type Line } from '../headlines/line.ts';
import { dayLine, daysWithin, quietLine, runningText } from '../headlines/other-lines.ts';
import type { Messages } from '../language/messages.ts';
import { shorten } from '../language/shorten.ts';
import { visibleText } from '../language/visible-text.ts';
import { fill, fillPlural } from '../language/wording.ts';

/** How wide subjects, preheaders and headlines may be, in columns; a Chinese character takes two. */
const widest = 100;
/** A title and a number behind the headline leave it most of the line, whatever the title. */
const widestTitle = 40;
/** Beside a preheader that is shorter mail programs show whatever comes next. */
const shortestPreheader = 40;

/** The facts of In brief, in order. */
export function leadsOf(digest: Digest): DigestFact[] {
  const facts = factsOf(digest);
  return digest.inBrief.flatMap(number => facts.find(fact => fact.number === number) ?? []);
}

/**
 * The subject: the first headline, then the number if it fits. Only where the sender's name does not have the title, the title stands
 * there too. At most 100 columns on one line, never cut inside a grapheme; what is no settled fact says so.
 */
export function subjectOf(digest: Digest, messages: Messages): string {
  const [line] = linesOf(digest, messages);
  const { subject } = messages;
  const number = String(digest.number);
  const title = titleBeside(digest, messages);
  if (title !== null) {
    const around = (headline: string) => fill(subject.titled, { headline, title, number });
    return around(line.headline(widest - columnsOf(around(''))));
  }
  const around = (headline: string) => fill(subject.numbered, { headline, number });
  const isNews = digest.counts.facts > 0;
  const headline = line.headline(isNews ? widest : widest - columnsOf(around('')));
  return columnsOf(around(headline)) <= widest ? around(headline) : headline;
}

/**
 * What lists and feeds say of an edition: the headline of its subject, without title and number, in at most 100 columns. It is sealed
 * with the edition and has to be true for ever.
 */
export function headlineOf(digest: Digest, messages: Messages): Headline {
  const [{ headline, language, fact, also = [] }] = linesOf(digest, messages);
  const told = { ...(fact !== null && { fact }), ...(also.length > 0 && { also: [...also] }) };
  return { text: headline(widest), language, ...told };
}

/**
 * The line that mail programs show beside the subject: the second headline; if there is none, what else there is to say of the first; and
 * where that leaves it short, the counts and what the publication is about. At most 100 columns.
 */
export function preheaderOf(digest: Digest, messages: Messages): string {
  const [first, ...others] = linesOf(digest, messages);
  const said = first.headline(widest);
  const second = others.map(line => line.headline(widest)).find(text => text !== said);
  const line = second ?? first.further(widest);
  const beside =
    digest.counts.facts === 0
      ? [runningText(digest, messages, widest)]
      : [countsText(digest, messages), visibleText(digest.publication.description)];
  const texts = [...(line === null || line === said ? [] : [line]), ...beside];
  const joined = texts.reduce((text, next) =>
    columnsOf(text) >= shortestPreheader || text === next
      ? text
      : fill(messages.preheader.joined, { first: text, second: next }),
  );
  return shorten(joined, widest);
}

function countsText({ counts }: Digest, { preheader, edition, locale }: Messages): string {
  return fill(preheader.counts, {
    facts: fillPlural(edition.facts, counts.facts, locale),
    sources: fillPlural(edition.sources, counts.sources, locale),
  });
}

/**
 * What an edition can be headlined by, most important first: its facts, what it puts right, the days that come before the next edition; if
 * there is nothing, that it was quiet. Words in another language than the edition's come after those in its own.
 */
function linesOf(digest: Digest, messages: Messages): [Line, ...Line[]] {
  const { language } = digest.publication;
  const leads = leadsOf(digest);
  const facts = [...leads, ...factsOf(digest).filter(fact => !leads.includes(fact))];
  const corrections = digest.corrections.toSorted(
    (a, b) => Number(a.right !== null) - Number(b.right !== null),
  );
  const lines = [
    ...facts.map(fact => factLine(fact, language, messages)),
    ...corrections.map(correction => correctionLine(correction, language, messages)),
    ...daysWithin(digest).map(day => dayLine(day, messages)),
  ];
  const { own = [], foreign = [] } = Object.groupBy(lines, line =>
    isIn(language, line) ? 'own' : 'foreign',
  );
  const [first, ...others] = [...own, ...foreign];
  return first ? [first, ...others] : [quietLine(digest, messages)];
}

/** The title, if nothing else in an inbox says it; at most so wide that it leaves the headline its place. */
function titleBeside({ publication, number }: Digest, { subject }: Messages): string | null {
  const { title, sender } = publication;
  const shown = visibleText(title);
  if (shown === '' || (sender !== undefined && folded(sender).includes(folded(title)))) return null;
  const around = fill(subject.titled, { headline: '', title: '', number: String(number) });
  return shorten(shown, widestTitle - columnsOf(around));
}

function folded(name: string): string {
  return visibleText(name).normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');
}
