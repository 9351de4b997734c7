import { describe, expect, it } from 'vitest';
import { editionNamed, everyEdition } from '../support/editions/catalogue.ts';
import baseline from './caniemail-baseline.json' with { type: 'json' };
import { allErrors, clientErrors, errorsBeyond } from './client-support.ts';
import { messageOf } from './message.ts';

const htmlOf = async (...[name, archive]: (typeof everyEdition)[number]) =>
  (await messageOf(await editionNamed(name, archive))).html;

/** caniemail reads data that come with it; a request would be a fault of ours. */
globalThis.fetch = () => {
  throw new Error('something asked the network');
};

describe('what mail programs do not support', () => {
  it.each(everyEdition)(
    'is no more than is known, in the edition "%s" with a %s archive',
    async (...edition) => {
      const beyond = errorsBeyond(clientErrors(await htmlOf(...edition)), baseline);
      expect(beyond, 'see whether it does harm; if not, run: npm run caniemail').toEqual([]);
    },
  );

  it('is no less than is known: what no edition uses any more is taken off the list', async () => {
    const all = await Promise.all(everyEdition.map(async edition => clientErrors(await htmlOf(...edition))));
    expect(errorsBeyond(baseline, allErrors(all)), 'run: npm run caniemail').toEqual([]);
  });

  it('is found where a message uses more', async () => {
    const html = await htmlOf('usual', 'public');
    const broken = html.replace('</h1>', '</h1><p style="display:grid;gap:4px">A</p>');
    expect(errorsBeyond(clientErrors(broken), baseline)).toEqual(
      expect.arrayContaining(['outlook.windows-mail: display:grid', 'yahoo.ios: gap, column-gap, row-gap']),
    );
  });

  it('is missed on the list where one more is claimed', () => {
    const more = { ...baseline, 'gmail.ios': [...baseline['gmail.ios'], 'x'] };
    expect(errorsBeyond(more, baseline)).toEqual(['gmail.ios: x']);
  });
});
