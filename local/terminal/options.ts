import { type Instant, toInstant } from '../../core/foundation/instant.ts';

/** What is wrong with a value that was typed: what was expected instead, and what to do. */
export type WrongValue = { expected: string; todo: string };

/** An option of a program: how it is written, what it is for, and how its value is read. */
export type Option<Value> = {
  /** What stands for its value in the help, such as INSTANT; null for a switch, which takes none. */
  placeholder: string | null;
  about: string;
  /** Says that it is no option but the words without a name; what to say when there are none. */
  operands?: WrongValue;
  /** The value when the option is not given. */
  initial: Value;
  /** Reads the value; that of a switch is never read. */
  read(typed: string): { value: Value } | WrongValue;
};

/** A switch: off unless it is given. */
export function flag(about: string): Option<boolean> {
  return { placeholder: null, about, initial: false, read: () => ({ value: true }) };
}

/** A whole number in digits, within limits. */
export function wholeNumber<Initial extends number | null>(
  about: string,
  { least, most, initial }: { least: number; most: number; initial: Initial },
): Option<number | Initial> {
  return {
    placeholder: 'N',
    about,
    initial,
    read(typed) {
      const value = Number(typed);
      if (/^\d+$/.test(typed) && value >= least && value <= most) return { value };
      return { expected: `a whole number from ${least} to ${most}`, todo: 'write it in digits only' };
    },
  };
}

/** A port of this machine; 0 takes a free one. */
export function port(about: string, initial: number): Option<number> {
  return wholeNumber(about, { least: 0, most: 65_535, initial });
}

/** An instant with a zone; null unless it is given. */
export function instant(about: string): Option<Instant | null> {
  return {
    placeholder: 'INSTANT',
    about,
    initial: null,
    read(typed) {
      try {
        return { value: toInstant(typed) };
      } catch {
        const expected = 'an instant with a zone, such as 2026-12-08T09:00:00Z or 2026-12-08T10:00:00+01:00';
        return { expected, todo: 'write it like the example' };
      }
    },
  };
}

/** A text that is not empty; null unless it is given. @param missing what to say when the value is missing. */
export function text(placeholder: string, about: string, missing: WrongValue): Option<string | null> {
  return { placeholder, about, initial: null, read: typed => (typed === '' ? missing : { value: typed }) };
}

/** The words that are no options, of which a program needs at least one. @param missing what to say when there are none. */
export function operands(placeholder: string, about: string, missing: WrongValue): Option<string[]> {
  return { placeholder, about, operands: missing, initial: [], read: typed => ({ value: [typed] }) };
}
