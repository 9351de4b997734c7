import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf } from '../../core/publication/domains.ts';
import { isExamplePlace, isReserved } from '../../infra/inputs/reserved-domains.ts';
import { exampleConfiguration, examplePublication, exampleTemplate } from './example-app.ts';

type Assertion = {
  Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: string }, string] }] };
  AssertDescription: string;
};
type Rules = Record<string, { Assertions: Assertion[] }>;

/** The assertions about addresses, and the parameters that they look at. */
function refusals(courant: object = {}): {
  assertions: Assertion[];
  parameters: Record<string, { Default: string }>;
} {
  const { Rules = {}, Parameters = {} } = exampleTemplate(courant).toJSON();
  delete Rules.CheckBootstrapVersion;
  delete Parameters.BootstrapVersion;
  return {
    assertions: Object.values(Rules as Rules).flatMap(({ Assertions }) => Assertions),
    parameters: Parameters,
  };
}

/** Not a domain that exists, but not one that is kept for examples either: it stands for an operator's own. */
const ownDomain = 'not-reserved.courant';
const own = (local: string) => `${local}@${ownDomain}`;
const ownConfiguration = {
  publications: [
    {
      ...examplePublication,
      from: { name: 'News', address: own('digest') },
      replyTo: own('editors'),
      postalAddress: 'Courant, Rue de la Loi 16, 1000 Brussels',
    },
  ],
  operator: own('operator'),
};

describe('a deployment with the addresses of the example', () => {
  it('is refused by CloudFormation, for each of them, before anything is created', () => {
    const { assertions, parameters } = refusals();
    expect(assertions).toHaveLength(exampleConfiguration.publications.length * 3 + 1);
    for (const { Assert } of assertions) {
      const [{ Ref }, refused] = Assert['Fn::Not'][0]['Fn::Equals'];
      expect(parameters[Ref]).toMatchObject({ Type: 'String', Default: refused, AllowedValues: [refused] });
    }
  });

  it('is told which field of cdk.json to change', () => {
    const escaped = (text: string) => text.replace(/[[\].]/g, '\\$&');
    const told = [
      ...exampleConfiguration.publications.flatMap(({ from, replyTo, postalAddress }, index) => [
        [`publications[${index}].from.address`, from.address, '.*reserved.*Put an address of your own'],
        [`publications[${index}].replyTo`, replyTo, '.*reserved.*Put an address of your own'],
        [
          `publications[${index}].postalAddress`,
          postalAddress,
          "that place is the example's.*Put the postal",
        ],
      ]),
      ['operator', exampleConfiguration.operator, '.*reserved.*Put an address of your own'],
    ].map(([path = '', value = '', says]) =>
      expect.stringMatching(
        new RegExp(
          `^context.courant.${escaped(path)} in cdk.json is ${escaped(value)}: ${says}.*, then deploy again.$`,
        ),
      ),
    );
    expect(refusals().assertions.map(({ AssertDescription }) => AssertDescription)).toEqual(told);
  });

  it('is refused for editors, who would get no proof', () => {
    const { assertions } = refusals({ ...ownConfiguration, editors: [own('ada'), 'ben@mail.example'] });
    expect(assertions).toHaveLength(1);
    expect(assertions[0]?.AssertDescription).toMatch(/^context\.courant\.editors\[1\] in cdk\.json is ben@/);
  });

  it('is refused for the senders of retired publications, and for former ones, too', () => {
    const [publication] = ownConfiguration.publications;
    const retired = {
      id: 'gone',
      title: 'Gone',
      language: 'en',
      from: { name: 'Gone', address: 'a@x.example' },
    };
    const { assertions } = refusals({
      ...ownConfiguration,
      publications: [{ ...publication, formerSenders: [own('old'), 'b@x.example'] }],
      retired: [{ ...retired, formerSenders: ['c@x.example'] }],
    });
    expect(assertions.map(({ AssertDescription }) => AssertDescription.split(':')[0])).toEqual([
      'context.courant.publications[0].formerSenders[1] in cdk.json is b@x.example',
      'context.courant.retired[0].from.address in cdk.json is a@x.example',
      'context.courant.retired[0].formerSenders[0] in cdk.json is c@x.example',
    ]);
  });

  it('cannot be excused by a value that CloudFormation remembers from an earlier deployment', () => {
    const changed = { ...examplePublication, replyTo: 'others@other.example' };
    const before = Object.keys(refusals({ publications: [examplePublication] }).parameters);
    const after = Object.keys(refusals({ publications: [changed] }).parameters);
    expect(after.filter(name => before.includes(name))).toHaveLength(3);
    expect(after).toHaveLength(4);
  });
});

