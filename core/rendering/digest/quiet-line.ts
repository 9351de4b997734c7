import type { Appearance, DigestAttribution, DigestDate, DigestFact, Label } from '../../digest/digest.ts';
import { wordsAlike } from '../language/reading-time.ts';
import {
  capitalised,
  fillRuns,
  joinedRuns,
  jointBehind,
  plainRun,
  plainText,
  type Run,
  type Runs,
  runIn,
} from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import { type RenderContext, referenceRun, shortDate, sourceRun } from './render-context.ts';

/** How firm the ground is, for the colour beside the words: settled, still open, somebody's voice, no longer in force. */
export type Tone = 'firm' | 'open' | 'voice' | 'ended';

/** What was claimed: its label, in the tone that it has, and what must be read before the statement. */
export type ClaimView = {
  label: string;
  tone: Tone;
  /** What weakens it, which stands before the statement with the joint behind it: `Planned: `; null if it is firm. */
  before: string | null;
  statement: Run;
};

/** The line below a statement, in words that are the same seen and heard. */
export type QuietLine = {
  /** The label, where the line begins with it in its tone; null where the words of the line say it. */
  opening: string | null;
  /** Who says so, when, in which source, and the number: `Said by Xi Jinping on 16 Oct 2022 · source A · 1-06`. */
  line: Runs;
  /** When, where the line is too long to say it; else null. */
  when: Runs | null;
};

/** The claim that a line is about, where it stands, and what a heading above it says already. */
export type Claim = Pick<DigestFact, 'label' | 'attribution'> & {
  source: string | null;
  occurred: DigestDate | null;
  number: Appearance | null;
  /** That the source and the day stand above it. */
  announced?: boolean;
};

/** So many words say who, how, when and where; more are no quiet line. */
const wordsAtMost = 14;

const tones: Record<Label, Tone> = {
  proposed: 'open',
  final: 'firm',
  'in force': 'firm',
  suspended: 'ended',
  revoked: 'ended',
  measure: 'open',
  planned: 'open',
  said: 'voice',
  reported: 'firm',
  expected: 'open',
  view: 'voice',
  background: 'firm',
};

/** What readers must know before they read the statement: it is no more than a plan, somebody's view, or over. */
const weak: readonly Label[] = ['proposed', 'planned', 'suspended', 'revoked', 'expected', 'view'];
/** Labels that the words for who says so have in them. */
const spoken = ['said', 'reported', 'background'] as const;
type Spoken = (typeof spoken)[number];

/** Label and statement of a claim, with what must be read first: that it is a plan, that nobody is named, that it is in another language. */
export function claimView(
  {
    label,
    statement,
    attribution,
  }: Pick<DigestFact, 'label' | 'statement'> & { attribution: DigestAttribution | null },
  { messages, language }: Pick<RenderContext, 'messages' | 'language'>,
): ClaimView {
  const { labels, fact } = messages;
  const first = [
    ...weakening(label, attribution, messages),
    ...(statement.language === language ? [] : [foreignText(statement.language, messages)]),
  ];
  return {
    label: labels[label].text,
    tone: tones[label],
    before: first.length === 0 ? null : fill(fact.before, { labels: first.join(messages.words.joint) }),
    statement: runIn(statement, language),
  };
}

/** What weakens a claim: its label, and that nobody answers for it by name. */
function weakening(
  label: Label,
  attribution: DigestAttribution | null,
  { labels, attribution: wording }: RenderContext['messages'],
): string[] {
  return [
    ...(weak.includes(label) ? [labels[label].text] : []),
    ...(attribution?.how === 'unnamed' ? [wording.nobodyNamed] : []),
    ...(attribution?.how === 'unclear' ? [wording.whoUnclear] : []),
  ];
}

/** `In Chinese`, whichever script it is written in. */
function foreignText(tag: string, { fact, locale }: RenderContext['messages']): string {
  const { language } = new Intl.Locale(tag);
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? tag;
  return fill(fact.foreign, { language: name });
}

