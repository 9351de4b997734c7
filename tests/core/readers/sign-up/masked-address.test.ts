import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseAddress } from '../../../../core/readers/reader-id.ts';
import { maskedAddress } from '../../../../core/readers/sign-up/masked-address.ts';

it.each([
  ['anna@mail.example', 'a•••@m•••.example'],
  ['anna+news@news.mail.example', 'a•••@n•••.example'],
  ['a@mail.example', '•••@m•••.example'],
  ['ab@ab.example', '•••@•••.example'],
  ['abc@x.example', 'a•••@•••.example'],
  [normaliseAddress('anna@bücher.example'), 'a•••@b•••.example'],
  [normaliseAddress('anna@北京大学.中国'), 'a•••@北•••.中国'],
  ['anna@localhost', 'a•••@l•••'],
  ['', null],
  ['@mail.example', null],
  ['nobody', null],
])('%s is shown as %s', (address, masked) => {
  expect(maskedAddress(address)).toBe(masked);
});

it('tells neither how long an address is nor more of it than two characters and the last label', () => {
  const address = fc.emailAddress().map(text => text.toLowerCase());
  fc.assert(
    fc.property(address, text => {
      const [local = '', domain = ''] = text.split('@');
      const labels = domain.split('.');
      const masked = maskedAddress(text) ?? '';
      expect(masked).toMatch(/^.?•••@.?•••\.[^.]+$/u);
      expect(masked.endsWith(`.${labels.at(-1)}`) || labels.at(-1)?.startsWith('xn--')).toBe(true);
      if (local.length > 3) expect(masked).not.toContain(local);
    }),
  );
});
