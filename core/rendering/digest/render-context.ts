import type { Appearance, DigestDate } from '../../digest/digest.ts';
import { dateText, dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, plainRun, type Run, type Runs, runIn } from '../language/runs.ts';

/** What putting something into words depends on besides the thing itself. */
export type RenderContext = {
  /** The publication's. */
  language: string;
  messages: Messages;
  /** Where a fact of this or another edition can be read, for readers of this part; null where nothing can be linked. */
  linkTo: (reference: Appearance) => string | null;
};

/** A date with its basis: `October 2022`, or `October 2022 (inferred: it names the Party Congress)`. */
export function knownDateRuns(known: DigestDate, { language, messages }: RenderContext): Runs {
  const date = dateText(known.date, messages.locale);
  if (known.basis === 'stated' || known.because === null) return [plainRun(date)];
  const because = runIn(known.because, language);
  return fillRuns(messages.fact.inferred, {
    date,
    because: { ...because, text: withoutStop(because.text) },
  });
}

/** A text that goes on in a sentence of ours, without a full stop of its own. */
export function withoutStop(text: string): string {
  return text.replace(/[.。]$/u, '');
}

/** The number of a fact, leading to it where that is possible. */
export function referenceRun(reference: Appearance, { linkTo }: RenderContext): Run {
  return plainRun(reference.number, linkTo(reference));
}

/** Name and day of an edition, known from a fact's number: `1-04` stands in No. 1. */
export function editionTexts({ number, edition }: Appearance, { messages }: RenderContext) {
  return { number: number.slice(0, number.lastIndexOf('-')), date: dayText(edition, messages.locale) };
}
