import type { Configuration } from '../../core/publication/configuration.ts';
import { domainOf } from '../../core/publication/domains.ts';

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

/** Whether the domain, or one it lies in, is reserved for examples, so that no mail can ever come from there. */
export function isReserved(domain: string): boolean {
  return reservedDomains.some(reserved => domain === reserved || domain.endsWith(`.${reserved}`));
}

/** Whether a postal address still has words of the example's, in whatever case and however they are set apart. */
export function isExamplePlace(postalAddress: string): boolean {
  const words = postalAddress
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return /\bexample ?(street|str|st|road|avenue|city|town)\b/.test(words);
}

/** A value of the example configuration that is still there: where it stands, and why it cannot stay. */
export type PlacedExample = { path: string; value: string; reason: 'mail' | 'host' | 'place' };

/** What a deployment must not keep of the example, in the order in which it stands in the configuration. */
export function exampleValues(configuration: Configuration): PlacedExample[] {
  const { publications, retired, operator, editors, identities, hostedZone, site } = configuration;
  const found: PlacedExample[] = [
    ...publications.flatMap(({ from, replyTo, postalAddress }, index): PlacedExample[] => [
      { path: `publications[${index}].from.address`, value: from.address, reason: 'mail' },
      { path: `publications[${index}].replyTo`, value: replyTo, reason: 'mail' },
      { path: `publications[${index}].postalAddress`, value: postalAddress, reason: 'place' },
    ]),
    ...senderValues({ publications, retired }),
    { path: 'operator', value: operator, reason: 'mail' },
    ...editors.map((value, index): PlacedExample => ({ path: `editors[${index}]`, value, reason: 'mail' })),
    ...identities.map(
      (value, index): PlacedExample => ({ path: `identities[${index}]`, value, reason: 'host' }),
    ),
    { path: 'hostedZone.name', value: hostedZone?.name ?? '', reason: 'host' },
    { path: 'site.domain', value: site?.domain ?? '', reason: 'host' },
    ...(site?.formerDomains ?? []).map(
      (value, index): PlacedExample => ({ path: `site.formerDomains[${index}]`, value, reason: 'host' }),
    ),
  ];
  return found.filter(({ value, reason }) =>
    reason === 'place' ? isExamplePlace(value) : isReserved(domainOf(value)),
  );
}

/** What else may send: retired publications, and former senders. */
function senderValues({
  publications,
  retired,
}: Pick<Configuration, 'publications' | 'retired'>): PlacedExample[] {
  const former = (path: string, senders: readonly string[]) =>
    senders.map(
      (value, index): PlacedExample => ({ path: `${path}.formerSenders[${index}]`, value, reason: 'mail' }),
    );
  return [
    ...publications.flatMap(({ formerSenders }, index) => former(`publications[${index}]`, formerSenders)),
    ...retired.flatMap(({ from, formerSenders }, index): PlacedExample[] => [
      { path: `retired[${index}].from.address`, value: from.address, reason: 'mail' },
      ...former(`retired[${index}]`, formerSenders),
    ]),
  ];
}
