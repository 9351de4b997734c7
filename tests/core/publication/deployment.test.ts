import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError, type Mistake } from '../../../core/foundation/errors.ts';
import { parseConfiguration } from '../../../core/publication/configuration.ts';
import { bounceDomain, liesIn } from '../../../core/publication/domains.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555';
const stores = {
  contentBucket: 'old-content',
  archiveBucket: 'old-archive',
  editionsTable: 'old-editions',
  deliveriesTable: 'old-deliveries',
  readersTable: 'old-readers',
};

/** The configuration of one publication, whose sender is at news.example, with these fields. */
function parse(fields: object) {
  return parseConfiguration({ ...aConfiguration(), ...fields }, 'cdk.json');
}

function mistakes(fields: object): readonly Mistake[] {
  try {
    parse(fields);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.mistakes;
    throw error;
  }
  return [];
}

/** What is wrong, as `path: what to do`. */
const told = (fields: object) => mistakes(fields).map(({ path, todo }) => `${path}: ${todo}`);

describe('a field of the deployment that holds the right thing in another form', () => {
  it.each([
    ['https://digest.news.example', 'digest.news.example'],
    ['http://digest.news.example/archive/?a#b', 'digest.news.example'],
    ['digest.news.example/archive', 'digest.news.example'],
    ['digest.news.example:443', 'digest.news.example'],
    ['//digest.news.example', 'digest.news.example'],
    ['*.news.example', 'news.example'],
    [' digest.news.example ', 'digest.news.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['localhost', undefined],
    ['192.0.2.10', undefined],
    ['', undefined],
    ['a..example', undefined],
    [`${'a.'.repeat(124)}example`, undefined],
  ])('is told which domain %j means', (domain, meant) => {
    const todo = meant === undefined ? 'correct the value' : `write ${meant}`;
    expect(told({ site: { domain, certificateArn: certificate } })).toEqual([`site.domain: ${todo}`]);
    expect(told({ hostedZone: { id: 'Z1', name: domain } })).toEqual([`hostedZone.name: ${todo}`]);
  });

  it('reads a domain in any case, with a final dot or without', () => {
    const domain = fc.mixedCase(fc.constant('digest.news.example'));
    fc.assert(
      fc.property(domain, fc.constantFrom('', '.'), (name, dot) => {
        const written = `${name}${dot}`;
        const { site, hostedZone, identities } = parse({
          site: { domain: written, certificateArn: certificate },
          hostedZone: { id: 'Z1', name: written.slice('digest.'.length) },
          identities: [written],
        });
        expect([site?.domain, hostedZone?.name, identities]).toEqual([
          'digest.news.example',
          'news.example',
          ['digest.news.example'],
        ]);
      }),
    );
  });

  it.each([
    ['mailto:digest@news.example', 'digest@news.example'],
    ['mailto:digest@news.example?subject=a', 'digest@news.example'],
    ['News <digest@news.example>', 'digest@news.example'],
    ['arn:aws:ses:eu-west-1:123456789012:identity/news.example', 'news.example'],
    ['arn:aws:ses:eu-west-1:123456789012:identity/digest@news.example', 'digest@news.example'],
    ['https://news.example/', 'news.example'],
    ['@news.example', 'news.example'],
    ['news', undefined],
  ])('is told which identity %j means', (identity, meant) => {
    const todo = meant === undefined ? 'correct the value' : `write ${meant}`;
    expect(told({ identities: ['news.example', identity] })).toEqual([`identities[1]: ${todo}`]);
  });

  it.each([
    ['contentBucket', 'arn:aws:s3:::old-content', 'old-content'],
    ['contentBucket', 'arn:aws:s3:::old-content/*', 'old-content'],
    ['archiveBucket', 's3://old-archive/archive/', 'old-archive'],
    ['archiveBucket', 'https://old-archive.s3.eu-west-1.amazonaws.com/', 'old-archive'],
    ['archiveBucket', 'old-archive.s3.amazonaws.com', 'old-archive'],
    ['editionsTable', 'arn:aws:dynamodb:eu-west-1:123456789012:table/Old_Editions', 'Old_Editions'],
    ['readersTable', 'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/old/stream/x', 'old'],
  ])('is told the name of the store in %s: %j', (field, written, name) => {
    const identities = ['news.example'];
    expect(told({ identities, adopt: { ...stores, [field]: written } })).toEqual([
      `adopt.${field}: write ${name}`,
    ]);
    expect(told({ identities, adopt: { ...stores, [field]: name } })).toEqual([]);
  });

  it.each([
    ['Courant', 'write courant'],
    ['my_digest', 'write my-digest'],
    ['Digest--EU-', 'write digest-eu'],
    ['2-digests', 'write digests'],
    ['a-name-of-twenty-and-more', 'choose a name of at most twenty characters'],
    ['x', 'correct the value'],
    ['', 'correct the value'],
  ])('is told what a stack can be called instead of %j', (stackName, todo) => {
    expect(told({ stackName })).toEqual([`stackName: ${todo}`]);
  });

  it('is told the id of a hosted zone, and that CloudFront takes certificates from one region', () => {
    const name = 'news.example';
    for (const id of ['/hostedzone/Z0123ABC', 'hostedzone/Z0123ABC', 'arn:aws:route53:::hostedzone/Z0123ABC'])
      expect(told({ hostedZone: { id, name } })).toEqual(['hostedZone.id: write Z0123ABC']);
    const elsewhere = certificate.replace('us-east-1', 'eu-west-1');
    const site = { domain: 'digest.news.example', certificateArn: elsewhere };
    expect(told({ site })).toEqual([
      expect.stringMatching(
        /^site\.certificateArn: request .* in us-east-1 .*CloudFront takes none from eu-west-1$/,
      ),
    ]);
    expect(told({ site: { ...site, certificateArn: certificate.replace('acm', 'iam') } })).toEqual([
      'site.certificateArn: correct the value',
    ]);
  });
});

describe('fields of the deployment that contradict each other', () => {
  const name = 'other.example';

  it('are a hosted zone that holds no domain of a sender, nor the site', () => {
    expect(mistakes({ hostedZone: { id: 'Z1', name } })).toMatchObject([
      { path: 'hostedZone.name', expected: expect.stringMatching(/sender: news\.example$/) },
    ]);
    expect(mistakes({ hostedZone: { id: 'Z1', name: 'ews.example' } })).toHaveLength(1);
    const site = { domain: `digest.${name}`, certificateArn: certificate };
    expect(mistakes({ hostedZone: { id: 'Z1', name: 'OTHER.example.' }, site })).toEqual([]);
    expect(mistakes({ hostedZone: { id: 'Z1', name: 'third.example' }, site })).toMatchObject([
      { expected: expect.stringContaining('or of the site: news.example, digest.other.example') },
    ]);
  });

  it('are DMARC records and no zone to make them in', () => {
    expect(mistakes({ dmarc: true })).toMatchObject([{ path: 'dmarc', found: 'true, without "hostedZone"' }]);
    const site = { domain: `digest.${name}`, certificateArn: certificate };
    expect(mistakes({ dmarc: true, site, hostedZone: { id: 'Z1', name } })).toMatchObject([
      { path: 'dmarc' },
    ]);
    expect(mistakes({ dmarc: true, hostedZone: { id: 'Z1', name: 'news.example' } })).toEqual([]);
    const known = {
      dmarc: true,
      hostedZone: { id: 'Z1', name: 'news.example' },
      identities: ['news.example'],
    };
    expect(mistakes(known)).toMatchObject([{ path: 'dmarc', found: expect.stringMatching(/identities/) }]);
  });

  it('are a site where bounces return to', () => {
    const site = { domain: bounceDomain('news.example'), certificateArn: certificate };
    expect(told({ site })).toEqual(['site.domain: choose another, such as archive.news.example']);
    const former = { ...site, domain: 'digest.news.example', formerDomains: [site.domain] };
    expect(told({ site: former })).toEqual(['site.formerDomains[0]: take it out']);
  });

  it('are adopted stores and a sender that is no known identity, by its domain or its address', () => {
    expect(told({ adopt: stores })).toEqual(['identities: add "news.example"']);
    expect(told({ adopt: stores, identities: ['example.org'] })).toEqual(['identities: add "news.example"']);
    for (const identity of ['news.example', 'digest@news.example', 'Digest@News.example'])
      expect(told({ adopt: stores, identities: [identity] })).toEqual([]);
    const [first] = aConfiguration().publications;
    const second = { ...first, id: 'other', from: { name: 'Other', address: `Digest@${name}` } };
    const third = { ...second, id: 'third', from: { name: 'Third', address: `third@${name}` } };
    const publications = [first, second, third];
    expect(told({ adopt: stores, publications })).toEqual([
      'identities: add "news.example", "other.example"',
    ]);
    const identities = ['news.example', `digest@${name}`];
    expect(told({ adopt: stores, publications, identities })).toEqual(['identities: add "other.example"']);
    expect(told({ publications })).toEqual([]);
  });

  it('are two stores of one name', () => {
    const identities = ['news.example'];
    const tables = { editionsTable: 'one', deliveriesTable: 'one', readersTable: 'one' };
    const twice = { ...stores, archiveBucket: 'old-content', ...tables };
    expect(mistakes({ adopt: twice, identities })).toMatchObject([
      { path: 'adopt.archiveBucket', expected: expect.stringContaining('"adopt.contentBucket"') },
      { path: 'adopt.deliveriesTable' },
      { path: 'adopt.readersTable' },
    ]);
    expect(mistakes({ adopt: { ...stores, editionsTable: 'old-content' }, identities })).toEqual([]);
  });
});

describe('a zone', () => {
  const labels = fc.array(fc.constantFrom('a', 'b', 'ab', 'news'), { minLength: 1, maxLength: 4 });

  it('holds a domain exactly if the domain ends in its labels', () => {
    fc.assert(
      fc.property(labels, labels, (domain, zone) => {
        const expected = domain.slice(-zone.length).join() === zone.join();
        expect(liesIn(domain.join('.'), zone.join('.'))).toBe(expected);
      }),
    );
  });
});
