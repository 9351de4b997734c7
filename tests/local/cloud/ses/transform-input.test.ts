import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformInput } from '../../../../local/cloud/ses/transform-input.ts';

const nested = { list: ['HIGH'], object: { acc_id: '123', sf_id: 'baz' }, flag: true, text: 'some text' };
const paths = { v: '$.detail.value', other: '$.other' };
const arriving = (template: string, value: unknown) =>
  transformInput({ paths, template }, { detail: { value } });

describe('an input transformer, as AWS was recorded to work (localstack snapshots, 2025-10-08)', () => {
  it.each<[template: string, value: unknown, arrives: string | undefined, recorded: string]>([
    ['{"id": <v>}', nested.text, '{"id": "some text"}', 'nested_keys_replacement'],
    ['{"id": "<v>"}', nested.text, '{"id": "some text"}', 'nested_keys_replacement'],
    ['{"x": <v>}', undefined, '{"x": ""}', 'input_template_json'],
    ['"Event of <v>."', undefined, '"Event of ."', 'input_template_string'],
    ['{"x": <v>}', nested.list, '{"x": ["HIGH"]}', 'nested_keys_replacement'],
    ['{"x": <v>}', nested.object, '{"x": {"acc_id":"123","sf_id":"baz"}}', 'nested_keys_replacement'],
    ['{"x": "<v>"}', nested.list, undefined, 'nested_keys_replacement_not_valid'],
    ['{"x": "<v>"}', nested.object, undefined, 'nested_keys_replacement_not_valid'],
    ['"Severity: <v>"', nested.list, '"Severity: [HIGH]"', 'nested_keys_replacement'],
    ['"From: <v>"', nested.object, '"From: {acc_id:123,sf_id:baz}"', 'nested_keys_replacement'],
    ['"It is <v>!"', nested.flag, '"It is true!"', 'nested_keys_replacement'],
  ])('makes of %s and %j: %s (%s)', (template, value, arrives) => {
    expect(arriving(template, value)).toBe(arrives);
  });

  it('was not recorded where a value in quotation marks is lacking: here nothing takes its place', () => {
    expect(arriving('{"x": "<v>"}', undefined)).toBe('{"x": ""}');
  });

  it('does not escape what it puts in, as AWS says in its guide', () => {
    expect(arriving('{"x": <v>}', 'a "b"')).toBe('{"x": "a "b""}');
  });
});

describe('an input transformer', () => {
  it('finds what stands at an index of a list', () => {
    const rule = { paths: { one: '$.a.b[1]', two: '$.c' }, template: '{"one":<one>,"two":<two>}' };
    expect(transformInput(rule, { a: { b: ['x', 'y'] }, c: 'z' })).toBe('{"one":"y","two":"z"}');
    expect(transformInput(rule, { a: { b: ['x'] } })).toBe('{"one":"","two":""}');
    expect(transformInput(rule, { a: null, c: null })).toBe('{"one":"","two":null}');
  });

  it('keeps the JSON whole without quotation marks in the template, whatever comes that needs no escaping', () => {
    const plain = fc.string({ unit: 'grapheme' }).map(text => text.replace(/["\\\p{Cc}]/gu, ''));
    fc.assert(
      fc.property(fc.oneof(plain, fc.array(plain), fc.boolean(), fc.integer()), plain, (value, key) => {
        const made = arriving(`{${JSON.stringify(`a "${key}`)}:<v>,"other":<other>}`, value);
        expect(JSON.parse(made ?? '')).toEqual({ [`a "${key}`]: value, other: '' });
      }),
    );
  });
});
