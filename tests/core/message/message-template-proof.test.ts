import { describe, expect, it, vi } from 'vitest';
import * as finding from '../../../core/message/find-places.ts';
import { makeMessageTemplate, proveTemplate } from '../../../core/message/message-template.ts';
import { UnplaceableFieldError } from '../../../core/message/reader-fields.ts';
import { chineseAround, contentWith, markers } from './marked-content.ts';

vi.mock('../../../core/message/find-places.ts', { spy: true });
const content = contentWith(markers, { html: `${chineseAround(1, 1)} SINCE`, text: 'LEAVE\nsince SINCE\n' });

describe('the proof of an edition’s message', () => {
  it('is taken by what was just built', async () => {
    await expect(proveTemplate(await makeMessageTemplate(content), content)).resolves.toBeUndefined();
  });

  it('is asked for before an edition is built: places that are not found fail it', async () => {
    vi.mocked(finding.findPlaces).mockReturnValueOnce([]);
    await expect(makeMessageTemplate(content)).rejects.toThrow(/found a difference .*fault of Courant/);
  });

  it('fails for a place that is lost, moved or carries other neighbours, in every encoding', async () => {
    const { bytes, places } = await makeMessageTemplate(content);
    expect(new Set(places.fields.map(({ encoding }) => encoding))).toEqual(new Set(['none', 'base64']));
    for (const [index, place] of places.fields.entries()) {
      const others = places.fields.filter(other => other !== place);
      const wrong = [
        others,
        others.toSpliced(index, 0, { ...place, at: place.at + 4 }),
        ...(place.encoding === 'base64' ? [[...others, { ...place, before: 'no', after: 'no' }]] : []),
      ];
      for (const fields of wrong) {
        const proving = proveTemplate({ bytes, places: { ...places, fields } }, content);
        await expect(proving).rejects.toThrow(UnplaceableFieldError);
        await expect(proving).rejects.toThrow(/found a difference at byte \d+ of \d+.*fault of Courant/);
      }
    }
  });

  it('fails for bytes that are not those of the content', async () => {
    const { bytes, places } = await makeMessageTemplate(content);
    const proving = proveTemplate({ bytes: bytes.subarray(0, -1), places }, content);
    await expect(proving).rejects.toThrow(UnplaceableFieldError);
  });
});
