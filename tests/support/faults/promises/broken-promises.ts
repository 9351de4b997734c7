import type { World } from '../world.ts';
import { chainOf } from './chain.ts';
import { copiesWrong } from './copies.ts';
import { deliveriesWrong } from './deliveries.ts';
import { factsWrong } from './facts.ts';
import type { Leniency } from './one-delivery.ts';
import { exposed } from './privacy.ts';
import { receiptsWrong } from './receipts.ts';

/**
 * Reads everything that a world holds, SES's own records before all, and says in words what is not as Courant promises: the chain
 * whole, every fact in one edition, one accepted message a reader, a copy of what the archive has, counts that add up, nothing private
 * anywhere.
 */
export async function brokenPromises(world: World, leniency: Leniency = {}): Promise<string[]> {
  const { manifests, wrong } = await chainOf(world);
  return [
    ...wrong,
    ...(await factsWrong(world, manifests)),
    ...(await deliveriesWrong(world, manifests, leniency)),
    ...(await copiesWrong(world, manifests)),
    ...(await receiptsWrong(world, manifests)),
    ...(await exposed(world)),
  ];
}
