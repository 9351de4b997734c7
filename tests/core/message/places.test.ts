import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../core/edition/manifest.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { UnreadableError } from '../../../core/foundation/stored-json.ts';
import { fillIn } from '../../../core/message/fill-in.ts';
import { makeMessageTemplate } from '../../../core/message/message-template.ts';
import { placesSchema } from '../../../core/message/places.ts';
import { fieldLengths, fieldsOf } from '../../../core/message/reader-fields.ts';
import { agreed, chineseAround, contentWith, markers } from './marked-content.ts';

/** A manifest as it was written before parts could be base64: no place names its encoding. */
const oldManifest = {
  version: 1,
  publication: 'weekly',
  edition: '2026-11-16',
  number: 1,
  previous: null,
  window: { from: null, to: '2026-11-16T06:00:00Z' },
  from: { name: 'Weekly', address: 'digest@news.example' },
  subject: 'Weekly 1',
  records: [],
  facts: [],
  captures: [],
  files: {},
  places: {
    to: { at: 4, length: 27 },
    fields: [
      { field: 'leaveKey', at: 35, length: 50, from: 0 },
      { field: 'leaveKey', at: 88, length: 4, from: 50 },
    ],
  },
  previousManifest: null,
};
const oldMessage = Buffer.from(
  `A:b\nTo: reader@places.example\r\n\r\n${'m'.repeat(52)}=\r\nmmmm\r\n`.replace(
    'm'.repeat(52),
    `u=${'m'.repeat(50)}`,
  ),
);

describe('the places of a message', () => {
  it('are read from a manifest of before base64, and filled in as ever', () => {
    const { places } = readManifest(JSON.stringify(oldManifest));
    const fields = fieldsOf({ id: '1'.repeat(32), token: 'a'.repeat(22), agreed });
    const copy = fillIn({ bytes: oldMessage, places }, { name: null, address: 'me@mail.example' }, fields);
    const broken = `${fields.leaveKey.slice(0, 50)}=\r\n${fields.leaveKey.slice(50)}`;
    expect(copy.toString('latin1')).toBe(`A:b\nTo: me@mail.example\r\n\r\nu=${broken}\r\n`);
  });

  it('are the same after they were written and read', async () => {
    const content = contentWith(markers, { html: `国${chineseAround(0, 0)}国`, text: chineseAround(2, 9) });
    const { places } = await makeMessageTemplate(content);
    expect(places.fields.some(place => place.encoding === 'base64' && /[^\0-~]/.test(place.after))).toBe(
      true,
    );
    expect(placesSchema.parse(JSON.parse(canonicalJson(places)))).toEqual(places);
  });

  it('show a researcher where each field stands, and what stands there in the archive', async () => {
    const html = `${chineseAround(3, 5)} SINCE`;
    const content = contentWith(markers, { html, text: 'LEAVE\nsince SINCE' });
    const { bytes, places } = await makeMessageTemplate(content);
    const found = { id: '', leaveKey: '', since: '' };
    for (const place of places.fields) {
      const run = bytes.toString('latin1', place.at, place.at + place.length);
      if (place.encoding === 'none') found[place.field] += run;
      else {
        const { start, end, before, after, field } = place;
        const plain = Buffer.from(run, 'base64').toString('latin1');
        expect(plain).toBe(before + markers[field].slice(start, end) + after);
        found[field] += markers[field].slice(start, end);
      }
    }
    expect(found).toEqual({
      id: markers.id,
      leaveKey: markers.leaveKey.repeat(3),
      since: markers.since.repeat(2),
    });
    expect(found.leaveKey).toHaveLength(3 * fieldLengths.leaveKey);
  });

  it('of an encoding that this version does not know are not read: their bytes would be filled in wrongly', () => {
    const [place] = oldManifest.places.fields;
    const later = { ...oldManifest.places, fields: [{ ...place, encoding: 'base85' }] };
    expect(() => readManifest(JSON.stringify({ ...oldManifest, places: later }))).toThrow(UnreadableError);
  });
});
