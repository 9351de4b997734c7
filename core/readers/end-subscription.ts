import type { Instant } from '../foundation/instant.ts';
import type { Ending, Reader } from './reader.ts';

/**
 * A reader after a bounce or complaint. A complaint outweighs a bounce, and of several endings of one kind the first counts, so that
 * order and number of events do not matter. A reader who left stays `left`. An event from before the reader agreed (again)
 * to be mailed changes nothing.
 */
export function endedBy(reader: Reader, { state, at, how }: Ending): Reader {
  const { state: before, ended, agreed } = reader;
  if (at < agreed.at || before === 'left') return reader;
  if (before === 'complained' && state === 'bounced') return reader;
  if (before === state && !(ended && order({ at, how }) < order(ended))) return reader;
  return { ...reader, state, ended: { at, how } };
}

function order({ at, how }: { at: Instant; how: string }): string {
  return `${at} ${how}`;
}
