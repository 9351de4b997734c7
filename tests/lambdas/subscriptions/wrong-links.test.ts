import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { aReader } from '../../support/builders/a-reader.ts';
import { anApi, leavePath } from './an-api.ts';

const compared: [string, string][] = [];
vi.mock('node:crypto', async original => {
  const crypto = await original<typeof import('node:crypto')>();
  const timingSafeEqual = (a: Buffer, b: Buffer) => {
    compared.push([a.toString(), b.toString()]);
    return crypto.timingSafeEqual(a, b);
  };
  return { ...crypto, timingSafeEqual };
});

const reader = aReader(1);
const stranger = aReader(2);
const { id, token } = reader;
const almost = token.slice(0, 21) + (token.endsWith('A') ? 'B' : 'A');
const wrongLinks: [string, string][] = [
  ['another token', leavePath({ id, token: stranger.token })],
  ['a token that is wrong in its last letter', leavePath({ id, token: almost })],
  ['a reader whom nobody knows', leavePath(stranger)],
  ['a publication that there is not', leavePath(reader, 'another')],
  ['a publication that the reader does not read', leavePath(reader, '__proto__')],
  ['no token', `/leave/weekly/${id}`],
  ['a key that is too short', `/leave/weekly/${id}${token.slice(1)}`],
  ['a key with something before it', `/leave/weekly/A${id}${token}`],
  ['a token in capitals', `/leave/weekly/${id}${token.toUpperCase()}`],
  ['a key that is no ASCII', `/leave/weekly/${encodeURIComponent(`${id}${'é'.repeat(11)}`)}`],
  ['a key that is broken', '/leave/weekly/%E0%A4%A'],
];
const methods = ['GET', 'HEAD', 'POST'];

let written: MockInstance[];
beforeEach(() => {
  compared.length = 0;
  written = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map(name =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    ),
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true),
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ];
});
afterEach(() => vi.restoreAllMocks());

function logged(): string {
  return written.map(spy => inspect(spy.mock.calls, { depth: 10 })).join('\n');
}

describe('a link that is nobody’s', () => {
  it.each(wrongLinks)('with %s gets a page, and changes nothing', async (_, path) => {
    const { api, readers } = await anApi();
    for (const method of methods) {
      const answer = await api.request(path, { method });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const page = await answer.text();
      if (method !== 'HEAD') expect(page).toContain('We do not know this link');
      expect(page).not.toMatch(/<form|<button/);
    }
    expect(await readers.read('weekly', id)).toEqual(reader);
  });

  it('gets the same page whether the reader exists or not, so that nobody can find out who reads', async () => {
    const { api } = await anApi();
    const pages = await Promise.all(
      wrongLinks.flatMap(([, path]) =>
        ['GET', 'POST'].map(async method => {
          const answer = await api.request(path, { method });
          return JSON.stringify([answer.status, [...answer.headers], await answer.text()]);
        }),
      ),
    );
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).not.toContain(id);
    expect(pages[0]).not.toContain(reader.address);
  });

  it('is told of once a request, with the reason and nothing else; a link that acts is not', async () => {
    const { api, unknown } = await anApi();
    for (const method of methods) await api.request(leavePath(reader), { method });
    expect(unknown).toEqual([]);
    for (const [, path] of wrongLinks) await api.request(path, { method: 'POST' });
    expect(unknown).toEqual([
      ...['token', 'token', 'reader', 'publication', 'publication', 'form'],
      ...['form', 'reader', 'token', 'form', 'form'],
    ]);
  });

  it('gets it whatever the key is made of', async () => {
    const { api, readers } = await anApi();
    const key = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefA_-'), minLength: 52, maxLength: 56 }),
      fc.string({ unit: fc.constantFrom(...'abAB01_-'), minLength: 22, maxLength: 22 }).map(end => id + end),
    );
    await fc.assert(
      fc.asyncProperty(key, fc.constantFrom('GET', 'POST'), async (text, method) => {
        const path = `/leave/weekly/${encodeURIComponent(text).replaceAll('.', '%2E')}`;
        fc.pre(!path.startsWith(leavePath(reader)));
        expect((await api.request(path, { method })).status).toBe(404);
      }),
      { numRuns: 200 },
    );
    expect(await readers.read('weekly', id)).toEqual(reader);
  });
});

describe('a token', () => {
  it('is compared in the same time, right or wrong', async () => {
    const { api } = await anApi();
    for (const method of methods) {
      compared.length = 0;
      await api.request(leavePath({ id, token: almost }), { method });
      await api.request(leavePath(reader), { method });
      expect(compared).toEqual([
        [token, almost],
        [token, token],
      ]);
    }
  });

  it('is never logged, nor an address, also when the readers cannot be read', async () => {
    const { api, readers } = await anApi();
    for (const path of [leavePath(reader), ...wrongLinks.map(([, wrong]) => wrong)])
      for (const method of methods) await api.request(path, { method });
    expect(logged()).not.toContain(token);
    vi.spyOn(readers, 'read').mockRejectedValue(
      new RangeError(`no row for ${reader.address}: the table is gone`),
    );
    const answer = await api.request(leavePath(reader), { method: 'POST' });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('the table is gone');
    expect(logged()).toContain('RangeError');
    expect(logged()).not.toContain(token);
    expect(logged()).not.toContain(reader.address);
  });
});
