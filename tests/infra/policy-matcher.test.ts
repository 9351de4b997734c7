import { describe, expect, it } from 'vitest';
import { account, allowed, denials, filledIn, type Statement } from '../support/policies/matcher.ts';

const role = `arn:aws:iam::${account}:role/courant/ids/sign-up`;
const all: Statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };
const request = { principal: role, action: 's3:GetObject', resource: 'arn:aws:s3:::b/keys/reader-ids' };
const deny = (statement: Partial<Statement>): Statement => ({
  ...{ Sid: 'No', Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: '*' },
  ...statement,
});
/** Whether a Deny of all with this condition hits the request. */
const hits = (Condition: Statement['Condition'], conditions = {}) =>
  denials([deny({ Condition })], { ...request, conditions }).length > 0;

describe('the matcher of policies', () => {
  it('allows what a statement allows and none denies', () => {
    expect(allowed([], request)).toBe(false);
    expect(allowed([all], request)).toBe(true);
    expect(allowed([all, deny({})], request)).toBe(false);
    expect(allowed([deny({})], request)).toBe(false);
  });

  it.each<[string, Partial<Statement>, boolean]>([
    ['this action', { Action: ['s3:PutObject', 's3:getobject'] }, true],
    ['actions like it', { Action: 's3:GetObject*' }, true],
    ['another action', { Action: 's3:GetObjectVersion' }, false],
    ['this resource', { Resource: 'arn:aws:s3:::b/keys/*' }, true],
    ['its bucket alone', { Resource: 'arn:aws:s3:::b' }, false],
    ['all but others', { Resource: undefined, NotResource: ['arn:aws:s3:::b/log/*'] }, true],
    ['all but it', { Resource: undefined, NotResource: ['arn:aws:s3:::b/log/*', '*/keys/*'] }, false],
    ['this role', { Principal: { AWS: role } }, true],
    ['the account', { Principal: { AWS: `arn:aws:iam::${account}:root` } }, true],
    ['another account', { Principal: { AWS: 'arn:aws:iam::999999999999:root' } }, false],
    ['a service', { Principal: { Service: 'cloudfront.amazonaws.com' } }, false],
  ])('a statement about %s', (_, statement, isHit) => {
    expect(allowed([all, deny(statement)], request)).toBe(!isHit);
  });

  it('takes an absent key as IAM does: no comparison holds, every negated one does', () => {
    expect(hits({ Null: { 's3:if-none-match': 'true' } })).toBe(true);
    expect(hits({ Null: { 's3:if-none-match': 'true' } }, { 's3:If-None-Match': '*' })).toBe(false);
    expect(hits({ StringEquals: { 'aws:x': 'a' } })).toBe(false);
    expect(hits({ StringNotEquals: { 'aws:x': 'a' } })).toBe(true);
    expect(hits({ StringEqualsIfExists: { 'aws:x': 'a' } })).toBe(true);
    expect(hits({ Bool: { 'aws:SecureTransport': 'false' } })).toBe(false);
  });

  it('wants all keys of an operator, and one of a key’s values or, if negated, none', () => {
    const both = { Null: { 'aws:x': 'true', 'aws:y': 'true' } };
    expect(hits(both)).toBe(true);
    expect(hits(both, { 'aws:y': 'b' })).toBe(false);
    expect(hits({ StringLike: { 'aws:x': ['b', 'a*'] } }, { 'aws:x': 'abc' })).toBe(true);
    expect(hits({ StringNotLike: { 'aws:x': ['b', 'a*'] } }, { 'aws:x': 'abc' })).toBe(false);
    expect(hits({ NumericLessThan: { 's3:TlsVersion': 1.2 } }, { 's3:TlsVersion': '1.1' })).toBe(true);
  });

  it('compares ARNs part by part, and takes the principal’s', () => {
    const like = (pattern: string) => hits({ ArnLike: { 'aws:PrincipalArn': pattern } });
    expect(like(`arn:*:iam::${account}:role/courant/ids/*`)).toBe(true);
    expect(like(`arn:aws:iam::${account}:role/courant/erasing/*`)).toBe(false);
    expect(like('arn:*:role/courant/ids/*')).toBe(false);
    const unlessIds = { ArnNotLike: { 'aws:PrincipalArn': `arn:*:iam::${account}:role/courant/ids/*` } };
    const service = { ...request, principal: 'cloudfront.amazonaws.com' };
    expect(denials([deny({ Principal: '*', Condition: unlessIds })], service)).toEqual(['No']);
  });

  it('refuses what it does not know', () => {
    expect(() =>
      hits({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:SourceIp': '10.0.0.1' }),
    ).toThrow('IpAddress');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy's own variable
    expect(() => allowed([deny({ Resource: 'arn:aws:s3:::b/${aws:username}' })], request)).toThrow(
      'variables',
    );
  });

  it('fills in the references of a template', () => {
    const value = {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':x:', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']],
    };
    expect(filledIn({ a: [value, { Ref: 'Id' }] }, id => `<${id}>`)).toEqual({
      a: ['arn:aws:x:<Bucket>/*', 'Id'],
    });
  });
});
