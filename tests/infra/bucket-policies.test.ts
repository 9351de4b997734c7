import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  account,
  allowed,
  denials,
  filledIn,
  type Request,
  type Statement,
} from '../support/policies/matcher.ts';
import { roleOf } from '../support/policies/template-policies.ts';
import { exampleTemplate } from './example-app.ts';
import { resources } from './readable.ts';

const runbook = readFileSync(path.join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const arnOf = (id: string) => `arn:aws:s3:::${id.replace(/[0-9A-F]{8}$/, '')}`;
const policies = resources(exampleTemplate(), 'AWS::S3::BucketPolicy');
const statementsOf = (policy: string) =>
  filledIn(policies.get(policy)?.Properties.PolicyDocument.Statement, arnOf) as Statement[];
const content = statementsOf('StorageContentPolicy');
const archive = statementsOf('StorageArchivePolicy');

/** The widest rights that the account can give: what the bucket's policy still denies, nobody may do. */
const anything: Statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const administrator = `arn:aws:iam::${account}:role/administrator`;
const overTls = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
const ifNew = { 's3:if-none-match': '*' };
const ifUnchanged = { 's3:if-match': '"e"' };

/** Whether an administrator may do something to an object of the archive or content bucket. */
function may(bucket: Statement[], action: string, key: string, more: Partial<Request> = {}): boolean {
  const resource = `arn:aws:s3:::${bucket === archive ? 'StorageArchive' : 'StorageContent'}/${key}`;
  return allowed([...bucket, anything], {
    principal: administrator,
    action: `s3:${action}`,
    resource,
    ...more,
    conditions: { ...overTls, ...more.conditions },
  });
}
const mayPut = (bucket: Statement[], key: string, conditions: Record<string, string>) =>
  may(bucket, 'PutObject', key, { conditions });
const role = (path: string) => `arn:aws:iam::${account}:role/${path}`;

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/);
const keyIn = (folder: string) =>
  fc.array(slug, { minLength: 1, maxLength: 4 }).map(parts => [folder, ...parts].join('/'));
const sealedNames = ['digest.json', 'digest.html', 'digest.txt', 'message.eml', 'manifest.json'];

describe('the content bucket', () => {
  const keys = fc.oneof(...['log', 'articles', 'amendments', 'captures', 'keys', 'later'].map(keyIn));

  it('takes what is not there, and nothing else, at any key', () => {
    fc.assert(
      fc.property(keys, key => {
        expect(mayPut(content, key, ifNew)).toBe(true);
        expect(mayPut(content, key, {})).toBe(false);
        expect(mayPut(content, key, ifUnchanged)).toBe(false);
        expect(may(content, 'DeleteObject', key)).toBe(false);
        expect(may(content, 'DeleteObjectVersion', key)).toBe(false);
      }),
    );
  });

  it('shows the key of reader ids to roles of the path for ids alone, and all else to those that IAM lets', () => {
    const read = (principal: string, action = 'GetObject', key = 'keys/reader-ids') =>
      may(content, action, key, { principal });
    for (const action of ['GetObject', 'GetObjectVersion', 'GetObjectVersionForReplication']) {
      expect(read(role('courant/ids/people'), action)).toBe(true);
      expect(read(administrator, action)).toBe(false);
    }
    expect(read(`arn:aws:iam::${account}:root`)).toBe(false);
    expect(read(`arn:aws:iam::${account}:user/courant/ids/somebody`)).toBe(false);
    expect(read('arn:aws:iam::999999999999:role/courant/ids/people')).toBe(false);
    expect(read(role('not/courant/ids/people'))).toBe(false);
    expect(read(role('courant/erasing/people'))).toBe(false);
    expect(read(administrator, 'GetObject', 'captures/0a')).toBe(true);
  });
});

describe('the role under which people add readers', () => {
  const { principal, statements: own } = roleOf(exampleTemplate(), arnOf, 'Registrar');
  const mayDo = (action: string, key: string, conditions = {}) =>
    allowed([...content, ...own], {
      principal,
      action: `s3:${action}`,
      resource: `arn:aws:s3:::StorageContent/${key}`,
      conditions: { ...overTls, ...conditions },
    });

  it('reads the key of reader ids, makes it once, and touches nothing else', () => {
    expect(mayDo('GetObject', 'keys/reader-ids')).toBe(true);
    expect(mayDo('PutObject', 'keys/reader-ids', ifNew)).toBe(true);
    expect(mayDo('PutObject', 'keys/reader-ids')).toBe(false);
    expect(mayDo('GetObject', 'keys/other')).toBe(false);
    expect(mayDo('GetObject', 'captures/0a')).toBe(false);
    expect(mayDo('DeleteObject', 'keys/reader-ids')).toBe(false);
  });
});

