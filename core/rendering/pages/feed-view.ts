import { factsOf } from '../../digest/digest.ts';
import type { ToldDigest } from '../../digest/told-digest.ts';
import { isLinkable } from '../../foundation/web-address.ts';
import { type ClaimView, claimView, quietLine } from '../digest/quiet-line.ts';
import type { RenderContext } from '../digest/render-context.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, plainRun, type Runs, runIn } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { type ShownStanding, type StandingView, standingView } from './standing-view.ts';

/** What an edition told, and what became of it. All addresses are absolute. */
export type FeedEdition = {
  /** Its page. */
  page: string;
  summary: string;
  told: ToldDigest;
  standings: readonly ShownStanding[];
  corrections: readonly FeedCorrection[];
};

/** What an edition put right, where it says so, and what later ones said of it again. */
export type FeedCorrection = {
  number: string;
  page: string;
  /** Whose account alone it is about, of a fact that several articles made. */
  publisher: string | null;
  told: ToldDigest['corrections'][number];
  again: ShownStanding | null;
};

type Standing = NonNullable<StandingView['lines']>;
type PutRightView = {
  kind: string;
  number: string;
  page: string;
  saidIs: string;
  said: ClaimView;
  rightIs: string;
  right: ClaimView | null;
  reason: Runs | null;
  standing: Standing;
};
type FactView = {
  /** That what follows is old, with the space behind it. */
  before: string | null;
  gap: string;
  claim: ClaimView;
  opening: string | null;
  line: Runs;
  standing: Standing;
};

/** What the template prints. */
export type FeedView = {
  summary: string | null;
  /** The heading is null where they stand alone. */
  corrections: { heading: string | null; entries: PutRightView[] } | null;
  sections: { title: string | null; facts: FactView[] }[];
  sources: Runs[];
};

type Rendering = { messages: Messages; language: string };

/** Puts an edition into words, in full. */
export function feedEditionView(edition: FeedEdition, rendering: Rendering): FeedView {
  const { told, summary, corrections } = edition;
  const { words } = rendering.messages;
  const context = contextOf(edition, rendering);
  const shown = (facts: ToldDigest['views']) => facts.map(fact => factView(fact, edition, context));
  const sections = told.sections.map(({ topic, facts }) => ({
    title: topic?.title ?? null,
    facts: shown(facts),
  }));
  const named = new Set(
    factsOf(told).flatMap(({ source, also }) => [source, ...also.map(one => one.source)]),
  );
  return visibleStrings({
    summary,
    corrections:
      corrections.length === 0
        ? null
        : { heading: words.corrections, entries: corrections.map(one => putRight(one, rendering)) },
    sections: [...sections, { title: words.views, facts: shown(told.views) }].filter(
      ({ facts }) => facts.length > 0,
    ),
    sources: told.sources.flatMap(source =>
      named.has(source.letter) ? [sourceRuns(source, rendering)] : [],
    ),
  });
}

/** Puts into words what an edition put right, alone. */
export function feedCorrectionView(correction: FeedCorrection, rendering: Rendering): FeedView {
  const entries = [putRight(correction, rendering)];
  return visibleStrings({
    summary: null,
    corrections: { heading: null, entries },
    sections: [],
    sources: [],
  });
}

/** In a line what was put right, and under which number. */
export function correctionTitle({ number, publisher, told }: FeedCorrection, { subject }: Messages): string {
  const { said, right } = told;
  const words = publisher === null ? subject : subject.ofOne;
  if (right === null) return fill(words.withdrawn, { text: said.statement.text, number });
  if (right.statement.text === said.statement.text)
    return fill(subject.details, { text: said.statement.text, number });
  return fill(words.to, { text: right.statement.text, number });
}

function putRight({ number, page, told, again }: FeedCorrection, rendering: Rendering): PutRightView {
  const { corrections, words } = rendering.messages;
  const { said, right, reason } = told;
  return {
    kind: right === null ? corrections.retraction : corrections.correction,
    number,
    page,
    saidIs: words.said,
    said: claimView(said, rendering),
    rightIs: words.right,
    right: right && claimView(right, rendering),
    reason: reason ? fillRuns(corrections.reason, { reason: runIn(reason, rendering.language) }) : null,
    standing: again ? linesOf([again], rendering) : [],
  };
}

function factView(
  { number, source, ...fact }: ToldDigest['views'][number],
  { standings }: FeedEdition,
  context: RenderContext,
): FactView {
  const own = standings.filter(standing => standing.number === number);
  const standing = own.length > 0 ? standingView(own, context.messages, context.language) : null;
  const reference = { number, edition: context.edition };
  const known = context.sources.some(({ letter }) => letter === source) ? (source ?? null) : null;
  const claim = { ...fact, source: known, occurred: null, number: reference };
  const { opening, line } = quietLine(claim, context);
  return {
    before: standing?.said ?? null,
    gap: standing?.gap ?? '',
    claim: claimView(fact, context),
    opening,
    line,
    standing: standing?.lines ?? [],
  };
}

function linesOf(standings: readonly ShownStanding[], { messages, language }: Rendering): Standing {
  return standingView(standings, messages, language).lines ?? [];
}

function contextOf({ page, told }: FeedEdition, rendering: Rendering): RenderContext {
  return {
    ...rendering,
    linkTo: ({ number }) => `${page}#fact-${number}`,
    edition: told.edition,
    sources: told.sources.map(({ letter, publisher, url }) => ({
      letter,
      publisher,
      url: linkable(url) ?? undefined,
    })),
    hasOneSource: false,
    sharedPlaces: new Set(),
    saysAll: false,
    cite: null,
  };
}

/** `Source A: Reuters`, leading to the article. */
function sourceRuns(
  { letter, publisher, url }: ToldDigest['sources'][number],
  { messages }: Rendering,
): Runs {
  return [
    plainRun(fill(messages.fact.source, { letter })),
    plainRun(messages.words.joint),
    plainRun(publisher, linkable(url)),
  ];
}

function linkable(url: string | null): string | null {
  return url !== null && isLinkable(url) ? url : null;
}