describe('a deployment with addresses of one’s own', () => {
  it('has nothing to be refused for', () => {
    expect(refusals(ownConfiguration)).toEqual({ assertions: [], parameters: {} });
  });

  it('is refused for the one that was forgotten', () => {
    const { assertions } = refusals({ ...ownConfiguration, operator: 'me@forgotten.example' });
    expect(assertions.map(({ AssertDescription }) => AssertDescription)).toEqual([
      expect.stringContaining('context.courant.operator in cdk.json is me@forgotten.example'),
    ]);
  });
});

describe('a deployment with web addresses of the example', () => {
  it('is refused for the site, the hosted zone and each identity', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000';
    const { assertions } = refusals({
      ...ownConfiguration,
      identities: [ownDomain, 'news.example', 'digest@example.org'],
      hostedZone: { id: 'Z1', name: 'example.org' },
      site: { domain: 'digest.example.org', certificateArn },
    });
    expect(assertions.map(({ AssertDescription }) => AssertDescription)).toEqual(
      [
        ['identities[1]', 'news.example'],
        ['identities[2]', 'digest@example.org'],
        ['hostedZone.name', 'example.org'],
        ['site.domain', 'digest.example.org'],
      ].map(([path, value]) =>
        expect.stringContaining(`context.courant.${path} in cdk.json is ${value}: that domain is reserved`),
      ),
    );
  });

  it('has a template in ASCII, whatever the example’s place is written between', () => {
    const postalAddress = 'Éditions “Courant” ★, 1 Example Street, 1000 Liège';
    const [publication] = ownConfiguration.publications;
    const { assertions, parameters } = refusals({
      ...ownConfiguration,
      publications: [{ ...publication, postalAddress }],
    });
    const [parameter] = Object.values(parameters);
    expect(assertions).toHaveLength(1);
    expect(parameter?.Default).toBe('?ditions ?Courant? ?, 1 Example Street, 1000 Li?ge');
    expect(JSON.stringify([assertions, parameters])).toMatch(/^[\x20-\x7e]+$/);
    expect(assertions[0]?.Assert['Fn::Not'][0]['Fn::Equals'][1]).toBe(parameter?.Default);
  });
});

describe('the place of the example', () => {
  it('is known in any case, by either part, however its words are set apart', () => {
    const words = fc.mixedCase(
      fc.constantFrom('example street', 'example city', 'example st', 'ｅｘａｍｐｌｅ city'),
    );
    const between = fc.constantFrom(' ', '  ', '\u00a0', '-', '_', ', ');
    const around = fc.constantFrom('', '1 ', 'Courant, 1 ', '1000 ', ', ');
    fc.assert(
      fc.property(
        around,
        words,
        between,
        fc.constantFrom('', ', 2000 Antwerp', '.'),
        (before, place, gap, after) => isExamplePlace(`${before}${place.replace(' ', gap)}${after}`),
      ),
    );
    for (const { postalAddress } of exampleConfiguration.publications)
      expect(isExamplePlace(postalAddress)).toBe(true);
  });

  it.each([
    'Courant, Rue de la Loi 16, 1000 Brussels',
    'Example Ltd, 5 High Street, London',
    'Exampleton Streetcar Co, 1 Main Road',
    '12 Counterexample Street, Springfield',
    '北京市东城区示例路1号',
  ])('is not %s', address => {
    expect(isExamplePlace(address)).toBe(false);
  });
});

describe('reserved domains', () => {
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const labels = fc.array(label, { maxLength: 3 });
  const reserved = fc.constantFrom(
    'example',
    'test',
    'invalid',
    'localhost',
    'example.com',
    'example.net',
    'example.org',
  );

  it('include everything below them, in any case', () => {
    fc.assert(
      fc.property(labels, reserved, fc.boolean(), (below, domain, upper) => {
        const address = `someone@${[...below, domain].join('.')}`;
        return isReserved(domainOf(upper ? address.toUpperCase() : address));
      }),
    );
  });

  it('do not include domains that merely end alike or have such a label further left', () => {
    fc.assert(
      fc.property(labels, reserved, label, (below, domain, tail) => {
        fc.pre(!isReserved(`x.${tail}`));
        return (
          !isReserved([...below, `a${domain.replaceAll('.', '')}`, tail].join('.')) &&
          !isReserved(`${domain}.${tail}x`)
        );
      }),
    );
  });

  it('do not include example as the second label of other domains', () => {
    expect(['example.de', 'my-example.com', 'notexample.org', 'test.eu'].map(isReserved)).toEqual(
      Array(4).fill(false),
    );
  });
});
