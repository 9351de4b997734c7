// Words by language, as article files hold them, and guesses of a draft that nobody has settled.

/** Words that name no language are English. */
export function allWords(words) {
  if (typeof words === 'string') return words === '' ? {} : { en: words };
  return isRecord(words) ? words : {};
}

/** Writes the words of one language; none of them leaves no trace. A plain text stays one as long as it is English alone. */
export function setWords(owner, name, tag, text) {
  const before = owner[name];
  const words = { ...allWords(before), [tag]: text };
  for (const [other, own] of Object.entries(words)) if (own === '') delete words[other];
  const tags = Object.keys(words);
  if (tags.length === 0) delete owner[name];
  else if (typeof before === 'string' && tags.length === 1 && tags[0] === 'en') owner[name] = words.en;
  else owner[name] = words;
}

/** What a draft guesses of a field; undefined where a person has settled it. */
export function guessOf(value) {
  return isRecord(value) && 'suggested' in value ? value : undefined;
}

/** A field as it is, guessed or settled. */
export function settledValue(value) {
  const guess = guessOf(value);
  return guess ? guess.suggested : value;
}

/** A text in one line, as files have it. */
export function oneLine(text) {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Words as the check counts them, near enough to choose by: a Chinese or Japanese character is half a word. */
export function wordsIn(text) {
  const characters = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
  const single = text.match(characters)?.length ?? 0;
  const spaced = text.replace(characters, ' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return spaced + Math.ceil(single / 2);
}

/** `1 fact`, `2 facts`. */
export function counted(number, thing) {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** A language as English calls it. */
export function languageName(tag) {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
