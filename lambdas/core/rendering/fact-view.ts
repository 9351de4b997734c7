import type { Digest, DigestDate, DigestFact, DigestSource, Label } from '../digest.ts';
import { dateText } from './dates.ts';
import { type ForeignText, inLanguage } from './direction.ts';
import type { Messages } from './messages.ts';
import { UnknownSourceError } from './rendering-errors.ts';
import { fill } from './wording.ts';

/** How firm the ground is, for the colour beside the words: settled, still open, somebody's voice, no longer in force. */
export type Tone = 'firm' | 'open' | 'voice' | 'ended';

/** A fact as the templates print it: every field is there, null where the fact says nothing. */
export type FactView = {
  number: string;
  label: string;
  tone: Tone;
  statement: ForeignText;
  /** True when the statement is not in the publication's language. */
  foreign: boolean;
  who: string;
  source: SourceMention;
  quote: ForeignText | null;
  /** What is known of instrument, citation, places and time, in words. */
  details: string[];
  primarySource: string | null;
  remark: string | null;
  late: boolean;
};

/** The source as a fact names it. */
export type SourceMention = { letter: string; text: string; publisher: string; url: string | null };

const tones: Record<Label, Tone> = {
  proposed: 'open',
  final: 'firm',
  'in force': 'firm',
  suspended: 'ended',
  revoked: 'ended',
  measure: 'firm',
  planned: 'open',
  said: 'voice',
  reported: 'firm',
  expected: 'open',
  view: 'voice',
  background: 'firm',
};

/** Puts a fact into words. @throws UnknownSourceError when its letter is not in the digest's list of sources. */
export function factView(fact: DigestFact, digest: Digest, messages: Messages): FactView {
  const source = sourceOf(fact, digest);
  return {
    number: fact.number,
    label: messages.labels[fact.label].text,
    tone: tones[fact.label],
    statement: inLanguage(fact.statement.text, fact.statement.language),
    foreign: fact.statement.language !== digest.publication.language,
    who: fill(messages.attribution[fact.attribution.how], { who: fact.attribution.who.text }),
    source: {
      letter: source.letter,
      text: fill(messages.fact.source, { letter: source.letter }),
      publisher: source.publisher,
      url: source.url ?? null,
    },
    quote: fact.quote === null ? null : inLanguage(fact.quote, fact.quoteLanguage),
    details: detailsOf(fact, messages),
    primarySource: fact.primarySource,
    remark: fact.why ? fill(messages.fact.remark, { remark: fact.why.remark.text, by: fact.why.by }) : null,
    late: fact.late,
  };
}

/** A date with its basis: `October 2022`, or `October 2022 (inferred: it names the Party Congress)`. */
export function knownDateText(known: DigestDate, messages: Messages): string {
  const date = dateText(known.date, messages.locale);
  if (known.basis === 'stated') return date;
  return fill(messages.fact.inferred, { date, because: (known.because?.text ?? '').replace(/\.$/, '') });
}

function detailsOf(fact: DigestFact, messages: Messages): string[] {
  const { instrument, citation, places, occurred } = messages.fact;
  const names = placeNames(fact.jurisdictions, messages.locale);
  const details: [string, string | null][] = [
    [occurred, fact.occurred ? knownDateText(fact.occurred, messages) : null],
    [instrument, fact.instrument?.text ?? null],
    [citation, fact.citation],
    [places, names || null],
  ];
  return details.flatMap(([message, text]) => (text === null ? [] : fill(message, { text })));
}

function placeNames(codes: readonly string[], locale: string): string {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return codes.map(code => names.of(code) ?? code).join(', ');
}

function sourceOf(fact: DigestFact, digest: Digest): DigestSource {
  const source = digest.sources.find(({ letter }) => letter === fact.source);
  if (!source) throw new UnknownSourceError(fact, digest);
  return source;
}
