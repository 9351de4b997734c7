const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '…';

/**
 * A text cut to at most `max` UTF-16 code units, an ellipsis included, at the last boundary between words that keeps at
 * least half of it, else between two graphemes: never inside an accent, an emoji or a surrogate pair. A text that fits stays.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < ellipsis.length) return '';
  const kept = leadingGraphemes(text, max - ellipsis.length);
  const next = text.charAt(kept.length);
  const boundary = next === ' ' ? kept.length : kept.lastIndexOf(' ');
  const cut = boundary >= kept.length / 2 ? kept.slice(0, boundary) : kept;
  const bare = cut.replace(/[\s,;:.(–—、，；：。（《“-]+$/u, '');
  return bare === '' ? '' : bare + ellipsis;
}

/** As many whole graphemes from the front as fit into `max` code units. */
function leadingGraphemes(text: string, max: number): string {
  let end = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (end + segment.length > max) break;
    end += segment.length;
  }
  return text.slice(0, end);
}
