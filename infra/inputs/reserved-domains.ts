import type { Configuration } from '../../core/publication/configuration.ts';

/** Domains that nobody can own: RFC 2606 and RFC 6761 keep them for examples and tests. */
const reservedDomains = [
  'example',
  'invalid',
  'localhost',
  'test',
  'example.com',
  'example.net',
  'example.org',
];

/** The part of an e-mail address after its last @, in lower case: one spelling for one domain. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Whether the domain, or one it lies in, is reserved for examples, so that no mail can ever come from there. */
export function isReserved(domain: string): boolean {
  return reservedDomains.some(reserved => domain === reserved || domain.endsWith(`.${reserved}`));
}

/** An address of the configuration, with the place in cdk.json where it stands. */
export type PlacedAddress = { path: string; address: string };

/** Addresses of the configuration on domains that nobody can own, in the order in which they stand there. */
export function reservedAddresses(configuration: Configuration): PlacedAddress[] {
  return [
    ...configuration.publications.flatMap((publication, index) => [
      { path: `publications[${index}].from.address`, address: publication.from.address },
      { path: `publications[${index}].replyTo`, address: publication.replyTo },
    ]),
    { path: 'operator', address: configuration.operator },
  ].filter(({ address }) => isReserved(domainOf(address)));
}
