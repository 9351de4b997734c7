import { chmod, lstat, readdir, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../core/publication/configuration.ts';
import { anInit, somebody } from './an-init.ts';

/** All that a publication of one's own needs, as options. */
const own = {
  publication: 'chip-watch',
  title: 'Chip Watch',
  description: 'Chips, every month.',
  language: 'en',
  sender: 'news@chips.example',
  'reply-to': 'desk@chips.example',
  'postal-address': '2 Long Lane, 2000 Town',
  every: 'month',
  on: 'last',
  at: '18:30',
  'time-zone': 'America/New_York',
  topics: 'fabs=Fabs; Export law',
  operator: 'ops@chips.example',
};

function words(answers: Record<string, string>): string[] {
  return Object.entries(answers).flatMap(([option, answer]) => [`--${option}`, answer]);
}

function without(...options: (keyof typeof own)[]): string[] {
  return words(
    Object.fromEntries(Object.entries(own).filter(([key]) => !options.some(name => name === key))),
  );
}

describe('courant init with options alone', () => {
  it('begins with a publication of one’s own, and the example’s are gone', async () => {
    const { init, context } = await anInit();
    const { code, out, err } = await init(['--empty', ...words(own)]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const written = await context();
    expect(written).toEqual({
      publications: [
        {
          id: 'chip-watch',
          title: 'Chip Watch',
          description: 'Chips, every month.',
          language: 'en',
          from: { name: 'Chip Watch', address: 'news@chips.example' },
          replyTo: 'desk@chips.example',
          postalAddress: '2 Long Lane, 2000 Town',
          schedule: { every: 'month', on: 'last', at: '18:30', timeZone: 'America/New_York' },
          topics: [
            { id: 'fabs', title: 'Fabs' },
            { id: 'export-law', title: 'Export law' },
          ],
        },
      ],
      operator: 'ops@chips.example',
    });
    expect(parseConfiguration(written, 'test').publications).toHaveLength(1);
    expect(Object.keys(written.publications[0])[4]).toBe('from');
    expect(out).toContain('No fact in facts/ has a topic of chip-watch');
    expect(out).toContain(
      '  git rm facts/llx-domestic-innovation.json facts/corrections/llx-domestic-innovation.20.json\n',
    );
    expect(out).not.toContain('Take out');
  });

  it('shows the next three times by the clocks of the publication and of whoever sits there', async () => {
    const { init } = await anInit();
    const { out } = await init(['--empty', ...words(own)]);
    expect(out).toContain('in America/New_York, and in Asia/Shanghai, where you are:');
    expect(out).toContain('  Mon 2026-11-30 18:30 (UTC-05:00)  Tue 2026-12-01 07:30 (UTC+08:00)\n');
    expect(out).toContain('  Thu 2026-12-31 18:30 (UTC-05:00)  Fri 2027-01-01 07:30 (UTC+08:00)\n');
    expect(out.match(/\(UTC-05:00\)/g)).toHaveLength(3);
  });

  it('changes one answer, and no other byte of the file', async () => {
    const { init, read } = await anInit();
    const before = await read();
    const line = ['--publication', 'china-tech-controls', '--at', '08:15'];
    expect(await init(line)).toMatchObject({ code: 0 });
    expect(await read()).toBe(before.replace('"at": "07:00"', '"at": "08:15"'));
    const again = await init(line);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('nothing was written') });
  });

  it('keeps a byte order mark, CR LF and tabs', async () => {
    const file = { app: 'x', context: { courant: { other: 1 } as object, z: { flag: true } } };
    const source = await anInit();
    file.context.courant = await source.context();
    const text = `\ufeff${JSON.stringify(file, null, '\t').replaceAll('\n', '\r\n')}\r\n`;
    const { init, read } = await anInit(text);
    const line = ['--publication', 'china-tech-controls-zh', '--site', 'd.chips.example', '--certificate'];
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a';
    expect(await init([...line, arn])).toMatchObject({ code: 0, err: '' });
    const after = await read();
    const [head = '', tail = ''] = text.split('"operator": "operator@news.example"');
    expect(after.startsWith(head)).toBe(true);
    expect(after.endsWith(tail)).toBe(true);
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(after).toContain('\r\n\t\t\t"site": {\r\n\t\t\t\t"domain": "d.chips.example"');
  });

  it('adds a publication of a new id, and leaves the others as they are', async () => {
    const { init, read, context } = await anInit();
    const before = await context();
    const added = await init(words(own));
    expect(added.code).toBe(0);
    // They are the other publications' still.
    expect(added.out).not.toContain('git rm');
    const after = await context();
    expect(after.publications).toHaveLength(3);
    expect(after.publications.slice(0, 2)).toEqual(before.publications);
    expect(await read()).toContain(
      '"from": { "name": "China Tech & Controls", "address": "digest@news.example" }',
    );
  });

  it('takes over a publication of the example, whose addresses are no answers', async () => {
    const { init, context, read } = await anInit();
    const before = await read();
    const line = ['--example', '--publication', 'china-tech-controls'];
    const missing = await init([...line, '--title', 'Controls']);
    expect(missing.code).toBe(2);
    for (const option of ['sender', 'reply-to', 'postal-address', 'operator'])
      expect(missing.err).toContain(`found:    no --${option}\n`);
    expect(missing.err).not.toContain('--topics');
    expect(await read()).toBe(before);
    const { 'reply-to': replyTo, 'postal-address': postal, sender, operator } = own;
    const given = words({
      'reply-to': replyTo,
      'postal-address': postal,
      sender,
      operator,
      title: 'Controls',
    });
    const done = await init([...line, ...given]);
    expect(done.code).toBe(0);
    expect(done.out).toContain("Still the example's");
    expect(done.out).toContain('Facts in facts/ have the topics controls');
    expect(done.out).toContain('Take out what is not yours.');
    expect(done.out).not.toContain('git rm');
    expect((await context()).publications[0]).toMatchObject({
      title: 'Controls',
      from: { name: 'Controls', address: 'news@chips.example' },
      topics: expect.arrayContaining([{ id: 'controls', title: 'Export controls' }]),
    });
  });

  it('lists all that is missing, with what is wrong, and writes nothing', async () => {
    const { init, read } = await anInit();
    const before = await read();
    const { code, out, err } = await init([
      '--empty',
      ...without('title', 'at', 'on'),
      '--title',
      'x'.repeat(41),
    ]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('courant: 3 mistakes');
    expect(err).toContain('command line: --title\n  expected: at most 40 characters');
    expect(err).toContain('found:    no --at\n');
    expect(err).toContain('found:    no --on\n');
    expect(await read()).toBe(before);
  });

  it('lists everything where nothing is said at all', async () => {
    const { init, cdkJson, context } = await anInit();
    const { publications, ...rest } = await context();
    await writeFile(
      cdkJson,
      JSON.stringify({ context: { courant: { ...rest, publications: publications.slice(1) } } }),
    );
    const { code, err } = await init([]);
    expect(code).toBe(2);
    for (const option of ['title', 'sender', 'topics', 'operator', 'site'])
      expect(err).toContain(`no --${option}\n`);
  });

  it.each([
    ['--at', '7pm', 'command line: --at', 'write "19:00"'],
    ['--time-zone', 'CEST', 'command line: --time-zone', 'write Europe/Brussels'],
    ['--sender', 'me@gmail.com', 'command line: --sender', 'gmail.com'],
    ['--language', 'German', 'command line: --language', 'one of "en", "zh-Hans"'],
    ['--topics', '管制', 'command line: --topics', 'a slug'],
    ['--topics', 'a=A; a=B', 'command line: --topics', 'every topic id once'],
    ['--operator', 'nobody', 'command line: --operator', 'an e-mail address'],
  ])('refuses %s %s in the words of synth', async (option, value, place, advice) => {
    const { init, read } = await anInit();
    const before = await read();
    const { code, err } = await init(['--publication', 'china-tech-controls', option, value]);
    expect(code).toBe(2);
    expect(err).toContain(place);
    expect(err).toContain(advice);
    expect(await read()).toBe(before);
  });

  it('refuses a time that the clocks skip, which only the clock of today can tell', async () => {
    const { init } = await anInit();
    const line = ['--publication', 'china-tech-controls', '--every', 'day', '--at', '02:30'];
    expect(await init(line)).toMatchObject({ code: 2, err: expect.stringContaining('2027-03-28 lacks') });
  });

  it('asks for the day when the period changes, and takes it away from every day', async () => {
    const { init, context } = await anInit();
    const of = ['--publication', 'china-tech-controls'];
    const missing = await init([...of, '--every', 'month']);
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('no --on') });
    expect(await init([...of, '--every', 'month', '--on', '28'])).toMatchObject({ code: 0 });
    expect((await context()).publications[0].schedule.on).toBe(28);
    expect(await init([...of, '--every', 'day'])).toMatchObject({ code: 0 });
    expect((await context()).publications[0].schedule).not.toHaveProperty('on');
  });

  it('takes the site out again, and wants a certificate for one', async () => {
    const { init, context } = await anInit();
    const of = ['--publication', 'china-tech-controls'];
    const missing = await init([...of, '--site', 'd.chips.example']);
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('no --certificate') });
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a';
    await init([...of, '--site', 'd.chips.example', '--certificate', arn]);
    expect((await context()).site).toEqual({ domain: 'd.chips.example', certificateArn: arn });
    expect(await init([...of, '--site', 'none'])).toMatchObject({ code: 0 });
    expect(await context()).not.toHaveProperty('site');
  });

  it('writes nothing that would not synthesise for another field’s sake', async () => {
    const { init, cdkJson, context, read } = await anInit();
    const courant = { ...(await context()), hostedZone: { id: 'Z1', name: 'news.example' } };
    await writeFile(cdkJson, JSON.stringify({ context: { courant } }));
    const before = await read();
    const { publications } = courant;
    for (const [index, { id }] of publications.entries()) {
      const { code, err } = await init(['--publication', id, '--sender', 'a@chips.example']);
      if (index === 0) expect(code).toBe(0);
      else expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('hostedZone.name') });
    }
    expect(await read()).not.toBe(before);
    expect((await context()).publications[1].from.address).toBe('digest@news.example');
  });

  it('names the publications where several could be meant', async () => {
    const { init } = await anInit();
    const { code, err } = await init(['--title', 'x']);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('china-tech-controls, china-tech-controls-zh'),
    });
  });

  it('says where a file is no JSON, and what it lacks', async () => {
    const broken = await anInit('{ "context": ');
    expect(await broken.init(['--title', 'x'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('line 1'),
    });
    const { init, context } = await anInit('{}\n');
    expect(await init(words(own))).toMatchObject({ code: 0 });
    expect((await context()).publications[0].id).toBe('chip-watch');
  });

  it('keeps a link, and who may read the file, and leaves nothing beside it', async () => {
    const { init, cdkJson, folder, context } = await anInit();
    const behind = join(folder, 'behind.json');
    await rename(cdkJson, behind);
    await chmod(behind, 0o640);
    await symlink(behind, cdkJson);
    expect(await init(['--empty', ...words(own)])).toMatchObject({ code: 0, err: '' });
    expect((await lstat(cdkJson)).isSymbolicLink()).toBe(true);
    expect((await stat(behind)).mode & 0o777).toBe(0o640);
    expect((await context()).publications).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['behind.json', 'cdk.json']);
  });
});

