/** Every option of every command, so that each means the same everywhere and may stand anywhere on the line. */
export const optionTable = {
  help: { type: 'boolean', value: '', about: 'this text' },
  local: {
    type: 'boolean',
    value: '',
    about: 'on this machine, on the data of npm start; no account is needed',
  },
  stack: {
    type: 'string',
    value: 'NAME',
    about: 'the deployed CloudFormation stack; "courant" unless given',
  },
  publication: {
    type: 'string',
    value: 'ID',
    about: 'which publication; may be left out where there is one only',
  },
  name: { type: 'string', value: 'NAME', about: "the reader's name, for the To: line of the mail" },
  how: {
    type: 'string',
    value: 'TEXT',
    about: 'how they agreed, such as "asked by letter on 3 November"; kept with them',
  },
  again: {
    type: 'boolean',
    value: '',
    about: 'also a reader whose mail came back, now that the mailbox works again',
  },
  uncertain: {
    type: 'boolean',
    value: '',
    about: 'to the readers of whom nobody knows whether SES took their message',
  },
  at: {
    type: 'string',
    value: 'INSTANT',
    about: 'as of then, such as 2026-12-08T09:00:00Z; now unless given',
  },
  to: { type: 'string', value: 'DIR', about: 'the folder to write to; PUBLICATION-EDITION unless given' },
  json: { type: 'boolean', value: '', about: 'for programs: one JSON object a line' },
  reason: {
    type: 'string',
    value: 'TEXT',
    about: 'why, in English, for readers; a FILE can say it in several languages',
  },
  capture: {
    type: 'string',
    value: 'TEXT_FILE',
    about: 'the text that was captured of the article; for one FILE only',
  },
  captures: {
    type: 'string',
    value: 'DIR',
    about: 'a folder of captured texts, whatever their names: each is found by its SHA-256',
  },
} as const satisfies Record<string, OptionForm>;

/** How an option is written: whether it takes a value, what the value is called, and what it is for. */
export type OptionForm = { type: 'boolean' | 'string'; value: string; about: string };
/** Name of an option, without the hyphens. */
export type OptionName = keyof typeof optionTable;
/** The options that were given; switches that were not are false, the others undefined. */
export type Options = {
  [Name in OptionName]: (typeof optionTable)[Name]['type'] extends 'boolean' ? boolean : string | undefined;
};

/** Says where Courant is; every command takes these. */
export const everywhere: readonly OptionName[] = ['local', 'stack', 'help'];

/** Whether a name is one of the table. */
export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(optionTable, name);
}
