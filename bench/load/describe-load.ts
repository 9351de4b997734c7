import type { Account } from './account-for-everyone.ts';
import { type MemoryComparison, memoryBar } from './compare-memory.ts';
import type { Phase } from './phase.ts';
import type { LoadRun } from './run-load.ts';

/** A run as a table, a line a function, and what became of everyone. */
export function describeRun({ readers, sliceSize, messageBytes, phases, account }: LoadRun): string {
  const header = [
    '',
    'processes',
    'wall s',
    'CPU s',
    'ms/message',
    'messages/CPU s',
    'peak MiB',
    'cloud CPU s',
  ];
  const rows = phases.map(phase => rowOf(phase, readers));
  return [
    `${whole(readers)} readers, slices of ${sliceSize}, a message of ${(messageBytes / 1024).toFixed(1)} KiB`,
    '',
    ...table([header, ...rows]),
    '',
    `SES took ${whole(account.messages)} messages for ${whole(account.readersMailed)} readers; the ledger: ${ledgerOf(account.ledger)} of an audience of ${whole(account.audience)};`,
    `noted of them: ${whole(account.sendNoted)} sent, ${whole(account.deliveryNoted)} delivered; the receipt: ${receiptOf(account.receipt)}.`,
    ...(account.faults.length === 0
      ? ['Everyone is accounted for.']
      : ['NOT everyone is accounted for:', ...account.faults.map(fault => `  ${fault}`)]),
    '',
  ].join('\n');
}

/** The comparison of memory, a line a function, with the bar. */
export function describeComparison(memory: readonly MemoryComparison[]): string {
  const rows = memory.map(({ name, small, large, ratio }) => [
    name,
    small.toFixed(0),
    large.toFixed(0),
    ratio.toFixed(2),
    ratio <= memoryBar ? `at most ${memoryBar}` : `MORE than ${memoryBar}`,
  ]);
  return `${table([['', 'peak MiB', 'then', 'ratio', 'bar'], ...rows]).join('\n')}\n`;
}

function rowOf(
  { name, processes, wallSeconds, cpuSeconds, peakMiB, cloudCpuSeconds }: Phase,
  readers: number,
) {
  return [
    name,
    String(processes),
    wallSeconds.toFixed(1),
    cpuSeconds.toFixed(2),
    ((cpuSeconds / readers) * 1000).toFixed(2),
    (readers / cpuSeconds).toFixed(0),
    peakMiB.toFixed(0),
    cloudCpuSeconds.toFixed(1),
  ];
}

function ledgerOf(ledger: Readonly<Record<string, number>>): string {
  const found = Object.entries(ledger).filter(([, count]) => count > 0);
  return found.map(([state, count]) => `${whole(count)} ${state}`).join(' + ') || 'nobody';
}

function receiptOf(receipt: Account['receipt']): string {
  return receipt ? `${whole(receipt.accepted)} accepted of ${whole(receipt.audience)}` : 'none';
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  return rows.map(row =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

function whole(count: number): string {
  return count.toLocaleString('en');
}
