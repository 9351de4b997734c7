import { describe, expect, it } from 'vitest';
import { fillIn } from '../../../core/message/fill-in.ts';
import { freeBuffer } from '../../../core/message/free-buffer.ts';
import { makeMessageTemplate } from '../../../core/message/message-template.ts';
import { fieldsOf } from '../../../core/message/reader-fields.ts';
import { agreed, contentWith, markers } from './marked-content.ts';

describe('a copy that is given back', () => {
  it('is empty, and the template and the next copy are untouched', async () => {
    const template = await makeMessageTemplate(
      contentWith(markers, { html: '<p>LEAVE</p>', text: 'LEAVE\n' }),
    );
    const fields = fieldsOf({ id: '1'.repeat(32), token: 'a'.repeat(22), agreed });
    const to = { name: null, address: 'reader@mail.example' };
    const [first, second] = [fillIn(template, to, fields), fillIn(template, to, fields)];
    const expected = second.toString('latin1');
    freeBuffer(first);
    expect(first).toHaveLength(0);
    expect(second.toString('latin1')).toBe(expected);
    expect(fillIn(template, to, fields).toString('latin1')).toBe(expected);
  });

  it('is left alone when others live in the same memory', () => {
    const [one, other] = [Buffer.from('one of the pool'), Buffer.from('another')];
    freeBuffer(one);
    expect([one.toString(), other.toString()]).toEqual(['one of the pool', 'another']);
  });
});
