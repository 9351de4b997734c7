import { join } from 'node:path';
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { filesBelow } from '../../programs/npm-start.ts';
import type { World } from '../world.ts';

/** What belongs to nobody else: of each reader address and token, and of what somebody asked of the form the same. */
async function secretsOf({ parts, stores }: World): Promise<string[]> {
  const readers = await Array.fromAsync(stores.readers.all(parts.publication.id));
  const requests = await stores.database.send(
    new QueryCommand({
      TableName: parts.resources.READERS_TABLE,
      KeyConditionExpression: 'publication = :requests',
      ExpressionAttributeValues: { ':requests': '_requests' },
    }),
  );
  return [...readers, ...((requests.Items ?? []) as { address: string; token: string | null }[])].flatMap(
    ({ address, token }) => [address, ...(token === null ? [] : [token])].map(text => text.toLowerCase()),
  );
}

/**
 * Where something of a reader, or of somebody who asked to be one, stands that must not: address or token in what functions wrote, in a message of a queue, in the
 * editions or deliveries tables, in a file of the archive.
 */
export async function exposed(world: World): Promise<string[]> {
  const { parts, stores } = world;
  // Of who was forgotten there is no address any more.
  const secrets = (await secretsOf(world)).filter(secret => secret !== '');
  const found: string[] = [];
  const look = (where: string, text: string) => {
    for (const content of where.endsWith('.eml') ? readings(text) : [text.toLowerCase()]) {
      const secret = secrets.find(one => content.includes(one));
      if (secret !== undefined) found.push(`${where}: holds ${secret}`);
    }
  };
  look('log', parts.functions.takeLog());
  for (const body of parts.bodies) look('queue', body);
  for (const table of [parts.resources.EDITIONS_TABLE, parts.resources.DELIVERIES_TABLE]) {
    const { Items = [] } = await stores.database.send(new ScanCommand({ TableName: table }));
    look(`table ${table}`, JSON.stringify(Items));
  }
  const files = await filesBelow(join(parts.cloud.s3.files, parts.resources.ARCHIVE_BUCKET));
  for (const [name, content] of Object.entries(files)) look(name, content);
  return [...new Set(found)];
}

/** A text as it is, and as quoted-printable and base64 hide it. */
function readings(text: string): string[] {
  const plain = text.toLowerCase();
  const unquoted = plain
    .replace(/=\r?\n/g, '')
    .replace(/=40/g, '@')
    .replace(/=2d/g, '-')
    .replace(/=2e/g, '.');
  const blocks = text.match(/(?:^[A-Za-z0-9+/]{40,76}=*\r?\n)+/gm) ?? [];
  return [
    plain,
    unquoted,
    ...blocks.map(block => Buffer.from(block, 'base64').toString('latin1').toLowerCase()),
  ];
}
