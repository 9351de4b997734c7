import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList, readZone, showList, showZone } from '../../../cli/init/forms.ts';
import { anInit, somebody } from './an-init.ts';

const zone = { id: 'Z0123456789ABC', name: 'news.example' };

/** What somebody answers who begins with the example's first publication, and owns its domain. */
const begun = {
  'What do you want to set up?': '0',
  Sender: 'digest@news.example',
  'Reply to': 'desk@news.example',
  'Postal address': '2 Long Lane, 2000 Town',
  Operator: 'ops@news.example',
};

describe('courant init, of how the installation stands in its account', () => {
  it('takes every answer as an option, whichever publication there is, and writes the fields of cdk.json', async () => {
    const { init, context } = await anInit();
    const { publications, operator } = await context();
    const answers = [
      ...['--editors', 'ada@news.example, ben@news.example', '--proof-hours', '6'],
      ...['--hosted-zone', `${zone.id} ${zone.name}`, '--dmarc', 'yes', '--public-archive', 'no'],
      ...['--termination-protection', 'yes', '--identities', 'other.example'],
    ];
    expect(await init(answers)).toMatchObject({ code: 0, err: '' });
    expect(await context()).toEqual({
      ...{ publications, operator, editors: ['ada@news.example', 'ben@news.example'] },
      ...{ settings: { proofHoursBefore: 6 }, hostedZone: zone, dmarc: true },
      ...{ publicArchive: false, terminationProtection: true, identities: ['other.example'] },
    });
  });

  it('takes each back, so that nothing is left of it', async () => {
    const { init, context, read } = await anInit();
    const before = await read();
    const set = ['--editors', 'a@news.example', '--hosted-zone', 'Z1 news.example', '--dmarc', 'yes'];
    await init([...set, '--public-archive', 'no', '--identities', 'x.example']);
    const taken = ['--editors', 'none', '--hosted-zone', 'none', '--identities', 'none'];
    expect(await init([...taken, '--public-archive', 'yes'])).toMatchObject({ code: 0, err: '' });
    expect(await context()).toEqual(JSON.parse(before).context.courant);
  });

  it.each([
    ['--editors', 'ada', 'an e-mail address'],
    ['--proof-hours', 'soon', 'number'],
    ['--proof-hours', '200', '168'],
    ['--identities', 'not a domain', 'a domain'],
    ['--hosted-zone', 'news.example', 'the id of a hosted zone'],
    ['--hosted-zone', 'Z1', 'a domain'],
    ['--hosted-zone', 'Z1 elsewhere.example', 'the zone that holds the domain of a sender'],
    ['--dmarc', 'yes', 'without "hostedZone"'],
    ['--dmarc', 'maybe', 'boolean'],
    ['--public-archive', 'on', 'boolean'],
  ])('refuses %s %s in the words of synth, and writes nothing', async (option, value, advice) => {
    const { init, read } = await anInit();
    const before = await read();
    const { code, err } = await init([option, value]);
    expect(code).toBe(2);
    expect(err).toContain(`command line: ${option}`);
    expect(err).toContain(advice);
    expect(await read()).toBe(before);
  });

  it('asks for each, and Enter leaves all of it out', async () => {
    const { init, context } = await anInit();
    const { prompts, asked } = somebody(begun);
    expect(await init([], prompts)).toMatchObject({ code: 0, err: '' });
    expect(asked).toEqual(
      expect.arrayContaining(['Editors', 'Site', 'Identities', 'Hosted zone', 'Public archive']),
    );
    for (const message of ['Certificate', 'DMARC record', 'Proof', 'Termination protection'])
      expect(asked).not.toContain(message);
    expect(Object.keys(await context())).toEqual(['publications', 'operator']);
  });

  it('asks for a record for DMARC only where the stack could make it', async () => {
    const { init, context } = await anInit();
    const owner = {
      ...begun,
      'Hosted zone': 'Z1 news.example',
      'DMARC record': 'yes',
      'Appears every': 'day',
    };
    const first = somebody(owner);
    expect(await init([], first.prompts)).toMatchObject({ code: 0, err: '' });
    expect(first.asked).toContain('DMARC record');
    expect(await context()).toMatchObject({
      hostedZone: { id: 'Z1', name: 'news.example' },
      dmarc: true,
      settings: { proofHoursBefore: 6 },
    });
    // SES has the domain already, as it turns out: the stack makes no record of it.
    const again = somebody({ ...begun, Identities: 'news.example' });
    expect(await init([], again.prompts)).toMatchObject({ code: 0, err: '' });
    expect(await context()).toMatchObject({ identities: ['news.example'] });
    expect(await context()).not.toHaveProperty('dmarc');
  });

  it('says at once that a zone holds no sender, and asks again', async () => {
    const { init, context } = await anInit();
    const { prompts, refused } = somebody({
      ...begun,
      Editors: ['ada', 'ada@mail.example'],
      'Hosted zone': ['/hostedzone/Z1', 'Z1 elsewhere.example', 'Z1 news.example.'],
    });
    expect(await init([], prompts)).toMatchObject({ code: 0, err: '' });
    expect(refused).toEqual([
      expect.stringContaining('an e-mail address'),
      expect.stringContaining('write Z1'),
      expect.stringContaining('which holds none of them'),
    ]);
    expect((await context()).hostedZone).toEqual({ id: 'Z1', name: 'news.example' });
  });

  it('keeps what stands there as the default', async () => {
    const { init, cdkJson, context, read } = await anInit();
    const courant = { ...(await context()), hostedZone: zone, dmarc: true, publicArchive: false };
    courant.identities = ['other.example'];
    courant.editors = ['ada@mail.example'];
    await writeFile(cdkJson, JSON.stringify({ context: { courant } }, null, 2));
    const before = await read();
    const { prompts } = somebody(begun);
    expect(
      await init(['--publication', 'china-tech-controls', '--title', 'China Tech & Controls'], prompts),
    ).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing was written'),
    });
    expect(await init([], somebody({ ...begun, 'What do you want to set up?': '1' }).prompts)).toMatchObject({
      code: 0,
    });
    const { publications, operator, ...rest } = await context();
    const { publications: _, operator: __, ...was } = JSON.parse(before).context.courant;
    expect(rest).toEqual(was);
  });
});

describe('lists and zones as they are typed', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9@.-]{1,12}$/);

  it('are read as they were shown', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), list => {
        expect(readList(showList(list) ?? '')).toEqual(list);
      }),
    );
    const domain = fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z]{2,5}){1,2}$/);
    fc.assert(
      fc.property(fc.stringMatching(/^Z[A-Z0-9]{1,12}$/), domain, (id, name) => {
        expect(readZone(showZone({ id, name }) ?? '')).toEqual({ id, name });
        expect(readZone(`${id}=${name}.`)).toEqual({ id, name });
      }),
    );
    expect(showList([])).toBeUndefined();
    expect(readList(' a@b.example；c@d.example ,')).toEqual(['a@b.example', 'c@d.example']);
  });
});
