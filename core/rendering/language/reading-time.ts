/** Words of a language with spaces that an adult reads in a minute: 228 in a comparison of 17 languages (IReST), rounded. */
const wordsAMinute = 230;
/** Chinese characters that an adult reads in a minute, by the same comparison. */
const hanAMinute = 255;

const han = /\p{Script=Han}/gu;
/** Elements whose tags stand inside a word or a sentence; every other tag ends both. */
const inline = /<\/?(?:a|b|i|em|strong|span|code|time|abbr)(?:\s[^<>]*)?>/giu;
/** What is in a document and not to be seen: its head, comments, what is folded, and the line that only lists of messages show. */
const unseen =
  /<head[\s\S]*?<\/head>|<!--[\s\S]*?-->|<\/summary>[\s\S]*?<\/details>|<(div|p|a) [^<>]*class="(?:pre|skip)"[^<>]*>[\s\S]*?<\/\1>/giu;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#x27': "'" };

/** The text that a browser shows of a document that a template of ours made, with its styles not moved yet. */
export function shownText(html: string): string {
  return html
    .replace(unseen, ' ')
    .replace(inline, '')
    .replace(/<[^<>]*>/gu, ' ')
    .replace(/&(#x27|[a-z]+);/giu, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .replace(/\s+/gu, ' ')
    .trim();
}

const segmenters = new Map<string, Intl.Segmenter>();

/** To make one takes longer than to cut a sentence. */
function segmenterOf(locale: string): Intl.Segmenter {
  const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' });
  segmenters.set(locale, segmenter);
  return segmenter;
}

/** Words of a text as the language cuts them: what can be said aloud, numbers included, no marks and spaces. */
export function wordsOf(text: string, locale: string): number {
  let words = 0;
  for (const { isWordLike } of segmenterOf(locale).segment(text)) if (isWordLike) words++;
  return words;
}

/** How long a line is to its readers, in words: two Chinese characters say about as much as one. */
export function wordsAlike(text: string, locale: string): number {
  const characters = text.match(han)?.length ?? 0;
  return wordsOf(text.replace(han, ' '), locale) + Math.ceil(characters / 2);
}

/** Whole minutes that an adult takes to read a text; at least one. Chinese is read by the character, all else by the word. */
export function minutesToRead(text: string, locale: string): number {
  const characters = text.match(han)?.length ?? 0;
  const words = wordsOf(text.replace(han, ' '), locale);
  return Math.max(1, Math.round(words / wordsAMinute + characters / hanAMinute));
}
