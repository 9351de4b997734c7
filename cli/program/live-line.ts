import { setTimeout as pause } from 'node:timers/promises';

/** A line of the terminal that is drawn again in its place. */
export type LiveLine = {
  /** Columns of the terminal as it is now. */
  columns(): number;
  /** Draws the line over the one before; it has to fit. */
  draw(line: string): void;
  /** Leaves the line as it is: what is printed next stands below. */
  end(): void;
};

/** As wide as terminals have been for ever. */
const columnsUnlessSaid = 80;

/** Clears what a longer line before left behind the cursor, so that no line is ever empty for a moment. */
const clearRest = '\u001b[K';

/** A live line on a stream; undefined where nothing can be drawn over: in a pipe, a file, or a terminal without a cursor. */
export function liveLine(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
  { TERM }: { TERM?: string | undefined } = process.env,
): LiveLine | undefined {
  if (!stream.isTTY || TERM === 'dumb') return undefined;
  let isDrawn = false;
  return {
    // Whoever fills the last column makes some terminals begin a line. One that nobody gave a size says 0, and has mostly more.
    columns: () => (stream.columns || columnsUnlessSaid) - 1,
    draw(line) {
      isDrawn = true;
      stream.write(`\r${line}${clearRest}`);
    },
    end() {
      if (isDrawn) stream.write('\n');
      isDrawn = false;
    },
  };
}

/** How to wait for something that takes long, so that Ctrl-C ends it in good order. */
export type Patience = {
  /** Waits so many seconds, or until somebody asks the program to end. @returns whether somebody did */
  isInterrupted(seconds: number): Promise<boolean>;
  /** From now on Ctrl-C ends the program at once, as ever. */
  end(): void;
};

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Listens for Ctrl-C until `end`; a second one ends the program at once. */
export function patience(): Patience {
  const interrupted = new AbortController();
  const interrupt = () => {
    stopListening();
    interrupted.abort();
  };
  const stopListening = () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  for (const signal of signals) process.on(signal, interrupt);
  return {
    isInterrupted: async seconds => {
      const { signal } = interrupted;
      // What ends the waiting early is the signal alone.
      await pause(seconds * 1000, undefined, { signal }).catch(() => undefined);
      return signal.aborted;
    },
    end: stopListening,
  };
}
