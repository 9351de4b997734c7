import type { Editions } from '../../core/delivery/progress/editions.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { allowedSender, type Imprint } from '../../core/publication/retired.ts';
import { type NotifyContext, notifyOperator } from '../../core/sweep/notify-operator.ts';
import { type Chain, recentEditions } from './chains.ts';

/** What mailing receipts needs from outside; `note` logs what came of each. */
export type TellingContext = Omit<NotifyContext, 'operator'> & {
  editions: Pick<Editions, 'read'>;
  configuration: Pick<Configuration, 'publications' | 'retired' | 'operator'>;
  clock: Clock;
  note: (what: string, about: object) => void;
};

/** Mails the operator the newest receipt of an edition, from a sender that may send. */
export async function tellOperator(
  context: TellingContext,
  publication: Imprint,
  edition: string,
  chain: Chain,
): Promise<void> {
  const row = await context.editions.read({ publication: publication.id, edition });
  if (!row) return;
  const { operator } = context.configuration;
  const from = allowedSender(context.configuration, publication.from);
  const now = context.clock.now();
  const known = { recent: recentEditions(chain, now), newest: chain.newest };
  const outcome = await notifyOperator({ ...context, operator }, { ...publication, from }, row, known, now);
  if (outcome !== 'nothing') context.note('receipt', { publication: publication.id, edition, outcome });
}
