import { normalise } from '../../matching/comparable.ts';
import { hasWords } from '../../matching/passages.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** A full stop after these ends no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:[A-Z]|No|Nos|Art|Sec|Mr|Ms|Mrs|Dr|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|U\.S)\.\s*$/;
/** Evidence has at most twelve words: it runs over no more sentences than these. */
const togetherAtMost = 4;

/** The sentences of a captured text, each in the form of `normalise`; a line end within a paragraph ends none. */
export function sentencesOf(capture: string): string[] {
  return capture
    .split(/\r?\n[ \t\u3000]*\r?\n/)
    .map(normalise)
    .filter(paragraph => paragraph !== '')
    .flatMap(sentencesOfParagraph);
}

/** The sentence that holds the words, or the few in a row that hold them together; undefined if none do. Both as `normalise` makes them. */
export function sentenceWith(sentences: readonly string[], words: string): string | undefined {
  // Most stand in one: only a sentence that has the letters is looked at for whole words.
  const alone = sentences.find(sentence => sentence.includes(words) && hasWords(sentence, words));
  if (alone !== undefined) return alone;
  for (let together = 2; together <= togetherAtMost; together += 1) {
    for (let first = 0; first + together <= sentences.length; first += 1) {
      const run = normalise(sentences.slice(first, first + together).join(' '));
      if (hasWords(run, words)) return run;
    }
  }
  return undefined;
}

function sentencesOfParagraph(paragraph: string): string[] {
  const found: string[] = [];
  let open = '';
  for (const { segment } of segmenter.segment(paragraph)) {
    open += segment;
    if (abbreviation.test(open)) continue;
    found.push(open.trim());
    open = '';
  }
  return open.trim() === '' ? found : [...found, open.trim()];
}
