/** Everything that the doctor may find, and `termination-protection`, which it only proposes. Short and stable, for programs. */
export const findingKinds = [
  ...(['region', 'credentials'] as const),
  ...(['example-values', 'stack-unsettled', 'publication-not-deployed', 'schedule-differs'] as const),
  ...(['publication-only-deployed', 'checkout-differs', 'not-the-owner'] as const),
  ...(['identity-missing', 'identity-unverified', 'dkim', 'mail-from'] as const),
  ...(['spf-missing', 'spf-twice', 'spf-without-ses', 'mail-from-mx'] as const),
  ...(['dmarc-missing', 'dmarc-twice', 'dmarc-unreadable', 'dmarc-alignment'] as const),
  ...(['sandbox', 'sending-paused', 'quota', 'suppressed-readers'] as const),
  ...(['certificate-missing', 'certificate-not-issued', 'certificate-names', 'certificate-ends'] as const),
  ...(['site-dns-missing', 'site-dns-elsewhere'] as const),
  ...(['alarms-unheard', 'alarms-on', 'dead-letters', 'schedule-off', 'not-looked-at'] as const),
  'termination-protection',
] as const;
/** What was found, by its name. */
export type FindingKind = (typeof findingKinds)[number];

/** Something that is wrong, or will be: what was found, why it matters, and what to type or do. */
export type Finding = {
  id: FindingKind;
  /** One sentence. */
  found: string;
  why: string;
  /** Steps, in order; those that are lines to type stand alone. */
  todo: readonly string[];
  /** Where the runbook has more: the name of an article. */
  article?: string;
};

/** What was looked at, or why it could not be. */
export type Seen<Fact> = { seen: Fact } | { unseen: string };

/** What was not looked at, and why; and what is sound and still worth knowing. */
export type Report = {
  findings: readonly Finding[];
  unseen: readonly { subject: string; because: string }[];
  notes: readonly string[];
};

/** A report of nothing. */
export const nothing: Report = { findings: [], unseen: [], notes: [] };

/** Several reports as one, in their order. */
export function together(reports: readonly Report[]): Report {
  return {
    findings: reports.flatMap(({ findings }) => findings),
    unseen: reports.flatMap(({ unseen }) => unseen),
    notes: reports.flatMap(({ notes }) => notes),
  };
}

/** Examines what was seen; of the rest it says why not. */
export function examined<Fact>(
  subject: string,
  fact: Seen<Fact>,
  examine: (seen: Fact) => readonly Finding[],
  note: (seen: Fact) => readonly string[] = () => [],
): Report {
  if ('unseen' in fact) return { ...nothing, unseen: [{ subject, because: fact.unseen }] };
  return { ...nothing, findings: examine(fact.seen), notes: note(fact.seen) };
}
