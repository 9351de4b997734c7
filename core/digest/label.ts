import type { Fact } from '../articles/article-file.ts';
import type { Label } from './digest.ts';

/** Labels whose facts are kept apart from what happened. */
export function isView(fact: Fact): boolean {
  return fact.kind === 'expectation' || fact.kind === 'opinion';
}

/** What a reader is told the claim is. A measure bears its legal status; what is only expected or thought says so. */
export function labelOf(fact: Fact): Label {
  switch (fact.kind) {
    case 'measure':
      return !fact.status || fact.status === 'not stated' ? 'measure' : fact.status;
    case 'plan':
      return 'planned';
    case 'statement':
      return 'said';
    case 'expectation':
      return 'expected';
    case 'opinion':
      return 'view';
    case 'background':
      return 'background';
    case 'event':
    case 'figure':
      return 'reported';
  }
}

/** In brief holds only what happened, was decided, is planned, or was said by somebody who is named. */
export function mayLead(fact: Fact): boolean {
  if (fact.importance !== 3 || isView(fact) || fact.kind === 'background') return false;
  const { how } = fact.attribution;
  return how === 'named' || (how === 'the article itself' && fact.kind !== 'statement');
}
