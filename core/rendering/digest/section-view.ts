import { type Digest, type DigestFact, factsOf } from '../../digest/digest.ts';
import { fillRuns, joinedRuns, listRuns, type Runs, runIn } from '../language/runs.ts';
import { type FactView, factView } from './fact-view.ts';
import { whenRuns } from './quiet-line.ts';
import { type RenderContext, referenceRun, sourceRun } from './render-context.ts';

/** Facts that stand below one heading line, which says what they share; a fact alone has none. */
export type GroupView = { heading: Runs | null; facts: FactView[] };

/** Facts of a section, which of its facts stand further up, and where there are more of them: null where there are none. */
export type FactsView = { groups: GroupView[]; above: Runs | null; more: Runs | null };

/** The facts of a topic. */
export type SectionView = FactsView & { title: string; anchor: string };

/**
 * The facts that an edition shows first, in full. One whose statement is in another language leads nothing, as it tells most readers
 * nothing.
 */
export function firstFacts({ inBrief, publication, ...digest }: Digest): DigestFact[] {
  const facts = factsOf(digest).filter(({ statement }) => statement.language === publication.language);
  return inBrief.flatMap(number => facts.find(fact => fact.number === number) ?? []);
}

/**
 * The facts of a section: what stands further up is only named, what has no statement in the edition's language comes last, and
 * facts of one announcement stand together, where the first of them stands.
 * @param first numbers of the facts that stand further up.
 */
export function factsView(
  facts: readonly DigestFact[],
  first: ReadonlySet<string>,
  context: RenderContext,
): Omit<FactsView, 'more'> {
  const own = facts.filter(({ number }) => !first.has(number));
  const isForeign = ({ statement }: DigestFact) => statement.language !== context.language;
  const ordered = [...own.filter(fact => !isForeign(fact)), ...own.filter(isForeign)];
  const groups = Map.groupBy(ordered, fact => announcementOf(fact) ?? fact.number);
  return {
    groups: [...groups.values()].map(group => groupView(group, context)),
    above: aboveRuns(
      facts.filter(({ number }) => first.has(number)),
      own.length > 0,
      context,
    ),
  };
}

function groupView(facts: readonly DigestFact[], context: RenderContext): GroupView {
  const [first, second] = facts;
  if (!first || !second) return { heading: null, facts: facts.map(fact => factView(fact, context)) };
  const heading = announcementRuns(first, context);
  return { heading, facts: facts.map(fact => factView(fact, context, { isAnnounced: true })) };
}

/** Facts of one announcement have this in common; null where source, instrument or day is not known. */
function announcementOf({ source, instrument, occurred }: DigestFact): string | null {
  if (!instrument || occurred?.date.length !== 10) return null;
  return JSON.stringify([source, instrument.text, occurred]);
}

function announcementRuns({ instrument, occurred, source }: DigestFact, context: RenderContext): Runs {
  const { messages, language } = context;
  const parts = [
    ...(instrument ? [[runIn(instrument, language)]] : []),
    ...(occurred ? [whenRuns('measure', occurred, context)] : []),
    ...(context.hasOneSource ? [] : [[sourceRun(source, context)]]),
  ];
  return joinedRuns(parts, messages.words.joint);
}

/** Which facts of a section stand further up, leading there where a part has places to lead to. */
function aboveRuns(facts: readonly DigestFact[], hasOthers: boolean, context: RenderContext): Runs | null {
  if (facts.length === 0) return null;
  const { messages, edition } = context;
  const numbers = facts.map(({ number }) => [referenceRun({ number, edition }, { linkTo: onPage(context) })]);
  return fillRuns(hasOthers ? messages.fact.alsoAbove : messages.fact.above, {
    numbers: listRuns(numbers, messages.locale),
  });
}

/** Only a link to a place on the page itself leads further up. */
function onPage({ linkTo }: RenderContext): RenderContext['linkTo'] {
  return reference => {
    const to = linkTo(reference);
    return to?.startsWith('#') ? to : null;
  };
}
