import type { WordsIn } from '../../articles/own-words.ts';
import { fill, pieces } from './wording.ts';

/**
 * A stretch of text that a template prints in one piece. Text in another language than the publication's names it, with its
 * direction, so that it is read aloud, broken and set as it should be; else both are null. `url` is where it leads, or null.
 */
export type Run = {
  text: string;
  language: string | null;
  direction: 'ltr' | 'rtl' | null;
  url: string | null;
};

/** A sentence or a phrase as templates print it, one run after the other; the joints stand in the runs. */
export type Runs = readonly Run[];

/** Our own words, or a name that is the same in every language. */
export function plainRun(text: string, url: string | null = null): Run {
  return { text, language: null, direction: null, url };
}

/** Words of facts and articles, marked with their language where it is not the publication's. */
export function runIn({ text, language }: WordsIn, own: string): Run {
  if (language === own) return plainRun(text);
  return { text, language, direction: directionOf(language), url: null };
}

/** Puts a message around a run, such as quotation marks, which then count as its own. */
export function framed(message: string, run: Run): Run {
  return { ...run, text: fill(message, { text: run.text }) };
}

/**
 * Puts values into a message as `fill` does, but keeps runs apart, which have a language or a link of their own. A value that ends
 * with a full stop, such as `Acme Inc.`, brings the one that the message has behind it.
 * @throws MissingValueError when the message has a placeholder that no value is given for.
 */
export function fillRuns(message: string, values: Readonly<Record<string, string | Run | Runs>>): Runs {
  const parts = pieces(message, values).map(asRuns);
  return joined(
    parts.map((words, index) => (index % 2 === 0 ? withoutSecondStop(parts[index - 1], words) : words)),
  );
}

/** Words by a comma, or whatever stands between the items of a list in the locale. */
export function listRuns(items: readonly Runs[], locale: string): Runs {
  const list = new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' });
  const parts = list.formatToParts(items.map((_, index) => String(index)));
  return joined(
    parts.map(({ type, value }) => (type === 'element' ? (items[Number(value)] ?? []) : [plainRun(value)])),
  );
}

/** Words one after the other, with a joint between them. */
export function joinedRuns(parts: readonly Runs[], joint: string): Runs {
  return joined(
    parts.flatMap((part, index) => {
      const before = parts[index - 1];
      return before ? [[plainRun(jointBehind(plainText(before), joint))], part] : [part];
    }),
  );
}

/** A joint as it stands behind a text: the marks of Chinese bring their own space. */
export function jointBehind(text: string, joint: string): string {
  return /[）】」』。]$/u.test(text) ? joint.trimStart() : joint;
}

/** Words that begin a line: with a capital, where the first is ours. */
export function capitalised(words: Runs, locale: string): Runs {
  const [first, ...others] = words;
  if (first === undefined || first.language !== null) return words;
  const text = first.text.charAt(0).toLocaleUpperCase(locale) + first.text.slice(1);
  return [{ ...first, text }, ...others];
}

/** The items of a list as the locale writes it: `China, United States`. */
export function listText(items: readonly string[], locale: string): string {
  return plainText(listRuns(items.map(asRuns), locale));
}

/** What is left of words where nothing can be marked. */
export function plainText(words: Runs): string {
  return words.map(({ text }) => text).join('');
}

/** What a message has behind a value. */
function withoutSecondStop(value: Runs | undefined, behind: Runs): Runs {
  const ends = /[.。]$/u.test(value?.at(-1)?.text ?? '');
  return ends ? behind.map(run => ({ ...run, text: run.text.replace(/^[.。]/u, '') })) : behind;
}

function asRuns(value: string | Run | Runs): Runs {
  if (typeof value === 'string') return [plainRun(value)];
  return 'text' in value ? [value] : value;
}

/** Neighbours with nothing to mark become one run, so that no element is spent on them. */
function joined(parts: readonly Runs[]): Runs {
  const runs: Run[] = [];
  for (const run of parts.flat()) {
    const last = runs.at(-1);
    const space = last && needsSpace(last, run) ? ' ' : '';
    if (last && isPlain(last) && isPlain(run)) runs[runs.length - 1] = plainRun(last.text + run.text);
    else if (last && isPlain(last) && space) runs.splice(-1, 1, plainRun(last.text + space), run);
    else if (run.text !== '') runs.push({ ...run, text: space + run.text });
  }
  return runs;
}

/** Han and Latin letters of another language stand apart, as Chinese is set. */
function needsSpace(left: Run, right: Run): boolean {
  if (left.language === right.language) return false;
  const joint = (left.text.at(-1) ?? '') + (right.text.at(0) ?? '');
  return /^(?:\p{Script=Han}\p{Script=Latin}|\p{Script=Latin}\p{Script=Han})$/u.test(joint);
}

function isPlain({ language, url }: Run): boolean {
  return language === null && url === null;
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Writing direction of a language tag, as the HTML attribute `dir` takes it; an explicit script decides first. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const { language: base, script } = new Intl.Locale(language);
  if (script !== undefined) return ['Arab', 'Hebr', 'Syrc', 'Thaa'].includes(script) ? 'rtl' : 'ltr';
  return rightToLeft.has(base) ? 'rtl' : 'ltr';
}
