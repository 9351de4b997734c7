import fc from 'fast-check';
import MimeNode from 'nodemailer/lib/mime-node';
import { describe, expect, it } from 'vitest';
import { toHeader } from '../../../core/message/fill-in.ts';
import { HeaderInjectionError } from '../../../core/message/mime.ts';
import { aName, anAddress } from './marked-content.ts';

/** The header that nodemailer writes in a whole message. */
function nodemailersHeader(name: string | null, address: string): string {
  const node = new MimeNode('text/plain');
  node.setHeader('To', { name: name ?? '', address });
  return `${/^To:.*(?:\r\n[ \t].*)*/m.exec(node.buildHeaders())?.[0]}\r\n`;
}

/** Near what is plain: words and labels, and characters that are not, in any length. */
const nearlyPlain = (units: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength });
const aNearlyPlainName = fc.oneof(fc.constant(null), nearlyPlain("abcXYZ019_ .-'é", 70));
const aNearlyPlainAddress = fc
  .tuple(
    nearlyPlain('abZ09._+-', 20),
    fc.array(nearlyPlain('abxn09-', 66), { minLength: 1, maxLength: 3 }),
    nearlyPlain('abX01', 4),
  )
  .map(([local, labels, last]) => `${local}@${[...labels, last].join('.')}`);

describe('the To header', () => {
  it('is what nodemailer writes, for any name and address', () => {
    fc.assert(
      fc.property(aName, anAddress, (name, address) => {
        expect(toHeader({ name, address })).toBe(nodemailersHeader(name, address));
      }),
      { numRuns: 500 },
    );
  });

  it('is so also where names and addresses are plain, or nearly, and about as long as a line', () => {
    fc.assert(
      fc.property(aNearlyPlainName, aNearlyPlainAddress, (name, address) => {
        expect(toHeader({ name, address })).toBe(nodemailersHeader(name, address));
      }),
      { numRuns: 2_000 },
    );
    for (let length = 40; length < 60; length += 1) {
      const to = { name: 'A Reader', address: `${'a'.repeat(length)}@mail.example` };
      expect(toHeader(to)).toBe(nodemailersHeader(to.name, to.address));
      const inWords = {
        name: `${'word '.repeat(6)}${'w'.repeat(length - 40)}`,
        address: 'reader@mail.example',
      };
      expect(toHeader(inWords)).toBe(nodemailersHeader(inWords.name, inWords.address));
    }
    for (const domain of [
      '1.2.3.4',
      '0x7f.ab',
      'xn--bcher-kva.example',
      'a--b.example',
      `${'a'.repeat(64)}.aa`,
      'xn--.example',
    ])
      expect(toHeader({ name: null, address: `a@${domain}` })).toBe(nodemailersHeader(null, `a@${domain}`));
  });

  it('holds one line break at its end and none that somebody wrote', () => {
    for (const name of ['x\r\nBcc: all@mail.example', 'x\n', 'x\u2028y', '\0'])
      expect(() => toHeader({ name, address: 'a@mail.example' })).toThrow(HeaderInjectionError);
    expect(() => toHeader({ name: null, address: 'a@mail.example\n' })).toThrow(HeaderInjectionError);
    expect(() => toHeader({ name: 'Plain Name', address: 'a@mail.example\r\nBcc: b@mail.example' })).toThrow(
      HeaderInjectionError,
    );
  });
});