/** Puts into one line what a reader asks of a claim: how firm, who says so, when, where it stands. */
export function quietLine(claim: Claim, context: RenderContext): QuietLine {
  const { messages } = context;
  const { label, occurred, number, announced = false } = claim;
  const opening = opens(claim) ? messages.labels[label].text : null;
  const date = announced ? null : occurred;
  const line = (withDate: boolean): Runs => {
    const who = whoRuns(claim, withDate ? date : null, context);
    const apart = withDate && date && !isGlued(claim, context) ? [whenRuns(label, date, context)] : [];
    const source =
      claim.source !== null && !announced && !namesSource(claim, context) && !context.hasOneSource;
    const parts = [
      ...(who.length > 0 ? [who] : []),
      ...apart,
      ...(source ? [[sourceRun(claim.source ?? '', context)]] : []),
      ...(number ? [[referenceRun(number, context)]] : []),
    ];
    const words = joinedRuns(parts, messages.words.joint);
    if (opening === null) return capitalised(words, messages.locale);
    return joinedRuns([[plainRun(jointBehind(opening, messages.words.joint))], words], '');
  };
  const whole = line(true);
  if (date === null || apparatusWords(claim, opening, whole, context) <= wordsAtMost) {
    return { opening, line: whole, when: null };
  }
  return { opening, line: line(false), when: capitalised(whenRuns(label, date, context), messages.locale) };
}

/** A firm label stands in the words for who says so, or, where these have no place for it, before them. */
function opens({ label, attribution: { how } }: Claim): boolean {
  if (weak.includes(label)) return false;
  return !isSpoken(label) || how === 'unnamed' || how === 'unclear';
}

function isSpoken(label: Label): label is Spoken {
  return spoken.some(one => one === label);
}

/** Who says so, and how we know it, as words that go on in a line. */
function whoRuns(claim: Claim, date: DigestDate | null, context: RenderContext): Runs {
  const { messages, language } = context;
  const { attribution: wording } = messages;
  const { how, who } = claim.attribution;
  const named = claim.announced || context.hasOneSource ? null : claim.source;
  const source = named === null ? plainRun(messages.fact.onlySource) : sourceRun(named, context);
  const whom = { source, who: runIn(who, language) };
  const isAlone = claim.announced || context.hasOneSource;
  // What stands before the statement says it already, and a source need not be named.
  if (how === 'unclear' && isAlone && claim.number) return [];
  if (how === 'unnamed' || how === 'unclear') return fillRuns((isAlone ? wording.alone : wording)[how], whom);
  const said = isOwn(claim, context)
    ? fillRuns(wording.own[saidAs(claim.label)], { source })
    : fillRuns(wording.named[saidAs(claim.label)], { who: runIn(who, language) });
  return date && isGlued(claim, context)
    ? fillRuns(onOrIn(wording, date), { said, date: shortDate(date, context) })
    : said;
}

function saidAs(label: Label): Spoken | 'thought' | 'other' {
  if (isSpoken(label)) return label;
  return label === 'expected' || label === 'view' ? 'thought' : 'other';
}

/** The article itself says so, or whoever published it, whose name would else be said twice. */
function isOwn({ attribution: { how, who }, source }: Claim, { sources }: RenderContext): boolean {
  if (how === 'the article itself') return true;
  const publisher = sources.find(({ letter }) => letter === source)?.publisher;
  return how === 'named' && publisher !== undefined && sameName(publisher, who.text);
}

function sameName(one: string, other: string): boolean {
  const plain = (name: string) =>
    name.normalize('NFKC').toLowerCase().replace(/^the /u, '').replace(/\s+/gu, ' ').trim();
  return plain(one) === plain(other);
}

function namesSource(claim: Claim, context: RenderContext): boolean {
  return claim.attribution.how !== 'named' || isOwn(claim, context);
}

/** What somebody said, expects or thinks was said on that day. */
function isGlued({ label, attribution: { how } }: Claim, _: RenderContext): boolean {
  return (
    (label === 'said' || label === 'expected' || label === 'view') && how !== 'unnamed' && how !== 'unclear'
  );
}

function onOrIn({ on, in: within }: { on: string; in: string }, { date }: DigestDate): string {
  return date.length === 10 ? on : within;
}

/** When it happened, or, of a measure or plan, of when it is. */
export function whenRuns(label: Label, date: DigestDate, context: RenderContext): Runs {
  const { happened, dated } = context.messages.fact;
  const words = label === 'reported' || label === 'background' ? onOrIn(happened, date) : dated;
  return fillRuns(words, { date: shortDate(date, context) });
}

function apparatusWords(
  { label, attribution }: Claim,
  opening: string | null,
  line: Runs,
  { messages }: RenderContext,
): number {
  const words = [...weakening(label, attribution, messages), opening ?? '', plainText(line)];
  return wordsAlike(words.join(' '), messages.locale);
}
