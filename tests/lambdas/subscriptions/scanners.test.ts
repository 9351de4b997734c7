import { describe, expect, it } from 'vitest';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { anApi, leavePath, mailed } from './an-api.ts';

const reader = aReader(1);
const publications = [aPublication(), aPublication({ id: 'daily', title: 'Daily' })];

/** Every link of an edition, of a confirmation and of the mail with the link to what somebody gets, and those of their pages. */
async function everything() {
  const told = await anApi([reader], {}, { publications });
  const confirm = await mailed(told, 'subscribe', { publications: ['daily'] });
  const manage = await mailed(told, 'manage', { id: 'e'.repeat(32) });
  const first = [leavePath(reader), confirm.path, manage.path, '/subscribe', '/privacy/weekly'];
  const paths = new Set(first);
  for (const path of paths) {
    const page = (await (await told.api.request(path)).text()).replaceAll('&#x3D;', '=');
    for (const [, target = ''] of page.matchAll(/ (?:href|action)="(\/[^"]*)"/g)) paths.add(target);
  }
  return { told, confirm, manage, paths: [...paths] };
}

const standing = ({ told }: Awaited<ReturnType<typeof everything>>) =>
  JSON.stringify([
    ...told.readers.rows,
    ...told.addresses.rows,
    ...told.requests.rows,
    told.calls,
    [...told.endings.keys],
  ]);

describe('a program that opens every link', () => {
  it('changes nobody by GET or HEAD, of the links and of all that their pages lead to', async () => {
    const all = await everything();
    expect(all.paths.length).toBeGreaterThan(8);
    const before = standing(all);
    for (const path of all.paths)
      for (const method of ['GET', 'HEAD', 'GET']) {
        const { status, redirected } = await all.told.api.request(path, { method });
        // What only a form is sent to shows no page.
        expect([200, 404]).toContain(status);
        expect(redirected).toBe(false);
      }
    expect(standing(all)).toBe(before);
  });

  it('changes nobody by POST, whatever it sends, but for the leave link', async () => {
    const all = await everything();
    const before = standing(all);
    const bodies = [
      undefined,
      '',
      'List-Unsubscribe=One-Click',
      '{}',
      'page=&publication=weekly&key=&address=a%40b.example',
    ];
    for (const path of all.paths.filter(each => !each.startsWith('/leave/')))
      for (const body of bodies)
        for (const type of ['application/x-www-form-urlencoded', 'application/json']) {
          const init = {
            method: 'POST',
            headers: { 'content-type': type },
            ...(body !== undefined && { body }),
          };
          expect([400, 404]).toContain((await all.told.api.request(path, init)).status);
        }
    expect(standing(all)).toBe(before);
  });

  it('leaves by a POST to the leave link, from wherever it comes', async () => {
    const all = await everything();
    const headers = { origin: 'https://mail.example' };
    await all.told.api.request(leavePath(reader), {
      method: 'POST',
      headers,
      body: 'List-Unsubscribe=One-Click',
    });
    expect((await all.told.readers.read('weekly', reader.id))?.state).toBe('left');
  });
});
