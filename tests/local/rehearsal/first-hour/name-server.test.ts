import { Resolver } from 'node:dns/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dnsLooks } from '../../../../cli/doctor/dns-looks.ts';
import { NameServer } from '../../../../local/rehearsal/first-hour/name-server.ts';

describe('the DNS server of a rehearsal', () => {
  let server: NameServer;
  let names: ReturnType<typeof dnsLooks>;
  beforeEach(async () => {
    server = new NameServer();
    const resolver = new Resolver({ timeout: 20_000, tries: 3 });
    resolver.setServers([await server.start()]);
    names = dnsLooks(resolver);
  });
  afterEach(() => server.stop());

  it('answers what it was given, by kind', async () => {
    server.put('News.Example', {
      texts: ['v=spf1 include:amazonses.com ~all', 'other'],
      mailServers: ['first.example', 'second.example'],
      addresses: ['127.0.0.9'],
    });
    server.put('alias.example', { alias: 'd123.cloudfront.net' });
    expect(await names.texts('news.example')).toEqual(['v=spf1 include:amazonses.com ~all', 'other']);
    expect(await names.mailServers('news.example')).toMatchObject([
      { exchange: 'first.example', priority: 10 },
      { exchange: 'second.example', priority: 20 },
    ]);
    expect(await names.hasAddress('news.example')).toBe(true);
    expect(await names.alias('alias.example')).toBe('d123.cloudfront.net');
  });

  it('says of every other name, and of every other kind, that there is nothing', async () => {
    server.put('news.example', { texts: ['x'] });
    expect(await names.texts('other.example')).toEqual([]);
    expect(await names.mailServers('news.example')).toEqual([]);
    expect(await names.hasAddress('news.example')).toBe(false);
  });

  it('passes on texts of any length and letters', async () => {
    const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(text, async value => {
        server.put('text.example', { texts: [value] });
        expect(await names.texts('text.example')).toEqual([value]);
      }),
      { numRuns: 30 },
    );
  });

  it('is asked by the doctor where COURANT_DNS names it, which has to be an address', async () => {
    const other = new NameServer();
    vi.stubEnv('COURANT_DNS', await other.start());
    other.put('only-there.example', { texts: ['x'] });
    expect(await dnsLooks().texts('only-there.example')).toEqual(['x']);
    await other.stop();
    vi.stubEnv('COURANT_DNS', 'dns.example');
    expect(() => dnsLooks()).toThrow(
      /COURANT_DNS: expected the address of a DNS server.*found "dns.example"/,
    );
    vi.unstubAllEnvs();
  });
});
