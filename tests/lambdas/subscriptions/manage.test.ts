import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { type AnApi, anApi, apiTime, fieldsOf, leavePath, mailed, send } from './an-api.ts';

const reader = aReader(1);
const more = {
  publications: [aPublication(), aPublication({ id: 'daily', title: 'Daily' })],
  retired: [aRetired({ id: 'old', title: 'Old' })],
};
const managing = async (readers: readonly Reader[] = [reader]) => {
  const told = await anApi(readers, {}, more);
  const { path } = await mailed(told, 'manage');
  return { ...told, path, page: await (await told.api.request(path)).text() };
};
const post = async (
  { api, path, page }: AnApi & { path: string; page: string },
  action: string,
  publication = '',
) => {
  const { page: field = '' } = fieldsOf(page);
  return send(api, `${path}/${action}`, { page: field, publication });
};

describe('asking for the link on the leave page', () => {
  const offered = async (told: AnApi) =>
    fieldsOf(await (await told.api.request(leavePath(reader))).text(), '/manage');

  it('puts a request for the address on file and says that a mail comes, with the address masked', async () => {
    const told = await anApi();
    const answer = await send(told.api, '/manage', await offered(told));
    expect([answer.status, told.calls]).toEqual([200, ['put', 'enqueue']]);
    const [request] = told.requests.rows.values();
    expect(request).toMatchObject({
      kind: 'manage',
      address: reader.address,
      publications: ['weekly'],
      state: 'asked',
    });
    expect(request?.expires).toBe(Date.parse(apiTime) / 1000 + 3600);
    const page = await answer.text();
    expect(page).toContain('r•••@m•••.example');
    expect(page).not.toContain(reader.address);
    expect((await told.readers.read('weekly', reader.id))?.state).toBe('active');
  });

  it('shows the address in few letters on the leave page, and nothing of what else they read', async () => {
    const told = await anApi([reader, aReader(1, { publication: 'daily' })], {}, more);
    const page = await (await told.api.request(leavePath(reader))).text();
    expect(page).toContain('r•••@m•••.example');
    expect(page).not.toContain(reader.address);
    expect(page).not.toContain('Daily');
  });

  it.each<[string, Record<string, string>, Record<string, string>, number]>([
    ['without the field of the page', { page: '' }, {}, 400],
    ['with that of another reader', { key: `weekly/${aReader(2).id}${aReader(2).token}` }, {}, 400],
    ['with a key that is nobody’s', { key: `weekly/${aReader(3).id}${aReader(3).token}` }, {}, 404],
    ['with no key', { key: '' }, {}, 404],
    ['from another site', {}, { origin: 'https://evil.example' }, 400],
  ])('%s is refused', async (_, changes, headers, status) => {
    const told = await anApi([reader, aReader(2)]);
    const answer = await send(told.api, '/manage', { ...(await offered(told)), ...changes }, headers);
    expect([answer.status, told.calls]).toEqual([status, []]);
  });

  it('is offered to nobody whose address is forgotten', async () => {
    const gone = aReader(1, { state: 'left', address: '', ended: { at: apiTime, how: 'x' } });
    const told = await anApi([gone]);
    expect(await (await told.api.request(leavePath(gone))).text()).not.toContain('Manage what I get');
  });
});

