import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { normaliseAddress, readerId } from '../../../core/readers/reader-id.ts';

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/).filter(text => !text.includes('--'));
const local = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\.[A-Za-z0-9+_-]{1,10})?$/);
const address = fc.tuple(local, label).map(([name, domain]) => `${name}@${domain}.example`);
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('normalising an address', () => {
  it.each([
    ['  Ada@Mail.EXAMPLE\r\n', 'ada@mail.example'],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@BÜCHER.example', 'a@xn--bcher-kva.example'],
    ['a@bu\u0308cher.example', 'a@xn--bcher-kva.example'],
    ['a@例子。example', 'a@xn--fsqu00a.example'],
    // Two code points of one character: NFC makes them one.
    ['\u1fef@mail.example', '`@mail.example'],
    ["o'hara+news@mail.example", "o'hara+news@mail.example"],
  ])('writes %j as %j', (typed, normal) => {
    expect(normaliseAddress(typed)).toBe(normal);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@mail.example',
    'ada@mail',
    'a b@mail.example',
    'a@b@mail.example',
    'a\r\nBcc: x@mail.example',
    'a@mail.example\nx',
    '爱丽丝@mail.example',
    '.ada@mail.example',
    'ada.@mail.example',
    'a..b@mail.example',
    '"a b"@mail.example',
    'a@[192.0.2.1]',
    'a@192.0.2.1',
    'a@0x7f.0.0.10',
    'a@0300.0.2.17',
    'a@mail.0x7f',
    'a@mail.1-2',
    'a@-mail.example',
    'a@mail.example.',
    // What a URL's host would be read from, and with it somebody else's domain.
    'a@mail.example/x',
    'a@mail.example?x',
    'a@mail.example#x',
    'a@mail%2eexample',
    'a@mail.example:25',
    'a@ma\u00adil.example',
    `a@${'x'.repeat(64)}.example`,
    `${'x'.repeat(65)}@mail.example`,
    `a@${'xxxxxxxxx.'.repeat(25)}example`,
  ])('refuses %j, and says what is expected, what was found and what to do', typed => {
    expect(() => normaliseAddress(typed)).toThrow(InvalidInputError);
    expect(() => normaliseAddress(typed)).toThrow(
      /expected: .*reader@mail\.example[\s\S]*found: [\s\S]*to do: /,
    );
    expect(() => normaliseAddress(typed)).toThrow(JSON.stringify(typed));
  });

  it('has one spelling for each address: case, spaces around it and a second time change nothing', () => {
    fc.assert(
      fc.property(address, fc.constantFrom('', ' ', '\t', '\n'), (typed, space) => {
        const normal = normaliseAddress(typed);
        expect(normaliseAddress(normal)).toBe(normal);
        expect(normaliseAddress(`${space}${typed.toUpperCase()}${space}`)).toBe(normal);
      }),
    );
  });

  it('gives, of whatever was typed, a plain ASCII address of at most 254 characters or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        try {
          expect(normaliseAddress(`${before}@${after}.example`)).toMatch(
            /^(?=.{3,254}$)[!-?A-~]+@[a-z0-9.-]+\.[a-z0-9-]*[a-z][a-z0-9-]*$/,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
    );
  });
});

describe('a domain that a URL would read as numbers', () => {
  it('is never taken for the address of a machine, in whatever base the numbers are written', () => {
    const number = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.constantFrom(8, 10, 16))
      .map(([n, base]) => ({ 8: '0', 10: '', 16: '0x' })[base] + n.toString(base));
    const numbers = fc.array(number, { minLength: 2, maxLength: 4 }).map(parts => parts.join('.'));
    fc.assert(
      fc.property(numbers, domain => {
        expect(() => normaliseAddress(`a@${domain}`)).toThrow(InvalidInputError);
      }),
    );
  });
});

describe('a reader id', () => {
  it('is the first 32 digits of the HMAC-SHA256 of the address', () => {
    // RFC 4231, test case 2.
    expect(readerId('what do ya want for nothing?', Buffer.from('Jefe'))).toBe(
      '5bdcc146bf60754e6a042426089575c7',
    );
    fc.assert(
      fc.property(address, key, (typed, bytes) => {
        const full = createHmac('sha256', bytes).update(typed).digest('hex');
        expect(readerId(typed, bytes)).toBe(full.slice(0, 32));
      }),
    );
  });

  it('differs by address and by key', () => {
    fc.assert(
      fc.property(fc.uniqueArray(address, { minLength: 2, maxLength: 5 }), key, key, (all, one, other) => {
        expect(new Set(all.map(each => readerId(each, one))).size).toBe(all.length);
        fc.pre(!Buffer.from(one).equals(other));
        expect(readerId(all[0] ?? '', one)).not.toBe(readerId(all[0] ?? '', other));
      }),
    );
  });
});
