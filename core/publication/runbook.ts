import * as z from 'zod';
import { addressMistake } from '../foundation/web-address.ts';

/** CloudWatch takes 1,024 characters for what an alarm says, and the address is a part of that. */
const charactersAtMost = 300;

/** Schema of the address at which the operator reads the runbook: https, and without an anchor, since each article has its own. */
export const runbookAddress = z.string().superRefine((written, context) => {
  const mistake = mistakeIn(written);
  if (mistake === undefined) return;
  const { expected, todo } = mistake;
  context.addIssue({ code: 'custom', message: expected, params: { todo } });
});

function mistakeIn(written: string): { expected: string; todo: string } | undefined {
  const mistake = addressMistake(written);
  if (mistake) return mistake;
  const [page = '', ...anchor] = written.split('#');
  if (anchor.length > 0) return { expected: 'the address of the whole runbook', todo: `write ${page}` };
  if (written.length <= charactersAtMost) return undefined;
  return { expected: `at most ${charactersAtMost} characters`, todo: 'name a shorter address' };
}

/** An article of the runbook: how it is called in the project, and where it is read; null where the configuration has no address. */
export type Article = { text: string; url: string | null };

/** @param name the anchor of the article's heading, such as `edition-held`. @param runbook as it is configured. */
export function articleIn(runbook: string | undefined, name: string): Article {
  return { text: `docs/runbook.md#${name}`, url: runbook === undefined ? null : `${runbook}#${name}` };
}
