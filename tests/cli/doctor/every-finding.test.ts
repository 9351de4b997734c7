import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SendingState, StackState } from '../../../core/doctor/facts.ts';
import { type FindingKind, findingKinds } from '../../../core/doctor/finding.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { soundIdentity } from '../../core/doctor/sound-facts.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { type Account, configuration, doctor } from './run-doctor.ts';
import { soundCertificate, soundLooks, soundNames } from './stand-in-looks.ts';

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a';
const withSite = aConfiguration({}, {}, { site: { domain: 'd.news.example', certificateArn } });
const { looks: sound } = soundLooks(configuration);
const mx = { exchange: 'feedback-smtp.eu-central-1.amazonses.com', priority: 10 };
const spf = 'v=spf1 include:amazonses.com ~all';

function none(name = 'CredentialsProviderError') {
  return () => Promise.reject(Object.assign(new Error('none'), { name }));
}

function identity(changes: object, texts: Record<string, string[]> = {}): Account {
  const known = { ...soundIdentity, ...changes };
  return {
    account: { identity: async name => (name === known.name ? known : null) },
    names: soundNames(texts),
  };
}

function sending(changes: Partial<SendingState>): Account {
  return { account: { sending: async () => ({ ...(await sound.sending()), ...changes }) } };
}

function stack(change: (deployed: StackState) => Partial<StackState>): Account {
  return {
    account: {
      async stack(name) {
        const deployed = await sound.stack(name);
        return deployed && { ...deployed, ...change(deployed) };
      },
    },
  };
}

/** With another output, or without it. */
function output(name: string, value: string | null): Account {
  return stack(({ outputs }) => {
    const changed = new Map(outputs);
    if (value === null) changed.delete(name);
    else changed.set(name, value);
    return { outputs: changed };
  });
}

function site(account: Account['account'], names = soundNames()): Account {
  return { configured: withSite, ...(account && { account }), names };
}

/** A broken installation, kind by kind: what is wrong ▸ what the doctor says of it, no more and no less. */
const broken: [found: FindingKind[], Account][] = [
  [['region', 'example-values'], { account: { region: none() } }],
  [['credentials', 'example-values'], { account: { caller: none() } }],
  [['example-values'], { account: { stack: async () => null } }],
  [['stack-unsettled'], stack(() => ({ status: 'UPDATE_ROLLBACK_FAILED' }))],
  [['publication-not-deployed'], output('Schedule1', null)],
  [['schedule-differs'], output('Schedule1', 'weekly: every day at 08:00 (UTC)')],
  [['publication-only-deployed'], output('Schedule2', 'gone: every day at 08:00 (UTC)')],
  [['checkout-differs'], output('Checkout', 'version 0.0.1, configuration 0a1b')],
  [
    ['not-the-owner'],
    {
      installed: {
        otherOwner: async () => ({
          ...{ format: 1, stack: 'arn', stackName: 'new', account: null, region: null },
          since: '2026-11-01T00:00:00Z' as Instant,
        }),
      },
    },
  ],
  [['identity-missing'], { account: { identity: async () => null } }],
  [['identity-unverified'], identity({ verified: false, signs: false })],
  [['dkim'], identity({ signs: false })],
  [['mail-from'], identity({ mailFrom: null })],
  [['spf-missing'], { names: soundNames({ 'bounce.news.example': [] }) }],
  [['spf-twice'], { names: soundNames({ 'news.example': [spf, 'v=spf1 -all'] }) }],
  [['spf-without-ses'], { names: soundNames({ 'bounce.news.example': ['v=spf1 -all'] }) }],
  [['mail-from-mx'], { names: { ...soundNames(), mailServers: async () => [mx, { ...mx, exchange: 'x' }] } }],
  [['dmarc-missing'], { names: soundNames({ '_dmarc.news.example': [] }) }],
  [
    ['dmarc-twice'],
    { names: soundNames({ '_dmarc.news.example': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] }) },
  ],
  [['dmarc-unreadable'], { names: soundNames({ '_dmarc.news.example': ['v=DMARC1'] }) }],
  [
    ['dmarc-alignment'],
    identity({ name: 'digest@news.example' }, { '_dmarc.news.example': ['v=DMARC1; p=none; adkim=s'] }),
  ],
  [['sandbox'], sending({ production: false })],
  [['sending-paused'], sending({ enabled: false })],
  [['quota'], sending({ allowance: { perSecond: 1, perDay: 1, left: 1 } })],
  [['suppressed-readers'], { suppressed: ['reader-1@mail.example'] }],
  [['certificate-missing'], site({ certificate: async () => null })],
  [
    ['certificate-not-issued'],
    site({ certificate: async () => ({ ...soundCertificate, status: 'FAILED' }) }),
  ],
  [['certificate-names'], site({ certificate: async () => ({ ...soundCertificate, names: ['x.example'] }) })],
  [
    ['certificate-ends'],
    site({ certificate: async () => ({ ...soundCertificate, until: '2026-11-30T00:00:00Z' as Instant }) }),
  ],
  [
    ['site-dns-missing'],
    site({}, { ...soundNames(), alias: async () => null, hasAddress: async () => false }),
  ],
  [['site-dns-elsewhere'], site({}, { ...soundNames(), alias: async () => 'old.cloudfront.net' })],
  [['alarms-unheard'], { account: { subscription: async () => 'pending' } }],
  [['alarms-on'], { account: { alarmsOn: async () => ['courant-edition-held'] } }],
  [['dead-letters'], { account: { messagesIn: async queue => (queue.includes('failed-runs') ? 1 : 0) } }],
  [['schedule-off'], { account: { schedule: async () => 'gone' } }],
  [['not-looked-at'], { account: { alarmsOn: none('AccessDeniedException') } }],
];

