import type { DigestCorrection } from './digest.ts';

/** Where an edition's page shows a correction: of several under one number, those of facts that did not lead name the fact. */
export function correctionAnchor({
  appeared,
  id,
  shared,
}: Pick<DigestCorrection, 'appeared' | 'id' | 'shared'>): string {
  const anchor = `correction-${appeared.number}`;
  return shared === null || shared.leads ? anchor : `${anchor}-${id.replaceAll('.', '-')}`;
}
