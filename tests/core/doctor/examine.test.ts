import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dmarcDomains, readDmarc } from '../../../core/doctor/dmarc.ts';
import { examine } from '../../../core/doctor/examine.ts';
import type { Facts, SenderFacts, SendingState, SiteFacts, StackState } from '../../../core/doctor/facts.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { soundFacts, soundIdentity, soundSender, soundStack } from './sound-facts.ts';

const sound = soundFacts();

function sender(changes: Partial<SenderFacts>): Partial<Facts> {
  return { senders: [{ ...soundSender, ...changes }] };
}

function identity(changes: Partial<typeof soundIdentity> | { mailFrom: null }): Partial<Facts> {
  return sender({ identities: { seen: [{ ...soundIdentity, ...changes }] } });
}

function sending(changes: Partial<SendingState>): Partial<Facts> {
  return { sending: { seen: { ...('seen' in sound.sending ? sound.sending.seen : never()), ...changes } } };
}

function site(changes: Partial<SiteFacts>): Partial<Facts> {
  return { site: { ...(sound.site ?? never()), ...changes } };
}

function stack(changes: Partial<StackState>): Partial<Facts> {
  return { stack: { seen: { ...soundStack, ...changes } } };
}

function outputs(...changes: [string, string][]): Partial<Facts> {
  return stack({ outputs: new Map([...soundStack.outputs, ...changes]) });
}

function dmarc(...records: string[]): Partial<Facts> {
  return sender({ dmarc: { seen: { domain: 'news.example', records } } });
}

function certificate(changes: object): Partial<Facts> {
  const issued = { status: 'ISSUED', names: ['d.news.example'], until: null };
  return site({ certificate: { seen: { ...issued, ...changes } } });
}

function never(): never {
  throw new Error('the sound facts have all');
}

const spf = 'v=spf1 include:amazonses.com ~all';
const mx = { exchange: 'feedback-smtp.eu-central-1.amazonses.com', priority: 10 };

