import { describe, expect, it } from 'vitest';
import { liveLine, patience } from '../../../cli/program/live-line.ts';

/** A stream that keeps what is written to it. */
function aStream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stream: { isTTY, columns, write } as unknown as NodeJS.WriteStream };
}

describe('a line that is drawn again in its place', () => {
  it('is written over the one before in one go, and cleared behind it, never before it', () => {
    const { written, stream } = aStream(true);
    const live = liveLine(stream, {});
    live?.draw('a long line');
    live?.draw('short');
    live?.end();
    live?.end();
    expect(written).toEqual(['\ra long line\u001b[K', '\rshort\u001b[K', '\n']);
  });

  it('is as wide as the terminal is now', () => {
    const { stream } = aStream(true);
    const live = liveLine(stream, {});
    expect(live?.columns()).toBe(79);
    stream.columns = 40;
    expect(live?.columns()).toBe(39);
    // Nobody gave it a size.
    stream.columns = 0;
    expect(live?.columns()).toBe(79);
  });

  it('is none in a pipe, nor in a terminal without a cursor', () => {
    expect(liveLine(aStream(false).stream, {})).toBeUndefined();
    expect(liveLine(aStream(true).stream, { TERM: 'dumb' })).toBeUndefined();
  });
});

describe('patience', () => {
  it('waits its time, and ends at once on Ctrl-C, also when that came before', async () => {
    const listeners = process.listenerCount('SIGINT');
    const one = patience();
    expect(await one.isInterrupted(0)).toBe(false);
    const waiting = one.isInterrupted(3600);
    process.emit('SIGINT');
    expect(await waiting).toBe(true);
    expect(await one.isInterrupted(3600)).toBe(true);
    // A second Ctrl-C ends the program, as ever.
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });

  it('listens to nothing once it is over', () => {
    const listeners = process.listenerCount('SIGINT');
    const one = patience();
    expect(process.listenerCount('SIGINT')).toBe(listeners + 1);
    one.end();
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });
});
