import { type Digest, type DigestFact, factsOf } from '../../digest/digest.ts';
import { dateText, dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { visibleText } from '../language/visible-text.ts';
import { fill, fillPlural } from '../language/wording.ts';
import { nextDate } from './edition-view.ts';
import { withoutStop } from './render-context.ts';

const longestSubject = 80;
const longestPreheader = 90;
const shortestPreheader = 40;
/** A lead shorter than this says nothing: rather none. */
const shortestLead = 16;

/** The facts of In brief, in order. */
export function leadsOf(digest: Digest): DigestFact[] {
  const facts = factsOf(digest);
  return digest.inBrief.flatMap(number => facts.find(fact => fact.number === number) ?? []);
}

/**
 * The subject: title, number, and as many leads as fit. At most 80 UTF-16 code units on one line, never cut inside a grapheme;
 * a lead whose label has words for the subject (planned, proposed, expected …) never stands there without them.
 */
export function subjectOf(digest: Digest, messages: Messages): string {
  const title = visibleText(digest.publication.title);
  const head = shorten(fill(messages.subject.head, { title, number: String(digest.number) }), longestSubject);
  return appendLeads(head, leadLines(digest, messages), messages);
}

/** Without facts, the subject says what there is instead: corrections, or when the next edition comes. */
function leadLines(digest: Digest, messages: Messages): Lead[] {
  const { subject, locale } = messages;
  if (digest.counts.facts > 0) return leadsOf(digest).map(fact => room => labelledLead(fact, messages, room));
  if (digest.corrections.length > 0) {
    const corrections = fillPlural(subject.corrections, digest.corrections.length, locale);
    return [room => shorten(corrections, room)];
  }
  const next = fill(subject.emptyUntil, { date: dateText(nextDate(digest), locale) });
  return [room => (next.length <= room ? next : shorten(subject.empty, room))];
}

/**
 * The line that mail programs show beside the subject: a fact that the subject does not begin with, with its label, and
 * the counts where that leaves it short; at most 90 code units.
 */
export function preheaderOf(digest: Digest, messages: Messages): string {
  const { preheader, edition, locale } = messages;
  if (digest.counts.facts === 0) return shorten(quietPreheader(digest, messages), longestPreheader);
  const counts = fill(preheader.counts, {
    facts: fillPlural(edition.facts, digest.counts.facts, locale),
    sources: fillPlural(edition.sources, digest.counts.sources, locale),
  });
  const [first, second] = leadsOf(digest);
  const [other] = factsOf(digest);
  const lead = second ?? first ?? other;
  if (!lead) return counts;
  const line = labelled(lead, messages);
  const short = shorten(line, longestPreheader);
  if (short.length >= shortestPreheader) return short;
  return shorten(fill(preheader.leadAndCounts, { lead: short, counts }), longestPreheader);
}

function quietPreheader(digest: Digest, messages: Messages): string {
  const { preheader, locale } = messages;
  const [correction] = digest.corrections;
  if (!correction) return fill(preheader.empty, { date: dayText(nextDate(digest), locale) });
  if (correction.right === null)
    return fill(preheader.retracted, { text: withdrawn(correction.said, messages) });
  return labelled(correction.right, messages);
}

/** What was withdrawn, with its label where it must not stand without. */
function withdrawn(said: Pick<DigestFact, 'label' | 'statement'>, messages: Messages): string {
  const bare = messages.labels[said.label].inSubject === null;
  return bare ? visibleText(said.statement.text) : labelled(said, messages);
}

function labelled(
  { label, statement }: Pick<DigestFact, 'label' | 'statement'>,
  { labels, preheader }: Messages,
): string {
  return fill(preheader.leading, { label: labels[label].text, text: visibleText(statement.text) });
}

/** A lead in at most `room` code units; empty when there is no room for the label and some of the text. */
type Lead = (room: number) => string;

function labelledLead(fact: DigestFact, messages: Messages, room: number): string {
  const label = messages.labels[fact.label].inSubject;
  const frame = (text: string) => (label === null ? text : fill(messages.subject.labelled, { label, text }));
  const text = withoutStop(visibleText(fact.statement.text));
  const left = room - frame('').length;
  if (text.length > left && left < shortestLead) return '';
  const short = shorten(text, left);
  return short === '' ? '' : frame(short);
}

/** Adds leads while they fit; one that had to be shortened is the last. */
function appendLeads(head: string, leads: readonly Lead[], { subject: wording }: Messages): string {
  let subject = head;
  for (const [index, lead] of leads.entries()) {
    const frame = index === 0 ? wording.first : wording.next;
    const text = lead(longestSubject - fill(frame, { subject, lead: '' }).length);
    if (text === '') break;
    subject = fill(frame, { subject, lead: text });
    if (text.endsWith('…')) break;
  }
  return subject;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '…';

/**
 * A text cut to at most `max` UTF-16 code units, an ellipsis included, at the last boundary between words that keeps at
 * least half of it, else between two graphemes: never inside an accent, an emoji or a surrogate pair. A text that fits stays.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < ellipsis.length) return '';
  const kept = leadingGraphemes(text, max - ellipsis.length);
  const next = text.charAt(kept.length);
  const boundary = next === ' ' ? kept.length : kept.lastIndexOf(' ');
  const cut = boundary >= kept.length / 2 ? kept.slice(0, boundary) : kept;
  const bare = cut.replace(/[\s,;:.(–—、，；：。（《“-]+$/u, '');
  return bare === '' ? '' : bare + ellipsis;
}

/** As many whole graphemes from the front as fit into `max` code units. */
function leadingGraphemes(text: string, max: number): string {
  let end = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (end + segment.length > max) break;
    end += segment.length;
  }
  return text.slice(0, end);
}
