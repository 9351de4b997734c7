import type { Mistake } from '../../core/foundation/errors.ts';
import { domainOf } from '../../core/publication/domains.ts';
import { isExamplePlace, isReserved } from '../../infra/inputs/reserved-domains.ts';
import type { Options } from '../program/options.ts';
import type { Prompts } from '../program/prompts.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import { type Draft, isAt } from './draft.ts';
import type { Place } from './place.ts';
import { type Question, words } from './question.ts';
import { questions } from './questions.ts';

/** Nobody can be asked, and options lack for what has to be answered; what is wrong with those that are there is said too. */
export class MissingAnswersError extends UsageError {}

/** Whom to ask, and where they are. */
export type Asking = { prompts: Prompts; timeZone: string; print(line: string): void };

/**
 * The draft with all answers: first those that were given as options, then, of whoever sits at a terminal, the rest. Who gives none is asked
 * everything; who gives some, only what lacks an answer, because they know what they want to change.
 * @param asking undefined where nobody sits at a terminal.
 * @throws MissingAnswersError, UsageError
 */
export async function answeredDraft(
  draft: Draft,
  place: Place,
  options: Options,
  asking: Asking | undefined,
): Promise<Draft> {
  const open = questions.filter(({ option }) => option !== 'publication' || place.isNew);
  const given = open.filter(({ option }) => options[option] !== undefined);
  const begun = given.reduce(
    (so, question) => so.with(question.changes(answerOf(question, options), so)),
    draft,
  );
  const wrong = wrongOptions(begun, given);
  const isWanted = (question: Question, so: Draft) =>
    !given.includes(question) &&
    (question.applies?.(so) ?? true) &&
    (given.length === 0 || (question.optional !== true && isOpen(question, so, place)));
  if (asking === undefined) {
    const missing = open.filter(question => isWanted(question, begun));
    if (missing.length > 0) throw new MissingAnswersError([...wrong, ...missing.map(missingOption)]);
  }
  if (wrong.length > 0) throw new UsageError(wrong);
  return asking ? askAll(open, begun, place, isWanted, asking) : begun;
}

async function askAll(
  open: readonly Question[],
  begun: Draft,
  place: Place,
  isWanted: (question: Question, so: Draft) => boolean,
  asking: Asking,
): Promise<Draft> {
  let draft = begun;
  for (const [index, question] of open.entries()) {
    if (!isWanted(question, draft)) continue;
    const later = open.slice(index + 1).flatMap(({ places }) => places(draft));
    const answer = await ask(question, draft, place, later, asking);
    draft = draft.with(question.changes(answer, draft));
  }
  return draft;
}

async function ask(
  question: Question,
  draft: Draft,
  place: Place,
  later: Parameters<typeof isAt>[1],
  { prompts, timeZone, print }: Asking,
): Promise<string> {
  const [message, about] = words[question.option];
  const known = isOpen(question, draft, place) ? undefined : question.present(draft);
  const present = known ?? question.proposal?.(draft, { timeZone });
  const choices = question.choices?.(draft);
  print('');
  print(about);
  if (choices) return prompts.choose({ message, choices, present });
  const before = new Set(draft.mistakes().map(told));
  return prompts.text({
    message,
    present,
    wrongWith(text) {
      const changed = draft.with(question.changes(text, draft));
      const after = changed.with(question.meanwhile?.(changed) ?? []).mistakes();
      const fresh = after.filter(
        mistake => isAt(mistake, question.places(draft)) || !before.has(told(mistake)),
      );
      const wrong = fresh.filter(mistake => !isAt(mistake, later));
      return wrong.length === 0 ? undefined : wrong.map(inALine).join('\n');
    },
  });
}

function told(mistake: Mistake): string {
  return JSON.stringify(mistake);
}

function inALine({ expected, found, todo }: Mistake): string {
  return `expected: ${expected}; found: ${found}; to do: ${todo}`;
}

/** Whether nothing stands there that could be an answer: the example's addresses are nobody's. */
function isOpen(question: Question, draft: Draft, { isTakenOver }: Place): boolean {
  const present = question.present(draft);
  if (present === undefined) return true;
  if (!isTakenOver) return false;
  if (question.option === 'postal-address') return isExamplePlace(present);
  const hasAddress = ['sender', 'reply-to', 'operator', 'site'].includes(question.option);
  return hasAddress && isReserved(domainOf(present.replace(/>$/, '')));
}

function wrongOptions(draft: Draft, given: readonly Question[]): Mistake[] {
  const mistakes = draft.mistakes();
  return given.flatMap(question => {
    // A sender without a name gets one with the title, which may lack an answer yet.
    const own = mistakes.filter(
      mistake => mistake.found !== 'nothing' && isAt(mistake, question.places(draft)),
    );
    // What the check says of a place stands better beside what was typed for it.
    return own.map(mistake => ({ ...mistake, source: 'command line', path: `--${question.option}` }));
  });
}

function answerOf({ option }: Question, options: Options): string {
  return (options[option] ?? '').trim();
}

function missingOption({ option }: Question): Mistake {
  const [, about] = words[option];
  return usageMistake(`no --${option}`, `--${option} with the answer`, about);
}
