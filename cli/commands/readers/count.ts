import { neverRead, type Reader } from '../../../core/readers/reader.ts';
import type { Installation } from '../../installation/installation.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { table } from '../../program/layout.ts';
import type { Options } from '../../program/options.ts';
import { publicationsWithReaders } from '../../readers/person.ts';
import { readerStates } from '../../readers/reader-states.ts';

/** Readers of one publication, counted: by state, and who began and ended in each month. */
type Count = { states: Record<string, number>; months: Map<string, { began: number; ended: number }> };

/** `readers count`: how many readers each publication has, and how that came. */
export const readersCount: Command<World> = {
  name: 'readers count',
  operands: [],
  options: ['publication', 'json'],
  summary: 'count readers by publication, state and month',
  about: [
    'It counts the rows of each publication that has any, by their state, and for each month (of UTC) those who began and those who ended then. ' +
      'Opt-outs of an older tool count by state alone. Somebody who ended and began anew counts where they began last; whoever was erased is not counted.',
  ],
  examples: ['courant readers count', 'courant readers count --publication weekly --json'],
  async run({ options }, world) {
    return withInstallation(world, options, async installation => {
      let isEmpty = true;
      for await (const { publication, count } of countsOf(installation, options)) {
        if (options.json) world.print(JSON.stringify(objectOf(publication, count)));
        else for (const line of linesOf(publication, count, isEmpty)) world.print(line);
        isEmpty = false;
      }
      if (isEmpty && !options.json) world.print('There are no readers yet.');
      return 0;
    });
  },
};

/** Of each publication that has readers, and of one that was named. */
async function* countsOf(
  installation: Installation,
  options: Options,
): AsyncGenerator<{ publication: string; count: Count }> {
  for (const publication of await publicationsWithReaders(installation, options.publication)) {
    const count = await countOf(installation.readers.all(publication));
    const hasAny = Object.keys(count.states).length > 0;
    if (hasAny || options.publication !== undefined) yield { publication, count };
  }
}

async function countOf(readers: AsyncIterable<Reader>): Promise<Count> {
  const count: Count = { states: {}, months: new Map() };
  for await (const reader of readers) {
    const { state, agreed, joined, ended } = reader;
    count.states[state] = (count.states[state] ?? 0) + 1;
    if (neverRead(reader)) continue;
    monthOf(count, joined ?? agreed.at).began += 1;
    if (ended && state !== 'active' && state !== 'pending') monthOf(count, ended.at).ended += 1;
  }
  return count;
}

function monthOf({ months }: Count, at: string): { began: number; ended: number } {
  const month = at.slice(0, 'YYYY-MM'.length);
  const found = months.get(month) ?? { began: 0, ended: 0 };
  months.set(month, found);
  return found;
}

function inOrder({ states, months }: Count) {
  return {
    states: readerStates.flatMap(state => (states[state] ? [[state, states[state]] as const] : [])),
    months: [...months].sort(([one], [other]) => (one < other ? -1 : 1)),
  };
}

function objectOf(publication: string, count: Count): object {
  const { states, months } = inOrder(count);
  return {
    publication,
    states: Object.fromEntries(states),
    months: months.map(([month, numbers]) => ({ month, ...numbers })),
  };
}

function linesOf(publication: string, count: Count, isFirst: boolean): string[] {
  const { states, months } = inOrder(count);
  const all = states.map(([state, number]) => `${number.toLocaleString('en')} ${state}`).join(', ');
  return [
    ...(isFirst ? [] : ['']),
    `${publication}: ${all || 'no readers'}`,
    ...(months.length === 0
      ? []
      : table([
          ['  month', 'began', 'ended'],
          ...months.map(([month, { began, ended }]) => [`  ${month}`, String(began), String(ended)]),
        ])),
  ];
}
