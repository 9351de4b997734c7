import type { LabelledLine } from '../../../core/delivery/receipt/receipt-lines.ts';
import type { MailedProof } from '../../../core/delivery/sending/mail-proof.ts';
import { type Digest, factsOf } from '../../../core/digest/digest.ts';
import { isUnchanged, type ProofItem } from '../../../core/edition/proof/proof.ts';
import { counted } from '../../../core/foundation/counts.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import type { MadeProof } from './make-proof.ts';

/** What the next edition would be, and what is new since the last proof of it, for people. */
export function proofLines({ title }: Pick<Publication, 'title'>, made: MadeProof): LabelledLine[] {
  const { plan, digest, parts, mailed, obstacle } = made;
  const { counts, corrections, daysAhead } = digest;
  const content = [
    counted(counts.facts, 'fact'),
    counted(corrections.length, 'correction'),
    counted(daysAhead.length, 'date ahead', 'dates ahead'),
  ];
  return [
    ['', `${title}, edition ${plan.number} of ${plan.edition}, as it would be now. Nothing was sealed.`],
    ['Subject', parts.subject],
    ['Due', plan.window.to],
    ['Window', `${plan.window.from ?? 'the beginning'} to ${plan.window.to}`],
    ['Content', content.join(', ')],
    ...(mailed ? [] : [['Audience', 'nobody: the publication mails no empty edition'] as const]),
    ...(obstacle === null ? [] : [['In the way', obstacle.because] as const]),
    ['New', news(made)],
  ];
}

function news({ before, changes }: MadeProof): string {
  if (!before) return 'all of it: it is the first proof of this edition';
  if (isUnchanged(changes)) return `nothing since the proof of ${before.madeAt}`;
  const { added, changed, gone } = changes;
  return `${added.length} added, ${changed.length} amended, ${gone.length} gone since the proof of ${before.madeAt}:`;
}

/** What differs from the last proof, a row each: how, which fact, and what is told of it. Of a first proof none: all of it is new. */
export function changeRows({ before, changes, digest }: MadeProof): string[][] {
  if (!before) return [];
  const told = wordsOf(digest);
  const rows = (how: string, items: readonly ProofItem[]) =>
    items.map(({ kind, fact }) => [
      `  ${how}`,
      kind === 'fact' ? 'fact' : kind,
      fact,
      ...(told.get(fact) ?? []),
    ]);
  return [
    ...rows('added', changes.added),
    ...rows('amended', changes.changed),
    ...rows('gone', changes.gone),
  ];
}

/** What an edition says of a fact, by the fact's id: its number, and its words. */
function wordsOf(digest: Digest): Map<string, readonly string[]> {
  const facts = factsOf(digest).flatMap(({ id, number, statement, also }) => [
    [id, [number, statement.text]] as const,
    ...also.map(mention => [mention.id, [number, `says the same as ${id}`]] as const),
  ]);
  const corrections = digest.corrections.map(
    ({ id, appeared, right, said }) =>
      [id, [appeared.number, right?.statement.text ?? said.statement.text]] as const,
  );
  return new Map([...facts, ...corrections]);
}

/** What became of the mails, a line each. */
export function mailedLines(mailed: readonly MailedProof[]): LabelledLine[] {
  return mailed.map(({ to, answer }, index) => [index === 0 ? 'Mailed' : '', `${to}: ${inWords(answer)}`]);
}

function inWords(answer: MailedProof['answer']): string {
  switch (answer.outcome) {
    case 'accepted':
      return 'SES took it';
    case 'uncertain':
      return `SES may have taken it (${answer.reason})`;
    default:
      return `not sent, ${answer.outcome} (${answer.reason})`;
  }
}

/** The same for programs. */
export function proofObject(made: MadeProof, folder: string | null, mails: readonly MailedProof[]): object {
  const { plan, digest, parts, mailed, before, changes, obstacle, madeAt } = made;
  return {
    outcome: 'proof',
    ...plan,
    madeAt,
    subject: parts.subject,
    facts: digest.counts.facts,
    corrections: digest.corrections.length,
    daysAhead: digest.daysAhead.length,
    mailed,
    because: obstacle?.because ?? null,
    before: before?.madeAt ?? null,
    ...changes,
    folder,
    mails: mails.map(({ to, answer }) => ({ to, ...answer })),
  };
}
