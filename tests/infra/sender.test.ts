import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { examplePublication, exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const from = (id: string, address: string) => ({ ...examplePublication, id, from: { name: id, address } });
const publications = [
  from('one', 'one@news.example'),
  from('two', 'two@News.example'),
  from('three', 'three@mail.other.example'),
];
const template = exampleTemplate({ publications });

const identity = (domain: string) => `Sender${domain.replaceAll('.', '')}`;

/** The DNS outputs of a template, in the order of their names. */
function dnsOutputs(of: Template): string[] {
  return Object.entries(of.findOutputs('*'))
    .filter(([id]) => id.startsWith('Dns'))
    .map(([, { Value }]) => readable(Value));
}

/** The DNS records that a template makes, as a zone file has them. */
function madeRecords(of: Template): string[] {
  return [...resources(of, 'AWS::Route53::RecordSet').values()].map(
    ({ Properties: { Name, Type, ResourceRecords } }) =>
      `${readable(Name)} ${Type} ${readable(ResourceRecords[0])}`,
  );
}

function identities(of: Template): string[] {
  return [...resources(of, 'AWS::SES::EmailIdentity').values()].map(
    ({ Properties }) => Properties.EmailIdentity,
  );
}

/** The records of an identity, which Courant makes or lists. */
function ofIdentity(domain: string): string[] {
  const token = (part: string) => `<${identity(domain)}.DkimDNSToken${part}>`;
  return [
    ...[1, 2, 3].map(n => `${token(`Name${n}`)} CNAME ${token(`Value${n}`)}`),
    `bounce.${domain} MX 10 feedback-smtp.<AWS::Region>.amazonses.com`,
    `bounce.${domain} TXT v=spf1 include:amazonses.com ~all`,
  ];
}

const dmarc = '_dmarc.news.example TXT v=DMARC1; p=none; rua=mailto:operator@news.example';
const dmarcOfOther = '_dmarc.mail.other.example TXT v=DMARC1; p=none';
const ifNone = 'only if there is none: ';
const quoted = (record: string) => record.replace(/ TXT (.*)$/, ' TXT "$1"');
const keptUnlessTheFirstDeploymentFails = {
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
};

describe('the senders', () => {
  it('make one identity a domain, signed with 2048 bits, with a MAIL FROM domain of its own', () => {
    expect(identities(template)).toEqual(['news.example', 'mail.other.example']);
    for (const { Properties: properties } of resources(template, 'AWS::SES::EmailIdentity').values()) {
      expect(properties).toMatchObject({
        DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
        MailFromAttributes: {
          MailFromDomain: `bounce.${properties.EmailIdentity}`,
          BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
        },
      });
    }
  });

  it('are kept when the stack goes, but taken back when its first deployment fails', () => {
    for (const found of resources(template, 'AWS::SES::EmailIdentity').values()) {
      expect(found).toMatchObject(keptUnlessTheFirstDeploymentFails);
    }
  });

  it('get no mail about what came back: events tell that', () => {
    for (const { Properties } of resources(template, 'AWS::SES::EmailIdentity').values()) {
      expect(Properties.FeedbackAttributes).toEqual({ EmailForwardingEnabled: false });
    }
  });

  it('send under one configuration set: over TLS where the other side has it, not to whom bounced or complained, measured', () => {
    const [set] = [...resources(template, 'AWS::SES::ConfigurationSet').values()];
    expect(set?.Properties).toMatchObject({
      Name: 'courant',
      DeliveryOptions: { TlsPolicy: 'OPTIONAL' },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
  });
});

describe('the DNS records of a sender', () => {
  const hostedZone = { id: 'Z0123456789ABC', name: 'other.example' };

  it('are all listed for the operator when no hosted zone is configured, DMARC under a condition', () => {
    expect(dnsOutputs(template)).toEqual([
      ...[...ofIdentity('news.example'), ifNone + dmarc],
      ...[...ofIdentity('mail.other.example'), ifNone + dmarcOfOther],
    ]);
    expect(madeRecords(template)).toEqual([]);
  });

  it('are made in the configured zone where the domain lies in it, and listed where it does not', () => {
    const zoned = exampleTemplate({ publications, hostedZone });
    expect(madeRecords(zoned)).toEqual(ofIdentity('mail.other.example').map(quoted));
    for (const { Properties, ...policies } of resources(zoned, 'AWS::Route53::RecordSet').values()) {
      expect(Properties.HostedZoneId).toBe(hostedZone.id);
      expect(policies).toMatchObject(keptUnlessTheFirstDeploymentFails);
    }
    expect(dnsOutputs(zoned)).toEqual([
      ...[...ofIdentity('news.example'), ifNone + dmarc],
      ifNone + dmarcOfOther,
    ]);
  });

  it('have DMARC among them where the operator wants it, in the zone that is configured', () => {
    const zoned = exampleTemplate({ publications, hostedZone, dmarc: true });
    expect(madeRecords(zoned)).toEqual([...ofIdentity('mail.other.example'), dmarcOfOther].map(quoted));
    expect(dnsOutputs(zoned)).toEqual([...ofIdentity('news.example'), ifNone + dmarc]);
  });

  it('are not put into a zone whose name merely ends alike', () => {
    const alike = { ...hostedZone, name: 'her.example' };
    expect(() => exampleTemplate({ publications, hostedZone: alike, dmarc: true })).toThrow(
      /hostedZone\.name\n.*mail\.other\.example/,
    );
  });

  it.each([
    ['the same domain', 'post@news.example', '; rua=mailto:post@news.example'],
    ['one below it', 'post@desk.news.example', '; rua=mailto:post@desk.news.example'],
    ['one above it', 'post@example.org', ''],
    ['one that ends alike', 'post@oldnews.example', ''],
  ])('ask for reports where the operator has an address in %s, and else for none', (_, operator, reports) => {
    expect(dnsOutputs(exampleTemplate({ operator })).at(-1)).toBe(
      `${ifNone}_dmarc.news.example TXT v=DMARC1; p=none${reports}`,
    );
  });
});

describe('what SES knows already', () => {
  const hostedZone = { id: 'Z0123456789ABC', name: 'other.example' };
  const known = (...listed: string[]) =>
    exampleTemplate({ publications, hostedZone, dmarc: true, identities: listed });

  it('is used as it is: neither the domain nor a record of it is made, and DMARC is proposed', () => {
    const found = known('News.example');
    expect(identities(found)).toEqual(['mail.other.example']);
    expect(madeRecords(found)).toEqual([...ofIdentity('mail.other.example'), dmarcOfOther].map(quoted));
    expect(dnsOutputs(found)).toEqual([ifNone + dmarc]);
  });

  it('has no DMARC record made for it either, which an older stack may have left in the zone', () => {
    expect(() => known('mail.other.example')).toThrow(/dmarc\n/);
    const found = exampleTemplate({ publications, hostedZone, identities: ['mail.other.example'] });
    expect(identities(found)).toEqual(['news.example']);
    expect(madeRecords(found)).toEqual([]);
    expect(dnsOutputs(found).at(-1)).toBe(ifNone + dmarcOfOther);
  });

  it("may be each sender's own address", () => {
    expect(identities(known('one@news.example', 'TWO@news.example'))).toEqual(['mail.other.example']);
    expect(identities(known('one@news.example'))).toEqual(['news.example', 'mail.other.example']);
  });

  it('is no other domain, above it or below', () => {
    expect(identities(known('other.example', 'a.news.example'))).toEqual([
      'news.example',
      'mail.other.example',
    ]);
  });

  it('may be all: then the stack makes no identity', () => {
    const all = ['news.example', 'mail.other.example'];
    const found = exampleTemplate({ publications, hostedZone, identities: all });
    expect(identities(found)).toEqual([]);
    expect(madeRecords(found)).toEqual([]);
  });
});
