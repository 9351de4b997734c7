import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedText } from '../../../cli/init/cdk-json-file.ts';
import { readTopics, showTopics } from '../../../cli/init/forms.ts';

describe('topics as they are typed', () => {
  const id = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
  const title = fc.stringMatching(/^[A-Za-z=,管制&]([A-Za-z =,管制&]{0,20}[A-Za-z管制])?$/);

  it('are read as they were shown, whatever is in a title but a semicolon', () => {
    const topics = fc.array(fc.record({ id, title }), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(topics, list => void expect(readTopics(showTopics(list) ?? '')).toEqual(list)));
  });

  it('get an id from a title that has letters for one, and an empty one else, which is refused', () => {
    expect(readTopics('Économie & trade ; 管制；b=')).toEqual([
      { id: 'economie-trade', title: 'Économie & trade' },
      { id: '', title: '管制' },
      { id: 'b', title: '' },
    ]);
  });
});

describe('changing the context of cdk.json', () => {
  const key = fc.stringMatching(/^[a-z@:/]{1,12}$/).filter(name => !['courant', 'context'].includes(name));
  const record = fc.dictionary(
    key,
    fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 })),
  );

  it('touches no byte before the value that changes, and none behind it, whatever else the file holds', () => {
    const indent = fc.constantFrom(0, 2, 4, '\t');
    fc.assert(
      fc.property(record, record, record, indent, fc.string(), (top, before, after, spaces, value) => {
        const context = { ...before, courant: { a: 1, title: 'THE TITLE', z: [] }, ...after };
        const text = JSON.stringify({ ...top, context, last: { x: 1 } }, null, spaces);
        const changed = changedText(text, [{ path: ['title'], value }]);
        expect(changed).toBe(text.replace('"THE TITLE"', () => JSON.stringify(value)));
      }),
    );
  });
});