/** What is broken ▸ the one finding that says so, with a word of it. */
const broken: [id: string, says: string, Partial<Facts>][] = [
  ['identity-missing', 'no identity of digest@news.example', sender({ identities: { seen: [] } })],
  ['identity-unverified', 'not verified news.example', identity({ verified: false, signs: false })],
  ['dkim', 'not signed', identity({ signs: false })],
  ['mail-from', 'no MAIL FROM domain', identity({ mailFrom: null })],
  [
    'mail-from',
    'bounce.news.example',
    identity({ mailFrom: { domain: 'bounce.news.example', works: false } }),
  ],
  ['spf-missing', 'bounce.news.example has no SPF', sender({ spf: { seen: [] } })],
  ['spf-twice', 'bounce.news.example has 2 SPF', sender({ spf: { seen: [spf, 'v=spf1 -all'] } })],
  ['spf-twice', 'news.example has 2 SPF', sender({ ownSpf: { seen: [spf, 'v=spf1 -all'] } })],
  [
    'spf-without-ses',
    'does not include SES',
    sender({ spf: { seen: ['v=spf1 include:notamazonses.com -all'] } }),
  ],
  ['mail-from-mx', 'has no MX', sender({ mx: { seen: [] } })],
  [
    'mail-from-mx',
    '10 mx.news.example',
    sender({ mx: { seen: [{ exchange: 'mx.news.example', priority: 10 }] } }),
  ],
  ['mail-from-mx', ', 20 other', sender({ mx: { seen: [mx, { exchange: 'other', priority: 20 }] } })],
  [
    'mail-from-mx',
    'us-east-1',
    sender({ mx: { seen: [{ ...mx, exchange: 'feedback-smtp.us-east-1.amazonses.com' }] } }),
  ],
  ['dmarc-missing', 'no DMARC record', sender({ dmarc: { seen: null } })],
  ['dmarc-twice', '2 DMARC records', dmarc('v=DMARC1; p=none', 'v=DMARC1; p=reject')],
  ['dmarc-unreadable', 'no policy', dmarc('v=DMARC1; rua=mailto:a@news.example')],
  [
    'dmarc-alignment',
    'signed by example',
    sender({
      identities: { seen: [{ ...soundIdentity, name: 'example' }] },
      dmarc: { seen: { domain: 'news.example', records: ['v=DMARC1; p=reject; adkim=s'] } },
    }),
  ],
  [
    'sandbox',
    'in the sandbox',
    sending({ production: false, allowance: { perSecond: 1, perDay: 200, left: 200 } }),
  ],
  ['sending-paused', 'sending is off', sending({ enabled: false })],
  ['sending-paused', 'PROBATION', sending({ enforcement: 'PROBATION' })],
  ['quota', '1,200 readers', sending({ allowance: { perSecond: 14, perDay: 1000, left: 1000 } })],
  [
    'suppressed-readers',
    'a@mail.example',
    { audience: { seen: [{ publication: 'weekly', readers: 2, suppressed: ['a@mail.example'] }] } },
  ],
  ['certificate-missing', 'no certificate arn', site({ certificate: { seen: null } })],
  ['certificate-not-issued', 'PENDING_VALIDATION', certificate({ status: 'PENDING_VALIDATION' })],
  [
    'certificate-names',
    'does not name d.news.example',
    certificate({ names: ['*.x.news.example', 'news.example'] }),
  ],
  ['certificate-ends', '2026-12-01', certificate({ until: '2026-12-01T00:00:00Z' as Instant })],
  ['site-dns-missing', 'leads nowhere', site({ leads: { seen: { names: [], answers: false } } })],
  [
    'site-dns-elsewhere',
    'old.cloudfront.net, not to d123',
    site({ leads: { seen: { names: ['old.cloudfront.net'], answers: true } } }),
  ],
  ['alarms-unheard', 'has not confirmed', { subscription: { seen: 'pending' } }],
  ['alarms-unheard', 'not subscribed any more', { subscription: { seen: 'none' } }],
  ['alarms-on', 'courant-edition-held', { alarms: { seen: ['courant-edition-held'] } }],
  [
    'dead-letters',
    'courant-failed-runs holds 2 messages',
    { deadLetters: { seen: [{ queue: 'courant-failed-runs', messages: 2 }] } },
  ],
  [
    'schedule-off',
    'courant_weekly is off',
    { schedules: { seen: [{ name: 'courant_weekly', state: 'off' }] } },
  ],
  [
    'schedule-off',
    'not there any more',
    { schedules: { seen: [{ name: 'courant_weekly', state: 'gone' }] } },
  ],
  [
    'example-values',
    'operator is operator@news.example',
    { stack: { seen: null }, example: [{ path: 'operator', value: 'operator@news.example' }] },
  ],
  ['stack-unsettled', 'UPDATE_ROLLBACK_COMPLETE', stack({ status: 'UPDATE_ROLLBACK_COMPLETE' })],
  ['publication-not-deployed', 'has the publication weekly', stack({ outputs: new Map() })],
  ['schedule-differs', 'every day at 08:00', outputs(['Schedule1', 'weekly: every day at 08:00 (UTC)'])],
  [
    'publication-only-deployed',
    'has the publication gone',
    outputs(['Schedule2', 'gone: every day at 08:00 (UTC)']),
  ],
  ['checkout-differs', 'version 0.9.0', outputs(['Checkout', 'version 0.9.0, configuration 0a1b'])],
  [
    'not-the-owner',
    'The stack new',
    {
      owner: {
        seen: { format: 1, stack: 'arn', stackName: 'new', account: null, region: null, since: sound.now },
      },
    },
  ],
  ['not-looked-at', 'alarms', { alarms: { unseen: 'AccessDenied' } }],
];

