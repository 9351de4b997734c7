import type { Mistake } from '../../core/foundation/errors.ts';
import type { Reader } from '../../core/readers/reader.ts';
import type { Options } from '../program/options.ts';
import { usageMistake } from '../program/usage-error.ts';

/** The states of a reader's row, in the order in which people ask for them. */
export const readerStates = [
  'active',
  'left',
  'bounced',
  'complained',
  'pending',
] as const satisfies readonly Reader['state'][];

/** What is wrong with a state that was typed. */
export function stateMistakes({ state }: Pick<Options, 'state'>): Mistake[] {
  if (state === undefined || readerStates.some(known => known === state)) return [];
  return [usageMistake(`--state ${state}`, `one of ${readerStates.join(', ')}`, 'write one of them')];
}

/** Those readers who are in a state, as they come; all of them where none is named. */
export async function* inState(
  readers: AsyncIterable<Reader>,
  state: string | undefined,
): AsyncGenerator<Reader> {
  for await (const reader of readers) if (state === undefined || reader.state === state) yield reader;
}
