import type { Seen } from '../../core/doctor/finding.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { explainAccess } from '../installation/access-errors.ts';

/** Why what only a stack has is not looked at before there is one. */
export const notDeployed = { unseen: 'nothing is deployed yet' } as const;

/** Looks; what prevents it is said, and keeps nothing else from being looked at. */
export async function attempt<Fact>(look: () => Promise<Fact>): Promise<Seen<Fact>> {
  try {
    return { seen: await look() };
  } catch (error) {
    return { unseen: inWords(error) };
  }
}

function inWords(error: unknown): string {
  const told = explainAccess(error);
  // Nothing of this can be done on this machine only.
  if (told instanceof CourantError) return told.message.replace(/ To work on this machine only.*$/, '');
  if (told instanceof Error) return `${told.name}: ${told.message}`;
  return String(told);
}

/** Goes on with what was seen. */
export async function withSeen<Fact, Next>(
  fact: Seen<Fact>,
  look: (seen: Fact) => Promise<Seen<Next>>,
): Promise<Seen<Next>> {
  return 'unseen' in fact ? fact : look(fact.seen);
}
