import type { Address } from '../../../core/readers/address.ts';
import { everyPublication, type KeptEnding } from '../../../core/readers/ending.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import type { Installation } from '../../installation/installation.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { labelled } from '../../program/layout.ts';
import {
  addressOperand,
  addressOperandMistakes,
  personOf,
  publicationsWithReaders,
  shownReader,
} from '../../readers/person.ts';

/** `readers show`: what is held of somebody, in words and for programs: most of the answer to who asks for it. */
export const readersShow: Command<World> = {
  name: 'readers show',
  operands: [addressOperand],
  options: ['json', 'tokens'],
  summary: 'show what is held of somebody',
  about: [
    'It looks in all publications, also in those that make no editions any more: the rows of the readers table, how the address stands for ' +
      'all of them, and the endings that are kept in the archive bucket.',
    'It does not look for deliveries: these lie by edition under the same id, with times and states and no address; nor for mail that came ' +
      'back for a while, which is noted under the id too. What was asked of the form is ' +
      'not found by the address and expires after 48 hours; that it was answered, after 30 days as a rule. docs/privacy.md says where these lie.',
  ],
  examples: ['courant readers show ada@mail.example', 'courant readers show ada@mail.example --json'],
  check: addressOperandMistakes,
  async run({ operands: [typed = ''], options }, world) {
    return withInstallation(world, options, async installation => {
      const held = await heldOf(installation, typed);
      if (options.json) {
        const rows = held.rows.map(row => shownReader(row, options.tokens));
        world.print(JSON.stringify({ ...held, rows, everywhere: held.everywhere ?? null }));
      } else for (const line of heldLines(held, options.tokens)) world.print(line);
      return 0;
    });
  },
};

/** All that is held of somebody: their rows, how the address stands for all publications, and the endings that are kept. */
type Held = {
  address: string;
  id: string;
  rows: Reader[];
  everywhere: Address | undefined;
  kept: KeptEnding[];
};

async function heldOf(installation: Installation, typed: string): Promise<Held> {
  const { readers, addresses, endings } = installation;
  const { address, id } = await personOf(installation, typed);
  const places = await publicationsWithReaders(installation);
  const rows = await Promise.all(places.map(place => readers.read(place, id)));
  const kept = await Promise.all([...places, everyPublication].map(place => endings.ofReader(place, id)));
  return {
    address,
    id,
    rows: rows.flatMap(row => row ?? []),
    everywhere: await addresses.read(id),
    kept: kept.flat(),
  };
}

function heldLines({ address, id, rows, everywhere, kept }: Held, tokens: boolean): string[] {
  return [
    labelled('Address', address),
    labelled('Reader id', id),
    ...(rows.length === 0 && !everywhere && kept.length === 0 ? ['Nothing is held of this address.'] : []),
    ...rows.flatMap(row => rowLines(row, tokens)),
    ...addressLines(everywhere),
    ...keptLines(kept),
  ];
}

function rowLines(row: Reader, tokens: boolean): string[] {
  const { publication, state, name, language, agreed, joined, ended, token } = row;
  const { confirmed, form, letter, messageId } = agreed;
  const text = (label: string, value: string | null | undefined) =>
    value === null || value === undefined ? [] : [labelled(`  ${label}`, value)];
  return [
    '',
    `${publication}: ${state}`,
    ...text('Address', row.address || 'not held any more'),
    ...text('Name', name),
    ...text('Language', language),
    ...text('Agreed', `${agreed.at}, ${agreed.how}`),
    ...text('Confirmed', confirmed),
    ...text('Form', form),
    ...text('Letter', letter),
    ...text('Message id', messageId),
    ...text('Joined', joined),
    ...text(state === 'active' ? 'Once ended' : 'Ended', ended && `${ended.at}, ${ended.how}`),
    ...(tokens ? text('Token', token) : []),
  ];
}

function addressLines(address: Address | undefined): string[] {
  if (!address) return [];
  const { state, ended } = address;
  return ['', `every publication: ${state}`, labelled('  Since', `${ended.at}, ${ended.how}`)];
}

function keptLines(kept: readonly KeptEnding[]): string[] {
  if (kept.length === 0) return [];
  const line = ({ publication, kind, at }: KeptEnding) =>
    labelled(`  ${kind}`, `${at}, ${publication === everyPublication ? 'every publication' : publication}`);
  return ['', 'Kept in the archive bucket, under the reader id:', ...kept.map(line)];
}
