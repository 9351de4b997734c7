import type { Digest, DigestFact } from '../digest.ts';
import type { Messages } from './messages.ts';
import { shorten } from './shorten.ts';
import { visibleText } from './visible-text.ts';
import { fill, fillPlural } from './wording.ts';

const longestSubject = 80;
const longestPreheader = 90;
const shortestPreheader = 40;
/** A lead shorter than this says nothing: rather none. */
const shortestLead = 16;

/** The facts of In brief, in order. */
export function leadsOf(digest: Digest): DigestFact[] {
  const facts = [...digest.sections.flatMap(section => section.facts), ...digest.views];
  return digest.inBrief.flatMap(number => facts.find(fact => fact.number === number) ?? []);
}

/**
 * The subject: title, number, and as many leads as fit. At most 80 UTF-16 code units on one line, never cut inside a grapheme;
 * a lead whose label has words for the subject (planned, proposed, expected …) never stands there without them.
 */
export function subjectOf(digest: Digest, messages: Messages): string {
  const title = visibleText(digest.publication.title);
  const head = shorten(fill(messages.subject.head, { title, number: String(digest.number) }), longestSubject);
  if (digest.counts.facts === 0) return appendLeads(head, [room => shorten(messages.subject.empty, room)]);
  return appendLeads(
    head,
    leadsOf(digest).map(fact => room => labelledLead(fact, messages, room)),
  );
}

/**
 * The line that mail programs show beside the subject: a lead that the subject does not begin with, with its label, and
 * the counts where that leaves it short; at most 90 code units.
 */
export function preheaderOf(digest: Digest, messages: Messages): string {
  if (digest.counts.facts === 0) return shorten(messages.preheader.empty, longestPreheader);
  const counts = [
    fillPlural(messages.edition.facts, digest.counts.facts, messages.locale),
    fillPlural(messages.edition.sources, digest.counts.sources, messages.locale),
  ].join(', ');
  const [first, second] = leadsOf(digest);
  const lead = second ?? first;
  if (!lead) return counts;
  const label = messages.labels[lead.label].text;
  const line = fill(messages.preheader.leading, { label, text: visibleText(lead.statement.text) });
  const short = shorten(line, longestPreheader);
  return short.length >= shortestPreheader ? short : shorten(`${short} ${counts}.`, longestPreheader);
}

/** A lead in at most `room` code units; empty when there is no room for the label and some of the text. */
type Lead = (room: number) => string;

function labelledLead(fact: DigestFact, messages: Messages, room: number): string {
  const label = messages.labels[fact.label].inSubject;
  const frame = (text: string) => (label === null ? text : fill(messages.subject.labelled, { label, text }));
  const text = visibleText(fact.statement.text).replace(/[.。]$/u, '');
  const left = room - frame('').length;
  if (text.length > left && left < shortestLead) return '';
  const short = shorten(text, left);
  return short === '' ? '' : frame(short);
}

/** Adds leads while they fit; one that had to be shortened is the last. */
function appendLeads(head: string, leads: readonly Lead[]): string {
  let subject = head;
  for (const [index, lead] of leads.entries()) {
    const joint = index === 0 ? ': ' : '; ';
    const text = lead(longestSubject - subject.length - joint.length);
    if (text === '') break;
    subject += joint + text;
    if (text.endsWith('…')) break;
  }
  return subject;
}