describe('the archive bucket', () => {
  const outside = fc.oneof(
    ...['sealed', 'receipts', 'endings', 'owners', 'appearances', 'folded', 'later'].map(keyIn),
    // Names alone make nothing rewritable: a receipt of a publication that is called archive is a receipt.
    keyIn('receipts/archive').map(key => `${key}/index.html`),
  );
  const sealed = fc
    .tuple(keyIn('archive'), fc.constantFrom(...sealedNames))
    .map(([folder, name]) => `${folder}/${name}`);
  const made = fc
    .tuple(keyIn('archive'), fc.constantFrom('index.html', 'editions.json', 'feed.xml', 'all/2026-11.jsonl'))
    .map(([folder, name]) => `${folder}/${name}`);

  it('takes what is sealed, and what lies outside, once', () => {
    fc.assert(
      fc.property(fc.oneof(outside, sealed), key => {
        expect(mayPut(archive, key, ifNew)).toBe(true);
        expect(mayPut(archive, key, {})).toBe(false);
        expect(mayPut(archive, key, ifUnchanged)).toBe(false);
      }),
    );
  });

  it('lets what is made anew be replaced by whoever names the version, and never blindly', () => {
    fc.assert(
      fc.property(fc.oneof(made, keyIn('site')), key => {
        expect(mayPut(archive, key, ifNew)).toBe(true);
        expect(mayPut(archive, key, ifUnchanged)).toBe(true);
        expect(mayPut(archive, key, {})).toBe(false);
      }),
    );
  });

  it('lets nobody delete what is written once, but an ending under the path for erasing', () => {
    fc.assert(
      fc.property(
        fc.oneof(outside, sealed),
        fc.constantFrom('DeleteObject', 'DeleteObjectVersion'),
        (key, action) => {
          const isEnding = key.startsWith('endings/');
          expect(may(archive, action, key)).toBe(false);
          expect(may(archive, action, key, { principal: role('courant/ids/people') })).toBe(false);
          expect(may(archive, action, key, { principal: role('courant/erasing/people') })).toBe(isEnding);
        },
      ),
    );
  });

  it('shows endings to roles of the path for ids alone', () => {
    const read = (principal: string, key = 'endings/0a') => may(archive, 'GetObject', key, { principal });
    expect(read(role('courant/ids/sign-up'))).toBe(true);
    expect(read(administrator)).toBe(false);
    expect(read(role('courant/erasing/people'))).toBe(false);
    expect(read(administrator, 'receipts/weekly/2026-11-23.json')).toBe(true);
  });

  it('is written to and read over TLS alone', () => {
    const read = (conditions: Record<string, string>) =>
      may(archive, 'GetObject', 'archive/weekly/index.html', { conditions });
    expect(read({})).toBe(true);
    expect(read({ 'aws:SecureTransport': 'false' })).toBe(false);
    expect(read({ 's3:TlsVersion': '1.1' })).toBe(false);
  });
});

describe('CloudFront', () => {
  const distribution = `arn:aws:cloudfront::${account}:distribution/E1`;
  /** By the bucket's policy alone: a service has no other. */
  const serves = (key: string, conditions: Record<string, string> = {}, action = 'GetObject') =>
    allowed(archive, {
      principal: 'cloudfront.amazonaws.com',
      action: `s3:${action}`,
      resource: `arn:aws:s3:::StorageArchive/${key}`,
      conditions: { ...overTls, 'aws:SourceArn': distribution, ...conditions },
    });

  it('serves editions and the pages of the site for any distribution of the account, and nothing beside them', () => {
    fc.assert(
      fc.property(fc.oneof(keyIn('archive'), keyIn('site')), key => {
        expect(serves(key)).toBe(true);
        expect(serves(key, { 'aws:SourceArn': `arn:aws:cloudfront::${account}:distribution/E2` })).toBe(true);
        expect(serves(key, { 'aws:SourceArn': 'arn:aws:cloudfront::999999999999:distribution/E1' })).toBe(
          false,
        );
        expect(serves(key, {}, 'PutObject')).toBe(false);
        expect(serves(key, {}, 'GetObjectVersion')).toBe(false);
      }),
    );
    for (const folder of ['sealed', 'receipts', 'endings', 'owners', 'archived'])
      fc.assert(fc.property(keyIn(folder), key => !serves(key)));
  });

  it('serves nothing that carries the tag of what was taken down, whatever its value, and what has other tags', () => {
    const tagged = (tag: string, value: string) =>
      serves('archive/weekly/2026-11-23/index.html', { [`s3:ExistingObjectTag/${tag}`]: value });
    fc.assert(fc.property(fc.string(), value => !tagged('taken-down', value)));
    expect(tagged('checked', 'true')).toBe(true);
  });

  it('is the only one that a policy of the buckets lets anything, also where the archive is private', () => {
    const lets = (statements: Statement[]) =>
      statements.filter(({ Effect }) => Effect === 'Allow').map(({ Sid }) => Sid);
    expect([lets(content), lets(archive)]).toEqual([[], ['ServeTheArchive']]);
    const closed = resources(exampleTemplate({ publicArchive: false }), 'AWS::S3::BucketPolicy');
    expect(closed.get('StorageArchivePolicy')).toEqual(policies.get('StorageArchivePolicy'));
  });
});