describe('the page of what somebody gets', () => {
  it('says since when and how, and offers the rest', async () => {
    const agreed = {
      at: '2026-10-05T00:00:00Z' as Instant,
      how: 'signed up',
      confirmed: '2026-10-06T00:00:00Z' as Instant,
    };
    const retired = aReader(1, { publication: 'old', agreed });
    const { page } = await managing([reader, retired]);
    expect(page).toContain('Since 1 November 2026.<br>How you agreed, as it was noted: test');
    expect(page).toContain(
      'Since 5 October 2026.<br>You signed up on this site, and confirmed on 6 October 2026.',
    );
    for (const button of ['Unsubscribe from Weekly', 'Unsubscribe from Old', 'Subscribe to Daily'])
      expect(page).toContain(`${button}</button>`);
    expect(page).not.toContain(reader.address);
    expect(page).not.toContain(reader.token);
  });

  it('is nobody’s after an hour, with another token, or by the link of a confirmation', async () => {
    const told = await anApi();
    const expired = await mailed(told, 'manage', { expires: Date.parse(apiTime) / 1000 });
    const other = await mailed(told, 'subscribe', { id: 'f'.repeat(32) });
    for (const path of [expired.path, other.path.replace('confirm', 'manage'), '/manage', '/manage/x'])
      for (const method of ['GET', 'POST']) {
        const answer = await told.api.request(path, { method });
        expect(answer.status).toBe(404);
      }
    expect(told.calls).toEqual([]);
  });

  it('leaves what its button says, keeps the ending, and says so', async () => {
    const told = await managing([reader, aReader(1, { publication: 'old' })]);
    const page = await (await post(told, 'leave', 'old')).text();
    expect(page).toContain('You have unsubscribed from Old.');
    expect(await told.readers.read('old', reader.id)).toMatchObject({
      state: 'left',
      ended: { how: 'manage page' },
    });
    expect((await told.readers.read('weekly', reader.id))?.state).toBe('active');
    expect(await Array.fromAsync(told.endings.of('old', null))).toHaveLength(1);
  });

  it('joins another by a confirmation like anybody’s, and nothing that does not appear', async () => {
    const told = await managing();
    expect((await post(told, 'join', 'old')).status).toBe(400);
    expect(told.calls).toEqual([]);
    const page = await (await post(told, 'join', 'daily')).text();
    expect(page).toContain('Please confirm it');
    expect(page).toContain('at most one such message to an address in a day');
    expect(told.calls).toEqual(['put', 'enqueue']);
    expect([...told.requests.rows.values()].at(-1)).toMatchObject({
      ...{ kind: 'subscribe', publications: ['daily'], address: reader.address, state: 'asked', joins: true },
      expires: Date.parse(apiTime) / 1000 + 48 * 3600,
    });
    expect(await told.readers.read('daily', reader.id)).toBeUndefined();
  });

  it('asks once more before it erases, by a page that changes nothing, and says what stays', async () => {
    const told = await managing();
    expect(told.page).toContain(`href="${told.path}/erase"`);
    const asking = await (await told.api.request(`${told.path}/erase`)).text();
    for (const words of ['This cannot be undone', 'Backups keep what they hold for 35 days'])
      expect(asking).toContain(words);
    expect(told.calls).toEqual([]);
    const answer = await send(told.api, `${told.path}/erase`, fieldsOf(asking));
    expect(await answer.text()).toContain('You have been erased');
    const publications = ['weekly', 'daily', 'old'];
    expect(told.erased).toEqual([{ id: reader.id, publications, at: apiTime, how: 'manage page' }]);
    expect(await (await told.api.request(told.path)).text()).toContain(
      'You are not subscribed to anything here.',
    );
  });

  it.each(['', 'x', '__proto__', 'constructor', 'toString'])('knows no action %s', async action => {
    const told = await managing();
    expect((await post(told, action, 'weekly')).status).toBe(400);
    expect(told.calls).toEqual([]);
  });

  it.each(['leave', 'join', 'erase', '', 'x', '__proto__', 'constructor'])(
    'refuses %s without its field, or from another site',
    async action => {
      const told = await managing();
      const { page: field = '' } = fieldsOf(told.page);
      const sent: [object, Record<string, string>][] = [
        [{}, {}],
        [{ page: 'A'.repeat(43) }, {}],
        [{ page: field }, { origin: 'null' }],
      ];
      for (const [fields, headers] of sent) {
        const answer = await send(
          told.api,
          `${told.path}/${action}`,
          { publication: 'weekly', ...fields },
          headers,
        );
        expect(answer.status).toBe(400);
      }
      expect([told.calls, (await told.readers.read('weekly', reader.id))?.state]).toEqual([[], 'active']);
    },
  );
});