describe('the doctor', () => {
  it('finds nothing where all is sound, and proposes nothing that is done', () => {
    const { findings, unseen, proposal, deployed, notes } = examine(sound);
    expect({ findings, unseen, proposal, deployed }).toEqual({
      findings: [],
      unseen: [],
      proposal: null,
      deployed: true,
    });
    expect(notes).toEqual([
      'You are arn:aws:iam::123456789012:user/ops, in eu-central-1.',
      'DMARC of news.example: p=none, which only watches.',
      'An edition of weekly to 1,200 readers takes about 1 minute 50 seconds, at 14 messages a second.',
    ]);
  });

  it.each(broken)('finds %s and nothing else: %s', (id, says, changes) => {
    const { findings, proposal } = examine(soundFacts(changes));
    expect(findings.map(finding => finding.id)).toEqual([id]);
    expect(findings[0]?.found).toContain(says);
    expect(findings[0]?.why).toMatch(/\.$/);
    expect(findings[0]?.todo.length).toBeGreaterThan(0);
    expect(proposal).toBeNull();
  });

  it('leads to articles of the runbook that are there, which names every finding', () => {
    const runbook = readFileSync(resolve(import.meta.dirname, '../../../docs/runbook.md'), 'utf8');
    const headings = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const found = broken.flatMap(([, , changes]) => examine(soundFacts(changes)).findings);
    const articles = found.flatMap(({ article }) => article ?? []);
    expect(articles.filter(article => !headings.includes(article))).toEqual([]);
    const ids = ['region', 'credentials', ...found.map(({ id }) => id)];
    expect(ids.filter(id => !runbook.includes(`\`${id}\``))).toEqual([]);
  });

  it('says who is missing where AWS takes no credentials, and finds nothing else, since nothing was seen', () => {
    const unseen = { unseen: 'AWS: expected credentials, found none.' };
    const blind = {
      caller: unseen,
      stack: unseen,
      owner: unseen,
      sending: unseen,
      audience: unseen,
      subscription: unseen,
    };
    const all = { ...blind, alarms: unseen, deadLetters: unseen, schedules: unseen, site: null };
    const diagnosis = examine(soundFacts({ ...all, ...sender({ identities: unseen }) }));
    expect(diagnosis.findings.map(({ id }) => id)).toEqual(['credentials']);
    expect(diagnosis.unseen.length).toBeGreaterThan(5);
    const noRegion = examine(
      soundFacts({ ...all, region: { unseen: 'none' }, ...sender({ identities: unseen }) }),
    );
    expect(noRegion.findings.map(({ id }) => id)).toEqual(['region']);
  });

  it('takes for no finding, before a deployment, what the deployment will make, and what it may not look at', () => {
    const unseen = { unseen: 'nothing is deployed yet' };
    const before: Partial<Facts> = {
      ...{ stack: { seen: null }, owner: unseen, audience: unseen, subscription: unseen, alarms: unseen },
      ...{ deadLetters: unseen, schedules: unseen, site: null, sending: { unseen: 'AccessDenied' } },
      ...sender({ identities: { seen: [] }, spf: { seen: [] }, mx: { seen: [] } }),
    };
    const diagnosis = examine(soundFacts(before));
    expect(diagnosis).toMatchObject({ findings: [], deployed: false, proposal: null });
    expect(diagnosis.unseen).toContainEqual({ subject: 'the account at SES', because: 'AccessDenied' });
    const listed = aConfiguration({}, {}, { identities: ['news.example'] });
    expect(examine(soundFacts({ ...before, configuration: listed })).findings.map(({ id }) => id)).toEqual([
      'identity-missing',
    ]);
  });

  it('proposes termination protection once all is well, and not before', () => {
    const off = stack({ terminationProtection: false });
    expect(examine(soundFacts(off)).proposal).toMatchObject({ id: 'termination-protection' });
    expect(examine(soundFacts({ ...off, alarms: { seen: ['courant-x'] } })).proposal).toBeNull();
  });

  it('takes an alias of Route 53, which shows addresses alone, and a certificate that names the site itself', () => {
    const aliased = site({ leads: { seen: { names: [], answers: true } } });
    expect(examine(soundFacts(aliased)).findings).toEqual([]);
    expect(examine(soundFacts(certificate({}))).findings).toEqual([]);
  });
});

describe('a DMARC record', () => {
  it('is looked for at the domain and at each above it, never at a top-level domain', () => {
    expect(dmarcDomains('a.b.news.example')).toEqual(['a.b.news.example', 'b.news.example', 'news.example']);
  });

  it('is read by its tags, in any spacing and order behind the version', () => {
    const value = fc.constantFrom('none', 'quarantine', 'reject');
    const space = fc.constantFrom('', ' ', '  ');
    fc.assert(
      fc.property(value, space, space, (policy, one, other) => {
        const record = `v${one}=${other}DMARC1${one};${other}adkim${one}=s;${one}p${other}=${one}${policy}${other};`;
        const tags = readDmarc(record);
        expect([tags?.get('p'), tags?.get('adkim')]).toEqual([policy, 's']);
      }),
    );
    expect(readDmarc('v=DMARC10; p=none')).toBeNull();
    expect(readDmarc('p=none; v=DMARC1')).toBeNull();
  });
});