async function objectsOf(account: Account) {
  const { out, err } = await doctor({ ...account, words: ['--json'] });
  expect(err).toBe('');
  return out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

describe('every finding of the doctor', () => {
  it.each(broken)(
    'shows %s on an installation that is broken so, with why and what to do',
    async (kinds, account) => {
      const objects = await objectsOf(account);
      const found = objects.filter(object => 'finding' in object);
      expect(found.map(({ finding }) => finding)).toEqual(kinds);
      const { code, out } = await doctor(account);
      expect(code).toBe(1);
      const words = out.replaceAll(/\s+/g, ' ');
      for (const text of found.flatMap(finding => [finding.found, finding.why, ...finding.todo]))
        expect(words).toContain(text.replaceAll(/\s+/g, ' '));
    },
  );

  it('has a broken installation that shows it', () => {
    const shown = new Set(broken.flatMap(([kinds]) => kinds));
    // That one is proposed once all is well.
    expect(findingKinds.filter(kind => !shown.has(kind))).toEqual(['termination-protection']);
    expect(new Set(findingKinds).size).toBe(findingKinds.length);
  });

  it.each([
    ['a site', withSite],
    ['no site', configuration],
  ])('stays away from a sound installation with %s', async (_, configured) => {
    const [last, ...more] = (await objectsOf({ configured })).toReversed();
    expect(more).toEqual([]);
    expect(last).toMatchObject({ deployed: true, findings: 0, proposal: null });
    expect(await doctor({ configured })).toMatchObject({ code: 0, err: '' });
  });

  it('proposes termination protection on a sound installation without it, and finds nothing', async () => {
    const [last] = (await objectsOf(stack(() => ({ terminationProtection: false })))).toReversed();
    expect(last).toMatchObject({ findings: 0, proposal: { id: 'termination-protection' } });
  });

  it('is named by the runbook, and the runbook names no other', () => {
    const runbook = readFileSync(resolve(import.meta.dirname, '../../../docs/runbook.md'), 'utf8');
    const start = runbook.indexOf('## What the doctor finds');
    const article = runbook.slice(start, runbook.indexOf('\n## ', start));
    const table = article.split('\n').filter(line => line.startsWith('|'));
    const named = [
      ...`${table.join('\n')} ${/it is `not-looked-at`/.exec(article)?.[0]}`.matchAll(
        /`([a-z]+(?:-[a-z]+)*)`/g,
      ),
    ]
      .map(([, name]) => name)
      .filter(name => name !== 'identities');
    expect([...new Set(named)].sort()).toEqual(
      findingKinds.filter(kind => kind !== 'termination-protection').sort(),
    );
  });
});
