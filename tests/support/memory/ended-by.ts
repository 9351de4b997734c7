import type { Instant } from '../../../core/foundation/instant.ts';
import type { Ending, Reader } from '../../../core/readers/reader.ts';

/**
 * A reader after such an ending. A complaint outweighs a bounce, and of several endings of one kind the last counts, so that
 * order and number of reports do not matter. Who left has left already; and what was reported of the time before a reader
 * agreed (again) to be written to does not end what they agreed to since.
 */
export function endedBy(reader: Reader, { state, at, how }: Ending): Reader {
  const { state: standing, ended, agreed, lifted } = reader;
  if (state !== 'left' && lifted !== undefined && at <= lifted) return reader;
  if (at < agreed.at || (standing === 'left' && state !== 'left')) return reader;
  if (state === 'left' && !['active', 'pending', 'left'].includes(standing)) return reader;
  if (standing === 'complained' && state === 'bounced') return reader;
  if (standing === state && !(ended && order({ at, how }) > order(ended))) return reader;
  return { ...reader, state, ended: { at, how } };
}

function order({ at, how }: { at: Instant; how: string }): string {
  return `${at} ${how}`;
}
