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

function expectedRecords(domain: string): string[] {
  const token = (part: string) => `<${identity(domain)}.DkimDNSToken${part}>`;
  return [
    ...[1, 2, 3].map(n => `${token(`Name${n}`)} CNAME ${token(`Value${n}`)}`),
    `bounce.${domain} MX 10 feedback-smtp.<AWS::Region>.amazonses.com`,
    `bounce.${domain} TXT v=spf1 include:amazonses.com ~all`,
    `_dmarc.${domain} TXT v=DMARC1; p=none; rua=mailto:operator@news.example`,
  ];
}

describe('the senders', () => {
  it('make one identity a domain, signed with 2048 bits, with a MAIL FROM domain of its own', () => {
    const found = [...resources(template, 'AWS::SES::EmailIdentity').values()].map(
      ({ Properties }) => Properties,
    );
    expect(found.map(({ EmailIdentity }) => EmailIdentity)).toEqual(['news.example', 'mail.other.example']);
    for (const properties of found) {
      expect(properties).toMatchObject({
        DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
        MailFromAttributes: {
          MailFromDomain: `bounce.${properties.EmailIdentity}`,
          BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
        },
      });
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
  it('are all listed for the operator when no hosted zone is configured', () => {
    expect(dnsOutputs(template)).toEqual([
      ...expectedRecords('news.example'),
      ...expectedRecords('mail.other.example'),
    ]);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  it('are made in the configured zone where the domain lies in it, and listed where it does not', () => {
    const hostedZone = { id: 'Z0123456789ABC', name: 'other.example' };
    const zoned = exampleTemplate({ publications, hostedZone });
    const records = [...resources(zoned, 'AWS::Route53::RecordSet').values()].map(
      ({ Properties }) => Properties,
    );
    expect(
      records.map(
        ({ Name, Type, ResourceRecords }) => `${readable(Name)} ${Type} ${readable(ResourceRecords[0])}`,
      ),
    ).toEqual(expectedRecords('mail.other.example').map(record => record.replace(/ TXT (.*)$/, ' TXT "$1"')));
    expect(records.every(({ HostedZoneId }) => HostedZoneId === hostedZone.id)).toBe(true);
    expect(dnsOutputs(zoned)).toEqual(expectedRecords('news.example'));
  });

  it('are not put into a zone whose name merely ends alike', () => {
    const hostedZone = { id: 'Z0123456789ABC', name: 'her.example' };
    expect(() => exampleTemplate({ publications, hostedZone })).toThrow(
      /hostedZone\.name\n.*mail\.other\.example/,
    );
  });
});
