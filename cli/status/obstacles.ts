import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { findOrPlan } from '../../core/edition/chain.ts';
import type { Owner } from '../../core/edition/ownership.ts';
import { TooMuchError } from '../../core/edition/too-much.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import { VanishedSealError } from '../../lambdas/publish/publish-edition.ts';
import type { Installation } from '../installation/installation.ts';
import { runbookLine } from './concern.ts';
import type { OperatorHints } from './operator-hints.ts';
import { chainOf, plannedContent } from './planned-content.ts';

/** Why no edition of a publication can be sealed now, as publish would find; null if nothing is in the way. */
export type Obstacle = {
  kind: 'sender' | 'seal' | 'too much' | 'unreadable' | 'schedule';
  because: string;
} | null;

/** Looks for what is in the way of the edition after the newest, as publish does. Reads only. */
export async function obstacleAfter(
  { editions, senders }: Pick<Installation, 'editions' | 'senders'>,
  { id, from }: Publication,
  newest: Plan | undefined,
): Promise<Obstacle> {
  const previous = newest?.edition ?? null;
  const known = await editions.begunAfter(id, previous);
  if (known !== undefined)
    return { kind: 'seal', because: new VanishedSealError(id, previous, known).message };
  const sender = await senders.standingOf(from.address);
  return sender.standing === 'unverified' ? { kind: 'sender', because: `${sender.because}.` } : null;
}

/** Looks whether the content of the edition of a time can be read, and is no more than one edition can hold, as publish does. Reads only. */
export async function contentObstacleAt(
  installation: Parameters<typeof chainOf>[0] & Parameters<typeof plannedContent>[0],
  publication: Publication,
  time: Instant,
): Promise<Obstacle> {
  const found = await findOrPlan(chainOf(installation), publication, time);
  if (found.outcome !== 'planned') return null;
  try {
    await plannedContent(installation, publication, found);
    return null;
  } catch (error) {
    return contentObstacle(error);
  }
}

/**
 * What it means that an edition's content could not be compiled: it is too much, or something that it is read from is damaged, or may not be
 * read. Whoever asks how editions are doing is told so, and sees the rest.
 */
export function contentObstacle(error: unknown): Exclude<Obstacle, null> {
  if (error instanceof TooMuchError) return { kind: 'too much', because: error.message };
  return { kind: 'unreadable', because: error instanceof Error ? error.message : String(error) };
}

/**
 * Looks whether the schedule is switched off: then the sweep does not make up for it. Where it may not be asked, nothing is said, as whoever
 * has the permissions of an earlier version must see the rest. Reads only.
 */
export async function scheduleObstacle(
  { schedules }: Pick<Installation, 'schedules'>,
  { id }: Publication,
): Promise<Obstacle> {
  const state = await schedules.stateOf(id).catch(error => {
    if (error instanceof Error && error.name === 'AccessDeniedException') return 'on';
    throw error;
  });
  if (state === 'on') return null;
  const found = state === 'off' ? 'is switched off' : 'is gone';
  return { kind: 'schedule', because: `its schedule in EventBridge Scheduler ${found}.` };
}

/** What to do about a schedule that is switched off, beside switching it on. */
export function scheduleTodo({ aboutPublication }: OperatorHints, publication: string): LabelledLine[] {
  return [
    [
      'To do',
      'To let it come out, switch the schedule on, in the console under EventBridge Scheduler: the sweep then makes it.',
    ],
    [
      'Or',
      'if it is to come out no more for a while, say so: a deployment may switch the schedule on again, a pause lasts.',
    ],
    ['', aboutPublication(`pause ${publication} --because "..."`)],
  ];
}

/** What to do about a sender that SES has not verified. */
export const senderTodo: readonly LabelledLine[] = [
  [
    'To do',
    'Add the DNS records that the outputs of the stack name, or wait until they have spread: SES looks for three days. ' +
      'In the SES console, under Identities, you see what it has found.',
  ],
  ['Meanwhile', 'Nothing is lost: nobody was mailed, and the edition has all its facts once it is made.'],
];

/** What it means that another stack owns the stores, and what to do. */
export function ownerLines({ stackName, stack, since }: Owner): LabelledLine[] {
  return [
    ['Because', `this stack does not own its stores: ${stackName} does, since ${since}.`],
    ['', stack],
    [
      'It means',
      'This stack publishes and mails nothing. The leave links in its mails act as long as it stands.',
    ],
    [
      'To do',
      `Work on the other one: --stack ${stackName}, in its region. Delete this one when you need its links no more.`,
    ],
    ['Or', 'if this one is to take over: deploy it as a new stack, with "adopt" in cdk.json.'],
    runbookLine('two-stacks'),
  ];
}
