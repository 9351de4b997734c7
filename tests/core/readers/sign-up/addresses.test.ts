import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirmUrl, manageUrl } from '../../../../core/publication/links.ts';
import { normaliseAddress, readerId } from '../../../../core/readers/reader-id.ts';
import { signUpTags } from '../../../../core/readers/sign-up/confirmations.ts';
import { foldAddress } from '../../../../core/readers/sign-up/fold-address.ts';
import { readRequestKey, requestKey } from '../../../../core/readers/sign-up/request.ts';
import { isRoleAddress } from '../../../../core/readers/sign-up/role-addresses.ts';

const part = fc.string({
  unit: fc.constantFrom(...'aZ9.+-_\u00e9\u4e2d\u3002\uff0e \r\n\t<>",;:%?&#=@\u202e\u200b\0'),
  maxLength: 8,
});
const typed = fc.oneof(
  fc.emailAddress(),
  fc.tuple(part, part).map(([local, domain]) => `${local}@${domain}.example`),
  fc.tuple(part, fc.emailAddress(), part).map(parts => parts.join('')),
  fc.string({ unit: 'binary' }),
);

function normalOrNone(text: string): string | undefined {
  try {
    return normaliseAddress(text);
  } catch {
    return undefined;
  }
}

describe('an address that somebody typed', () => {
  it('has one spelling, in which nothing can begin a header, a list or a query', () => {
    fc.assert(
      fc.property(typed, text => {
        const address = normalOrNone(text);
        if (address === undefined) return;
        expect(normaliseAddress(address)).toBe(address);
        expect(normaliseAddress(` ${address.toUpperCase()}\r\n`)).toBe(address);
        expect(address).toMatch(/^[!#$%&'*+/=?^_`{|}~.a-z0-9-]+@[a-z0-9.-]+$/);
        // As a query it has to be escaped, and comes back whole.
        const url = new URL(`https://news.example/subscribe?${new URLSearchParams({ address })}`);
        expect([...url.searchParams]).toEqual([['address', address]]);
      }),
    );
  });

  it('is folded to one mailbox, which folding leaves as it is, and which is no longer', () => {
    fc.assert(
      fc.property(typed, text => {
        const address = normalOrNone(text);
        if (address === undefined) return;
        const folded = foldAddress(address);
        expect(foldAddress(folded)).toBe(folded);
        expect(folded.length).toBeLessThanOrEqual(address.length);
        expect(folded).toMatch(/^[^@]*@[a-z0-9.-]+$/);
      }),
    );
  });

  it('stands in no tag and no link: those have ids of a fixed form', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(random => Buffer.from(random));
    fc.assert(
      fc.property(typed, bytes, bytes, (text, one, other) => {
        const address = normalOrNone(text);
        if (address === undefined) return;
        const id = one.toString('hex');
        const key = { id, token: other.toString('base64url') };
        for (const value of Object.values(signUpTags(readerId(address, one), id)))
          expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        for (const link of [confirmUrl, manageUrl]) {
          const { pathname, search, hash } = new URL(link('https://news.example', requestKey(key)));
          expect(search + hash).toBe('');
          expect(readRequestKey(pathname.split('/').at(-1) ?? '')).toEqual(key);
        }
      }),
    );
  });
});

describe('for counting', () => {
  it.each([
    ['ada@mail.example', 'ada@mail.example'],
    ['ada+news@mail.example', 'ada@mail.example'],
    ['a.d.a@mail.example', 'a.d.a@mail.example'],
    ['a.d.a@gmail.com', 'ada@gmail.com'],
    ['ada+a+b@googlemail.com', 'ada@gmail.com'],
    ['a.da+x.y@gmail.com', 'ada@gmail.com'],
    ['+a@mail.example', '@mail.example'],
  ])('%s is %s', (address, folded) => {
    expect(foldAddress(address)).toBe(folded);
  });
});

describe('an office', () => {
  it.each([
    'abuse',
    'postmaster',
    'noreply',
    'no-reply',
    'mailer-daemon',
    'security',
    'hostmaster',
    'webmaster',
    'abuse+x',
  ])('is behind %s@', name => {
    expect(isRoleAddress(`${name}@mail.example`)).toBe(true);
    expect(isRoleAddress(`${name}@gmail.com`)).toBe(true);
  });

  it.each(['weekly-request', 'weekly-owner', 'owner-weekly', 'weekly-bounces'])(
    'of a list is behind %s@',
    name => {
      expect(isRoleAddress(`${name}@mail.example`)).toBe(true);
    },
  );

  it.each(['ada', 'abuser', 'anne.postmaster', 'info', 'office', 'newsome', 'request', 'sales', 'requestor'])(
    'is not behind %s@',
    name => {
      expect(isRoleAddress(`${name}@mail.example`)).toBe(false);
    },
  );
});
