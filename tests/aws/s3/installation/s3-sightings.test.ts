import { describe, expect, it } from 'vitest';
import { S3Sightings } from '../../../../aws/s3/installation/s3-sightings.ts';
import { S3Objects } from '../../../../aws/s3/s3-objects.ts';
import type { Sighting } from '../../../../core/edition/first-sight.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { NewerDataError } from '../../../../core/foundation/stored-json.ts';
import { awsPorts } from '../../aws-ports.ts';

const sighting = (since: string): Sighting => ({ format: 1, publication: 'weekly', since: since as Instant });

describe('sightings on S3', () => {
  it('are written once a publication, below seen/', async () => {
    const { clients, resources } = await awsPorts();
    const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
    const sightings = new S3Sightings(objects);
    expect(await sightings.read('weekly')).toBeUndefined();
    expect(await sightings.write(sighting('2026-11-23T06:00:00Z'))).toBe('written');
    expect(await sightings.write(sighting('2026-11-24T06:00:00Z'))).toBe('taken');
    expect(await sightings.read('weekly')).toEqual(sighting('2026-11-23T06:00:00Z'));
    expect(await sightings.read('weekly-2')).toBeUndefined();
    expect(await objects.keys('seen/')).toEqual(['seen/weekly.json']);
  });

  it('are refused, by the name of the object, where a later version wrote another format', async () => {
    const { clients, resources } = await awsPorts();
    const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
    const later = JSON.stringify({ ...sighting('2026-11-23T06:00:00Z'), format: 2 });
    await objects.writeOnce('seen/weekly.json', later, 'application/json');
    const reading = new S3Sightings(objects).read('weekly');
    await expect(reading).rejects.toThrow(NewerDataError);
    await expect(reading).rejects.toThrow(/^seen\/weekly\.json: .*newer version/);
  });
});