describe('erasing for good, by the runbook', () => {
  const [, step = ''] = /^jq (.*) policy\.json > open\.json$/m.exec(runbook) ?? [];
  const lifted = [...step.matchAll(/\.Sid != "(\w+)"/g)].map(([, sid]) => sid);
  const without = (statements: Statement[]) => statements.filter(({ Sid }) => !lifted.includes(Sid));
  const erases = (statements: Statement[], bucket: string, key: string) =>
    allowed([...statements, anything], {
      principal: administrator,
      action: 's3:DeleteObjectVersion',
      resource: `arn:aws:s3:::${bucket}/${key}`,
      conditions: overTls,
    });
  const places = [
    [archive, 'StorageArchive', 'sealed/weekly/after-start.json'],
    ...sealedNames.map(name => [archive, 'StorageArchive', `archive/weekly/2026-11-23/${name}`] as const),
    [content, 'StorageContent', 'log/2026/11/20/a.json'],
    [content, 'StorageContent', 'captures/0a.txt'],
  ] as const;

  it('is open to an administrator without the two statements that it names, and to nobody with them', () => {
    expect(lifted).toEqual(['DeleteNothing', 'DeleteNothingSealed']);
    for (const [statements, bucket, key] of places) {
      expect(erases(statements, bucket, key)).toBe(false);
      expect(erases(without(statements), bucket, key)).toBe(true);
    }
    expect(erases(without(archive), 'StorageArchive', 'endings/0a')).toBe(false);
  });

  it('needs no change for older versions of what is made anew, and none to put the policy back', () => {
    for (const name of ['2026-11-23/index.html', 'all/2026-11.jsonl', 'feed.xml'])
      expect(erases(archive, 'StorageArchive', `archive/weekly/${name}`)).toBe(true);
    for (const [statements, bucket] of places)
      expect(
        allowed([...without(statements), anything], {
          principal: administrator,
          action: 's3:PutBucketPolicy',
          resource: `arn:aws:s3:::${bucket}`,
          conditions: overTls,
        }),
      ).toBe(true);
  });
});

describe('what the policies deny', () => {
  it('they deny to all, and to CloudFront what was taken down', () => {
    for (const { Effect, Sid, Principal } of [...content, ...archive].filter(
      ({ Effect }) => Effect === 'Deny',
    ))
      expect([Effect, Principal]).toEqual([
        'Deny',
        Sid === 'ServeNothingTakenDown' ? { Service: 'cloudfront.amazonaws.com' } : { AWS: '*' },
      ]);
  });

  it('includes uploads in parts and forms of a browser, which have no such header', () => {
    const put = { principal: administrator, action: 's3:PutObject', conditions: overTls };
    const upload = { ...put, conditions: { ...overTls, 's3:ObjectCreationOperation': 'false' } };
    const resource = 'arn:aws:s3:::StorageArchive/sealed/weekly/after-start.json';
    expect(denials(archive, { ...upload, resource })).toEqual(['WriteOnlyWhatIsNotThere']);
  });
});

describe('old versions', () => {
  const [rules, none] = ['StorageArchive', 'StorageContent'].map(
    id => resources(exampleTemplate(), 'AWS::S3::Bucket').get(id)?.Properties.LifecycleConfiguration?.Rules,
  );

  it('of what is rewritten go after 400 days, and of nothing else', () => {
    expect(rules).toEqual(
      ['archive/', 'site/'].map(Prefix => ({
        Status: 'Enabled',
        Prefix,
        NoncurrentVersionExpiration: { NoncurrentDays: 400 },
      })),
    );
    expect(none).toBeUndefined();
  });
});
