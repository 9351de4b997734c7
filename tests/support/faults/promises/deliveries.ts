import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Delivery, deliverySchema } from '../../../../core/delivery/ledger/delivery.ts';
import type { Manifest } from '../../../../core/edition/manifest.ts';
import type { Reader } from '../../../../core/readers/reader.ts';
import { signUpTag } from '../../../../core/readers/sign-up/confirmations.ts';
import type { Envelope } from '../../../../local/cloud/ses/mailbox.ts';
import type { World } from '../world.ts';
import { deliveryWrong, type Leniency } from './one-delivery.ts';

type Ledger = { rows: Map<string, Delivery>; mails: Map<string, Envelope[]>; readers: Map<string, Reader> };

/** What is wrong with the deliveries of the editions of these manifests, by the ledger and by SES's own records. */
export async function deliveriesWrong(
  world: World,
  manifests: readonly Manifest[],
  leniency: Leniency,
): Promise<string[]> {
  const ledger = await readLedger(world);
  const wrong: string[] = [];
  const audience = new Set<string>();
  for (const manifest of manifests) {
    const { edition } = manifest;
    const row = await world.stores.editions.read({ publication: manifest.publication, edition });
    const slices = await Array.fromAsync(
      world.stores.slices.all({ publication: manifest.publication, edition }),
    );
    const ids = slices.flatMap(({ readers }) => readers);
    for (const id of ids) audience.add(nameOf(edition, id));
    const say = (problem: string) => wrong.push(`edition ${edition}: ${problem}`);
    if (row?.state !== 'closed') say(`expected closed, found ${row?.state}, hold ${row?.hold}`);
    const counted = { slices: slices.length, readers: ids.length };
    if (JSON.stringify(row?.audience) !== JSON.stringify(counted))
      say(`expected an audience of ${JSON.stringify(counted)}, found ${JSON.stringify(row?.audience)}`);
    if (!ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? '')))
      say('slices overlap or are out of order');
    for (const id of missing(ledger.readers, ids, manifest)) say(`reader ${id} is in no slice`);
    for (const id of ids) {
      const name = nameOf(edition, id);
      const about = {
        row: ledger.rows.get(name),
        taken: ledger.mails.get(name) ?? [],
        reader: ledger.readers.get(id),
      };
      wrong.push(...deliveryWrong(about, leniency).map(problem => `${name}: ${problem}`));
    }
  }
  const known = [...ledger.rows.keys(), ...ledger.mails.keys()];
  wrong.push(...known.filter(name => !audience.has(name)).map(name => `${name}: in no audience`));
  return wrong;
}

async function readLedger({ parts, stores }: World): Promise<Ledger> {
  const scan = new ScanCommand({ TableName: parts.resources.DELIVERIES_TABLE, ConsistentRead: true });
  const { Items = [] } = await stores.database.send(scan);
  const nothing = { attempt: null, claimedAt: null, messageId: null, reason: null };
  // The marks of editions are no deliveries.
  const rows = Items.filter(({ partition }) => !partition.endsWith('#mark')).map(item =>
    deliverySchema.parse({ ...nothing, ...item, ...keyOf(item.partition, item.reader) }),
  );
  const mails = Map.groupBy(
    (await parts.cloud.ses.envelopes()).filter(
      ({ tags }) => tags.reader !== undefined && tags.publication !== signUpTag,
    ),
    ({ tags }) => nameOf(tags.edition ?? '', tags.reader ?? ''),
  );
  const readers = await Array.fromAsync(stores.readers.all(parts.publication.id));
  return {
    rows: new Map(rows.map(row => [nameOf(row.edition, row.reader), row])),
    mails,
    readers: new Map(readers.map(reader => [reader.id, reader])),
  };
}

/** Readers that were there from before the edition's time until now. */
function missing(readers: Ledger['readers'], ids: readonly string[], { window }: Manifest): string[] {
  const steady = [...readers.values()].filter(
    ({ state, agreed, joined }) => state === 'active' && (joined ?? agreed.at) < window.to,
  );
  return steady.map(({ id }) => id).filter(id => !ids.includes(id));
}

function keyOf(partition: string, reader: string): { publication: string; edition: string; reader: string } {
  const [publication = '', edition = ''] = partition.split('#');
  return { publication, edition, reader };
}

function nameOf(edition: string, reader: string): string {
  return `delivery ${edition} ${reader}`;
}
