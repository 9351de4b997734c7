import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, it } from 'vitest';
import { editionNamed } from '../support/editions/catalogue.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
});

/** The names that SES signs of a message that has them. */
const signed = (
  'From:To:Subject:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Unsubscribe:List-Unsubscribe-Post:' +
  'Message-ID:Date'
).split(':');

/** Signs as the sender's domain does, with a key that only this test has. */
async function sign(message: Buffer, domain: string, headers = signed): Promise<string> {
  const options = {
    headerList: headers,
    signTime: new Date('2026-11-23T06:00:00Z'),
    signatureData: [
      { signingDomain: domain, selector: 'test', privateKey, canonicalization: 'relaxed/relaxed' },
    ],
  };
  // The package's types lack `signatureData`, which is the form that it reads.
  const { signatures, errors } = await dkimSign(
    message,
    options as unknown as Parameters<typeof dkimSign>[1],
  );
  expect(errors).toEqual([]);
  return `${signatures}${message.toString('latin1')}`;
}

/** Verifies with the key in a zone of this test's own: nothing is asked of the network. */
async function verify(message: string) {
  const { results } = await dkimVerify(Buffer.from(message, 'latin1'), {
    resolver: async (name: string) => {
      expect(name).toMatch(/^test\._domainkey\./);
      return [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]];
    },
  });
  return results.map(({ status, signingDomain }) => ({
    result: status.result,
    aligned: status.aligned,
    signingDomain,
  }));
}

describe('a signed message', async () => {
  const { message, publication, links } = await editionNamed('usual');
  const domain = publication.from.address.split('@')[1] ?? '';
  const whole = await sign(message, domain);
  const headers = ['List-Unsubscribe', 'List-Unsubscribe-Post'];

  it('verifies for the domain that it is from', async () => {
    expect(await verify(whole)).toEqual([{ result: 'pass', aligned: domain, signingDomain: domain }]);
  });

  it('covers both headers by which readers leave, as RFC 8058 demands', () => {
    const covered = /\bh=([^;]+);/
      .exec(whole.split('\r\n\r\n')[0]?.replace(/\s+/g, '') ?? '')?.[1]
      ?.toLowerCase()
      .split(':');
    for (const header of headers) expect(covered).toContain(header.toLowerCase());
  });

  it.each([
    ['the link', (text: string) => text.replace(`<${links.leave}>`, '<https://other.example/>')],
    ['what the link does', (text: string) => text.replace('=One-Click', '=Two-Click')],
    ['a word of the body', (text: string) => text.replace('Background, not news', 'Background, and news')],
  ])('fails once %s is changed on the way', async (_, change) => {
    const changed = change(whole);
    expect(changed).not.toBe(whole);
    expect(await verify(changed)).toEqual([
      expect.objectContaining({ result: expect.not.stringMatching(/^pass$/) }),
    ]);
  });

  it('would not notice if the signature left those headers out', async () => {
    const less = await sign(
      message,
      domain,
      signed.filter(name => !headers.includes(name)),
    );
    expect(await verify(less.replace('=One-Click', '=Two-Click'))).toEqual([
      expect.objectContaining({ result: 'pass' }),
    ]);
  });
});