describe('courant init at a terminal', () => {
  it('asks everything, with what stands there as the default', async () => {
    const { init, context } = await anInit();
    const { prompts, asked } = somebody({
      'What do you want to set up?': '1',
      Title: '周报',
      Sender: own.sender,
      'Reply to': own['reply-to'],
      'Postal address': own['postal-address'],
      Operator: own.operator,
    });
    const before = await context();
    expect(await init([], prompts)).toMatchObject({ code: 0, err: '' });
    expect(asked).toEqual([
      ...['What do you want to set up?', 'Title', 'Description', 'Language', 'Sender', 'Reply to'],
      ...['Postal address', 'Appears every', 'On', 'At', 'Time zone', 'Topics', 'Operator', 'Editors'],
      ...['Site', 'Identities', 'Hosted zone', 'Public archive'],
      'All of it right?',
    ]);
    const after = await context();
    expect(after.publications[0]).toEqual(before.publications[0]);
    expect(after.publications[1]).toMatchObject({ title: '周报', topics: before.publications[1].topics });
  });

  it('proposes what suits most for a publication of one’s own', async () => {
    const { init, context } = await anInit();
    const { prompts } = somebody({
      'What do you want to set up?': 'own',
      Id: 'mine',
      Title: 'Mine',
      Description: 'Mine.',
      Sender: own.sender,
      'Postal address': own['postal-address'],
      Topics: 'all=All',
      Operator: own.operator,
    });
    expect(await init([], prompts)).toMatchObject({ code: 0, err: '' });
    expect((await context()).publications).toEqual([
      expect.objectContaining({
        replyTo: own.sender,
        language: 'en',
        schedule: { every: 'week', on: 'monday', at: '07:00', timeZone: 'Asia/Shanghai' },
      }),
    ]);
  });

  it('says at once what synth would say of an answer, and asks again', async () => {
    const { init, context } = await anInit();
    const { prompts, refused } = somebody({
      'What do you want to set up?': 'own',
      Id: ['Not An Id', 'mine'],
      Title: 'Mine',
      Description: 'Mine.',
      Sender: ['me@gmail.com', own.sender],
      'Postal address': own['postal-address'],
      At: ['7pm', '19:00'],
      Topics: ['', 'a=A'],
      Operator: own.operator,
      Site: ['bounce.chips.example', 'none'],
    });
    expect(await init([], prompts)).toMatchObject({ code: 0, err: '' });
    expect(refused).toEqual([
      expect.stringContaining('a slug'),
      expect.stringContaining('an address at a domain of your own'),
      expect.stringContaining('write "19:00"'),
      expect.stringContaining('at least 1 entries'),
      expect.stringContaining('to which mail from chips.example bounces'),
    ]);
    expect((await context()).publications[0].schedule.at).toBe('19:00');
  });

  it('asks only what has no answer where some are given', async () => {
    const { init } = await anInit();
    const { prompts, asked } = somebody({ Title: 'Mine', At: '07:00' });
    expect(await init(['--empty', ...without('title', 'at')], prompts)).toMatchObject({ code: 0 });
    expect(asked).toEqual(['Title', 'At']);
  });

  it('leaves the file untouched and ends with 130 when it is interrupted, at any question', async () => {
    const { init, read } = await anInit();
    const before = await read();
    for (const at of ['What do you want to set up?', 'Title', 'On', 'Site', 'All of it right?']) {
      const answers = {
        'What do you want to set up?': '0',
        Sender: own.sender,
        'Reply to': own['reply-to'],
        'Postal address': own['postal-address'],
        Operator: own.operator,
      };
      const ended = await init([], somebody(answers, at).prompts);
      expect(ended).toMatchObject({ code: 130, err: 'Interrupted. cdk.json is as it was.\n' });
      expect(await read()).toBe(before);
    }
  });

  it('writes nothing when somebody says no at the end', async () => {
    const { init, read } = await anInit();
    const before = await read();
    const answers = {
      'What do you want to set up?': '0',
      Title: 'X',
      Sender: own.sender,
      'Reply to': own['reply-to'],
      'Postal address': own['postal-address'],
      Operator: own.operator,
      'All of it right?': 'no',
    };
    expect(await init([], somebody(answers).prompts)).toMatchObject({ code: 1 });
    expect(await read()).toBe(before);
  });

  it('does not write over what somebody saved meanwhile', async () => {
    const { init, read, cdkJson } = await anInit();
    const { prompts } = somebody({
      'What do you want to set up?': '0',
      Title: 'X',
      Sender: own.sender,
      'Reply to': own['reply-to'],
      'Postal address': own['postal-address'],
      Operator: own.operator,
    });
    const saved = (await read()).replace('07:00', '07:01');
    const slow = {
      ...prompts,
      choose: async (prompt: Parameters<typeof prompts.choose>[0]) => {
        if (prompt.message === 'All of it right?') await writeFile(cdkJson, saved);
        return prompts.choose(prompt);
      },
    };
    expect(await init([], slow)).toMatchObject({
      code: 1,
      err: expect.stringContaining('found another text'),
    });
    expect(await read()).toBe(saved);
  });
});
