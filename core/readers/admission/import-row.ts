import type { Mistake } from '../../foundation/errors.ts';
import type { Instant } from '../../foundation/instant.ts';
import type { Reader } from '../reader.ts';
import { normaliseAddress } from '../reader-id.ts';
import { addressMistakes, readerMistakes } from './add-reader.ts';
import type { EndedState } from './admission.ts';
import { momentForm, statedMoment } from './agreement.ts';

/** The columns of a table of readers: the first three are needed, the others may be missing. */
export const readerColumns = {
  required: ['address', 'agreed', 'how'],
  optional: ['name', 'publication', 'language', 'state'],
} as const;
/** The columns of a table of those who left an older tool. */
export const optOutColumns = {
  required: ['address', 'ended'],
  optional: ['reason', 'publication', 'state'],
} as const;

/** The cells of a row by column; '' where the table has no such column. */
export type Cells = (
  column:
    | (typeof readerColumns)['required' | 'optional'][number]
    | (typeof optOutColumns)['required' | 'optional'][number],
) => string;

/** Somebody in a table who agreed to be written to; the address is normalised. */
export type Person = Pick<Reader, 'publication' | 'address' | 'name' | 'language'> & {
  agreed: { at: Instant; how: string };
};
/** Somebody in a table who is not to be written to any more. */
export type OptOut = {
  publication: string;
  address: string;
  state: Exclude<EndedState, 'erased'>;
  ended: { at: Instant; how: string };
};

/** What is wrong with a cell. */
export type CellFault = Pick<Mistake, 'expected' | 'found' | 'todo'> & { column: string };

/** What rows are read by. */
export type RowTerms = {
  /** The publications that there are, each with the language of its mail. */
  publications: ReadonlyMap<string, string>;
  /** The one that is meant where a row names none; rows that name another one are left out then, if it was named. */
  publication: string | null;
  onlyThat: boolean;
  languages: readonly string[];
  now: Instant;
};

/** A row that was read: what it says, all that is wrong with it, or why it is none of this import's. */
export type ReadRow<Said> =
  | { kind: 'row'; said: Said }
  | { kind: 'invalid'; faults: CellFault[] }
  | { kind: 'left out'; because: 'another publication' | 'not active' | 'active' };

/** Reads a row of a table of readers. One whose `state` says that they are no reader is left out: it is for the import of endings. */
export function personOf(cells: Cells, terms: RowTerms): ReadRow<Person> {
  if (!['', 'active'].includes(cells('state').toLowerCase()))
    return { kind: 'left out', because: 'not active' };
  const place = publicationOf(cells, terms);
  if (place === 'another') return { kind: 'left out', because: 'another publication' };
  const [address, how] = [cells('address'), cells('how')];
  const name = cells('name') || null;
  const agreed = momentOf('agreed', cells, terms.now);
  const language = languageOf(cells, terms, place);
  const faults = [
    ...readerMistakes({ address, name, how }).map(asFault),
    ...[agreed, place, language].flatMap(each => (typeof each === 'object' ? each : [])),
  ];
  if (faults.length > 0 || typeof agreed === 'object') return { kind: 'invalid', faults };
  const said = {
    publication: String(place),
    address: normaliseAddress(address),
    name,
    language: String(language),
    agreed: { at: agreed, how },
  };
  return { kind: 'row', said };
}

const reasonAtMost = 200;
const endedStates = { left: 'left', bounced: 'bounced', complained: 'complained', '': 'left' } as const;

/** Reads a row of a table of endings. One whose `state` says that they are a reader is left out. */
export function optOutOf(cells: Cells, terms: RowTerms): ReadRow<OptOut> {
  const state = cells('state').toLowerCase();
  if (state === 'active' || state === 'pending') return { kind: 'left out', because: 'active' };
  const place = publicationOf(cells, terms);
  if (place === 'another') return { kind: 'left out', because: 'another publication' };
  const address = cells('address');
  const at = momentOf('ended', cells, terms.now);
  const isKnown = (word: string): word is keyof typeof endedStates => Object.hasOwn(endedStates, word);
  const faults = [
    ...addressMistakes(address).map(asFault),
    ...[at, place].flatMap(each => (typeof each === 'object' ? each : [])),
    ...(isKnown(state) ? [] : [fault('state', 'left, bounced or complained', state)]),
  ];
  if (faults.length > 0 || typeof at === 'object' || !isKnown(state)) return { kind: 'invalid', faults };
  // What another tool noted is for the operator's eyes; it stays short and in one line.
  const noted = Array.from(cells('reason').replace(/[\p{Cc}\p{Cs}\s\u2028-\u202e\u2066-\u2069]+/gu, ' '))
    .slice(0, reasonAtMost)
    .join('')
    .trim();
  const how = noted === '' ? 'left an older tool' : noted;
  const said = {
    publication: String(place),
    address: normaliseAddress(address),
    state: endedStates[state],
    ended: { at, how },
  };
  return { kind: 'row', said };
}

function publicationOf(cells: Cells, terms: RowTerms): string | 'another' | CellFault[] {
  const named = cells('publication');
  const { publication, publications, onlyThat } = terms;
  if (named === '' && publication !== null) return publication;
  if (onlyThat && named !== publication) return 'another';
  if (publications.has(named)) return named;
  return [fault('publication', `one of ${[...publications.keys()].join(', ')}`, named)];
}

function languageOf(
  cells: Cells,
  { languages, publications }: RowTerms,
  place: string | CellFault[],
): string | CellFault[] {
  const named = cells('language');
  if (named === '') return (typeof place === 'string' && publications.get(place)) || '';
  return languages.includes(named)
    ? named
    : [fault('language', `one of ${languages.join(', ')}, or nothing`, named)];
}

function momentOf(column: 'agreed' | 'ended', cells: Cells, now: Instant): Instant | CellFault[] {
  const at = statedMoment(cells(column), now);
  if (at === undefined) return [fault(column, momentForm, cells(column))];
  return at === 'ahead' ? [fault(column, 'a time that is not in the future', cells(column))] : at;
}

function fault(column: string, expected: string, found: string): CellFault {
  return {
    column,
    expected,
    found: found === '' ? 'nothing' : JSON.stringify(found),
    todo: 'correct the cell',
  };
}

function asFault({ source, expected, found, todo }: Mistake): CellFault {
  return { column: source, expected, found: found === '""' ? 'nothing' : found, todo };
}
