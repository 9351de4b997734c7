import { describe, expect, it } from 'vitest';
import { dnsLooks } from '../../../cli/doctor/dns-looks.ts';
import { configuration, doctor } from './run-doctor.ts';
import { soundLooks, soundNames } from './stand-in-looks.ts';

describe('courant doctor', () => {
  it('ends with 0 where nothing is wrong, and closes what it opened', async () => {
    const { code, out, err, asked, seen } = await doctor();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Nothing is wrong with what was looked at\.\n\nKnown:\n/);
    expect(out).toContain('An edition of weekly to 2 readers takes less than a second, at 14');
    expect(asked.at(-1)).toBe('close');
    expect(seen.opened).toBe(2);
  });

  it('looks at the parts that the stack has: its topic, alarms, schedules, and queues of what failed alone', async () => {
    const { asked } = await doctor();
    expect(asked).toContain('subscription arn:aws:sns:eu-central-1:1:courant-operator operator@news.example');
    expect(asked).toContain('alarms courant-edition-held');
    expect(asked).toContain('schedule courant_weekly');
    expect(asked.filter(line => line.startsWith('messages'))).toEqual([
      'messages https://sqs.example/1/courant-slices-dead-letters.fifo',
      'messages https://sqs.example/1/courant-failed-runs',
    ]);
    expect(asked.filter(line => line.startsWith('identity'))).toEqual([
      'identity digest@news.example',
      'identity news.example',
    ]);
  });

  it('looks at the stack that is named', async () => {
    expect((await doctor({ words: ['--stack', 'other'] })).asked).toContain('stack other');
    expect((await doctor()).asked).toContain('stack courant');
  });

  it('says what it found, why it matters and what to type, and ends with 1', async () => {
    const { code, out } = await doctor({ account: { alarmsOn: async () => ['courant-edition-held'] } });
    expect(code).toBe(1);
    expect(out).toMatch(/^1 finding\.\n\n1 alarm on: courant-edition-held\.\n {2}Because +An alarm is about/);
    expect(out).toContain('courant status\n');
    expect(out).toContain('docs/runbook.md#edition-held');
  });

  it('names active readers to whom SES mails nothing', async () => {
    const { code, out } = await doctor({
      suppressed: ['x@mail.example', 'reader-2@mail.example', 'reader-3@mail.example'],
    });
    expect(code).toBe(1);
    expect(out).toContain(
      'weekly has 1 active reader on the suppression list of SES: reader-2@mail.example\n',
    );
  });

  it('goes on where it may not look, says so, and counts it after a deployment only', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    const alarmsOn = () => Promise.reject(denied);
    const after = await doctor({ account: { alarmsOn } });
    expect(after.code).toBe(1);
    expect(after.out).toContain('Not all could be looked at: alarms.');
    expect(after.out).toMatch(
      /Not looked at:\n {2}- +alarms: AWS: expected to be allowed, found: not authorized/,
    );
    const before = await doctor({
      account: { sending: () => Promise.reject(denied), stack: async () => null },
    });
    // That the addresses are the example's is the only finding.
    expect(before.code).toBe(1);
    expect(before.out).toMatch(/^1 finding\. Nothing is deployed yet/);
    expect(before.out).toContain('cdk.json still has values of the example');
    expect(before.out).toContain('the account at SES: AWS: expected to be allowed');
    expect(before.seen.opened).toBe(0);
  });

  it('finds missing credentials alone, and asks for nothing more', async () => {
    const none = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
    const { code, out, asked } = await doctor({ account: { caller: () => Promise.reject(none) } });
    expect(code).toBe(1);
    expect(out).toMatch(/^2 findings\..*\n\nAWS does not take the credentials/);
    expect(out).toContain('Set AWS_PROFILE');
    expect(out).not.toContain('--local');
    expect(asked).toEqual(['region', 'close']);
  });

  it('proposes termination protection once all is well, and still ends with 0', async () => {
    const { looks } = soundLooks(configuration);
    const open = async (name: string) => {
      const stack = await looks.stack(name);
      return stack && { ...stack, terminationProtection: false };
    };
    const { code, out } = await doctor({ account: { stack: open } });
    expect(code).toBe(0);
    expect(out).toContain('its termination protection is off.');
    expect(out).toContain('npx cdk deploy\n');
  });

  it('prints one object a line for programs', async () => {
    const names = soundNames({ '_dmarc.news.example': [] });
    const { code, out } = await doctor({ names, words: ['--json'] });
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines).toEqual([
      {
        finding: 'dmarc-missing',
        found: expect.any(String),
        why: expect.any(String),
        todo: [expect.any(String)],
      },
      { deployed: true, findings: 1, notes: expect.any(Array), proposal: null },
    ]);
  });

  it('says that nobody answers for a name, which is no record that is missing', async () => {
    const texts = () => Promise.reject(Object.assign(new Error('queryTxt ESERVFAIL'), { code: 'ESERVFAIL' }));
    const { out } = await doctor({ names: { ...soundNames(), texts } });
    expect(out).toContain('the DMARC record of news.example');
    expect(out).toContain('queryTxt ESERVFAIL');
    expect(out).not.toContain('has no DMARC record');
  });

  it('has nothing to look at on this machine', async () => {
    expect(await doctor({ words: ['--local'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('no --local'),
    });
  });
});

describe('looking at the DNS', () => {
  const none = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' }));
  const missing = { resolveTxt: none, resolveMx: none, resolveCname: none, resolve4: none, resolve6: none };

  it('puts together what belongs together', async () => {
    const names = dnsLooks({ ...missing, resolveTxt: async () => [['v=spf1 ', 'include:x'], ['other']] });
    expect(await names.texts('a.example')).toEqual(['v=spf1 include:x', 'other']);
  });

  it('takes for nothing what is not there, and throws where nobody answers', async () => {
    const names = dnsLooks(missing);
    expect(await names.texts('a.example')).toEqual([]);
    expect(await names.alias('a.example')).toBeNull();
    expect(await names.hasAddress('a.example')).toBe(false);
    const lost = dnsLooks({ ...missing, resolveMx: () => Promise.reject(new Error('ETIMEOUT')) });
    await expect(lost.mailServers('a.example')).rejects.toThrow('ETIMEOUT');
    const six = dnsLooks({ ...missing, resolve6: async () => ['::1'] as never });
    expect(await six.hasAddress('a.example')).toBe(true);
  });
});
