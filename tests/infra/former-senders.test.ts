import { describe, expect, it } from 'vitest';
import { arnOf, requestsFor } from '../support/policies/calls-as-requests.ts';
import { allowed } from '../support/policies/matcher.ts';
import { functionRoles } from '../support/policies/template-policies.ts';
import { examplePublication, exampleTemplate } from './example-app.ts';
import { resources } from './readable.ts';

const from = (address: string) => ({ name: 'Digest', address });
const [old, present] = ['digest@old.courant', 'digest@news.courant'];
const before = [{ ...examplePublication, from: from(old) }];
const moved = { ...examplePublication, from: from(present) };
const retired = { id: 'gone', title: 'Gone', language: 'en', from: from(old) };

/** Which functions may send from an address, by the policies of a template. */
function sendersOf(courant: object, address: string): string[] {
  const call = { service: 'ses', operation: 'SendRawEmail', caller: 'x' } as const;
  const roles = functionRoles(exampleTemplate(courant), arnOf);
  const may = [...roles].filter(([, { principal, statements }]) =>
    requestsFor(
      { ...call, on: [address, 'courant'], conditions: { 'ses:FromAddress': address } } as never,
      principal,
    ).every(request => allowed(statements, request)),
  );
  return may.map(([name]) => name).sort();
}

const identitiesOf = (courant: object) =>
  [...resources(exampleTemplate(courant), 'AWS::SES::EmailIdentity').values()].map(
    ({ Properties }) => Properties.EmailIdentity,
  );

describe('a sender that was changed', () => {
  it.each<[string, object]>([
    ['is listed as a former one', { publications: [{ ...moved, formerSenders: [old] }] }],
    ['is that of a retired publication', { publications: [moved], retired: [retired] }],
    [
      'is a former one of a retired publication',
      { publications: [moved], retired: [{ ...retired, from: from(present), formerSenders: [old] }] },
    ],
  ])('may go on sending while it %s', (_, courant) => {
    for (const address of [old, present])
      expect(sendersOf(courant, address)).toEqual(['deliver', 'signup', 'sweep']);
    expect(sendersOf(courant, 'somebody@old.courant')).toEqual([]);
  });

  it('may send no more once nothing lists it', () => {
    expect(sendersOf({ publications: [moved] }, old)).toEqual([]);
    expect(sendersOf({ publications: before }, old)).toEqual(['deliver', 'signup', 'sweep']);
  });

  it('leaves its identity, and the DNS records of that, to SES and the zone: the stack lets go of them, and makes none again', () => {
    const hostedZone = { id: 'Z1', name: 'old.courant' };
    const left = { ...moved, formerSenders: [old] };
    expect(identitiesOf({ publications: before })).toEqual(['old.courant']);
    const template = exampleTemplate({ publications: before, hostedZone });
    const made = ['AWS::SES::EmailIdentity', 'AWS::Route53::RecordSet'].flatMap(type => [
      ...resources(template, type).values(),
    ]);
    expect(made.length).toBeGreaterThan(5);
    // What leaves the template is deleted by its deletion policy, which is to retain.
    for (const resource of made) expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
    expect(identitiesOf({ publications: [left] })).toEqual(['news.courant']);
    expect(identitiesOf({ publications: [moved], retired: [retired] })).toEqual(['news.courant']);
  });

  it('changes nothing where its domain stays that of a publication', () => {
    const sameDomain = { ...moved, formerSenders: ['weekly@news.courant'] };
    expect(identitiesOf({ publications: [sameDomain], retired: [retired] })).toEqual(['news.courant']);
  });
});
