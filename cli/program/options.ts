import { type OptionForm, optionTable } from './option-table.ts';

/** Name of an option, without the hyphens. */
export type OptionName = keyof typeof optionTable;

/** The options that were given; switches that were not are false, the others undefined. */
export type Options = {
  [Name in OptionName]: (typeof optionTable)[Name]['flags'] extends `${string}<${string}`
    ? ValueOf<(typeof optionTable)[Name]> | undefined
    : boolean;
};

/** Of an option that may be repeated all values, in their order. */
type ValueOf<Form> = Form extends { repeats: true } ? readonly string[] : string;

/** Says where Courant is; every command takes these. */
export const commonOptions: readonly OptionName[] = ['local', 'stack'];

/** The form of an option as it was typed, such as `--stack` or `--stack=x`, of a command; undefined where no command has it. */
export function formOf(typed: string, command = ''): OptionForm | undefined {
  const [flag] = typed.split('=');
  const form = Object.values<OptionForm>(optionTable).find(({ flags }) =>
    flags.split(/,? /).includes(flag ?? ''),
  );
  return form && formIn(form, command);
}

/** What an option is in a command. */
export function formIn(form: OptionForm, command: string): OptionForm {
  return { ...form, ...form.of?.[command] };
}

/** Whether an option takes a value. */
export function takesValue({ flags }: OptionForm): boolean {
  return flags.includes('<');
}

/** The options of a command, from those that were given. */
export function withDefaults(given: Partial<Options>): Options {
  const switches = Object.entries<OptionForm>(optionTable).filter(([, form]) => !takesValue(form));
  return { ...Object.fromEntries(switches.map(([name]) => [name, false])), ...given } as Options;
}
