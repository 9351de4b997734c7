import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf, isReserved } from '../../infra/inputs/reserved-domains.ts';
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
    { ...examplePublication, from: { name: 'News', address: own('digest') }, replyTo: own('editors') },
  ],
  operator: own('operator'),
};

describe('a deployment with the addresses of the example', () => {
  it('is refused by CloudFormation, for each of them, before anything is created', () => {
    const { assertions, parameters } = refusals();
    expect(assertions).toHaveLength(exampleConfiguration.publications.length * 2 + 1);
    for (const { Assert } of assertions) {
      const [{ Ref }, refused] = Assert['Fn::Not'][0]['Fn::Equals'];
      expect(parameters[Ref]).toMatchObject({ Type: 'String', Default: refused, AllowedValues: [refused] });
    }
  });

  it('is told which field of cdk.json to change', () => {
    expect(refusals().assertions.map(({ AssertDescription }) => AssertDescription)).toEqual(
      [
        ...exampleConfiguration.publications.flatMap(({ from, replyTo }, index) => [
          [`publications[${index}].from.address`, from.address],
          [`publications[${index}].replyTo`, replyTo],
        ]),
        ['operator', exampleConfiguration.operator],
      ].map(([path, address]) =>
        expect.stringMatching(
          new RegExp(
            `^context.courant.${path?.replace(/[[\]]/g, '\\$&')} in cdk.json is ${address}: .*reserved.*Put an address`,
          ),
        ),
      ),
    );
  });

  it('cannot be excused by a value that CloudFormation remembers from an earlier deployment', () => {
    const changed = { ...examplePublication, replyTo: 'others@other.example' };
    const before = Object.keys(refusals({ publications: [examplePublication] }).parameters);
    const after = Object.keys(refusals({ publications: [changed] }).parameters);
    expect(after.filter(name => before.includes(name))).toHaveLength(2);
    expect(after).toHaveLength(3);
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
