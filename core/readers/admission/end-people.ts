import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { Addresses } from '../address.ts';
import { everyPublication, type KeptEnding } from '../ending.ts';
import type { EndingKeeper } from '../ending-keeper.ts';
import type { Readers } from '../reader.ts';
import type { Standing } from './admission.ts';
import { type Identified, type LookContext, standingsOf } from './import-people.ts';
import type { OptOut } from './import-row.ts';

/**
 * What comes of an opt-out: `noted` of somebody who never was a reader here, so that no later import brings them back; a reader `leaves`;
 * or `stays`, who agreed after it; `known`, who had ended here too.
 */
export type OptOutFate = 'noted' | 'leaves' | 'stays' | 'known';

/** What ending people needs. */
export type EndPeopleContext = LookContext & {
  readers: Pick<Readers, 'add' | 'end'>;
  addresses: Pick<Addresses, 'end'>;
  keeper: Pick<EndingKeeper, 'keep'>;
  newToken: () => string;
};

const writesAtOnce = 16;

/** What would come of opt-outs, in their order; nothing is written. */
export async function lookAtOptOuts(
  context: LookContext,
  optOuts: readonly Identified<OptOut>[],
): Promise<OptOutFate[]> {
  const standings = await standingsOf(context, optOuts);
  return optOuts.map((optOut, index) => fateOf(standings[index], optOut));
}

function fateOf(standing: Standing | undefined, { ended }: OptOut): OptOutFate {
  const row = standing?.row;
  if (!row) return 'noted';
  if (row.state !== 'active' && row.state !== 'pending') return 'known';
  return row.agreed.at <= ended.at ? 'leaves' : 'stays';
}

/**
 * Ends the subscriptions of people, or notes that they do not want one, without their address: their id alone tells them again. Each ending
 * is kept outside of the table too. Who agreed later stays. The same once more changes nothing.
 * @returns what came of each, and how many endings could not be kept: the same once more keeps them.
 */
export async function endPeople(
  context: EndPeopleContext,
  optOuts: readonly Identified<OptOut>[],
): Promise<{ fates: OptOutFate[]; unkept: number }> {
  const standings = await standingsOf(context, optOuts);
  const fates = await mapInOrder(optOuts, writesAtOnce, async (optOut, index) => {
    const fate = fateOf(standings[index], optOut);
    if (fate === 'stays') return fate;
    const { publication, id, state, ended } = optOut;
    if (state !== 'left') await context.addresses.end(id, { state, ...ended });
    if (fate === 'noted') await note(context, optOut);
    if (fate === 'leaves') await context.readers.end(publication, id, { state, ...ended });
    return fate;
  });
  const endings = optOuts.flatMap((optOut, index) => (fates[index] === 'stays' ? [] : keptOf(optOut)));
  return { fates, unkept: endings.length - (await context.keeper.keep(endings)) };
}

/** A bounce or a complaint ends the address for every publication. */
function keptOf({ publication, id, state, ended }: Identified<OptOut>): KeptEnding[] {
  const ending = { reader: id, kind: state, at: ended.at };
  return [
    { ...ending, publication },
    ...(state === 'left' ? [] : [{ ...ending, publication: everyPublication }]),
  ];
}

/** Of who never agreed here there is no agreement; the row needs a time, and no later one would be outlived by it. */
async function note(
  { readers, newToken }: Pick<EndPeopleContext, 'readers' | 'newToken'>,
  { publication, id, state, ended }: Identified<OptOut>,
): Promise<void> {
  const agreed = { at: ended.at, how: 'to nothing here: they had left before' };
  const nobody = { address: '', name: null, language: 'en', token: newToken() };
  await readers.add({ ...nobody, publication, id, state, agreed, ended });
}
