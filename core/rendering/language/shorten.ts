import { columnsOf, graphemesOf } from '../../foundation/wrap.ts';

const ellipsis = '…';
/** What stands badly before an ellipsis: spaces, and marks that open or join something. */
const loose = /^[\s,;:.!?(“‘"'–—\-、，；：。！？（《〈「『]$/u;
/** What belongs to a figure, and what stands before one: `$`, or the letters of `US$`. */
const figure = /^[\p{N}.,]$/u;
const currency = /^[\p{Sc}\p{Script=Latin}]$/u;
/** What a figure counts, written against it. */
const unit = /^[%‰℃]/u;
/** Scripts that set no spaces between words, and the marks that end a clause in them. */
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}，。、；：！？]/u;
const words = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * A text cut to at most `max` columns, an ellipsis included, where a word ends that keeps at least half of it, else between two
 * graphemes: never inside an accent, an emoji or a surrogate pair. A figure is not kept without what follows it, which says what it
 * counts. A text that fits stays; where nothing can be kept there is an ellipsis, or nothing where that has no room.
 */
export function shorten(text: string, max: number): string {
  if (columnsOf(text) <= max) return text;
  if (max < columnsOf(ellipsis)) return '';
  const all = graphemesOf(text);
  const kept = all.slice(0, fitting(all, max - columnsOf(ellipsis)));
  const whole = atWord(text, all, kept.length);
  const cuts = [withoutFigure(whole), whole].map(cut => tidy(cut).join(''));
  const enough = cuts.find(cut => columnsOf(cut) * 2 >= max);
  return (enough ?? tidy(kept).join('')) + ellipsis;
}

/** How many graphemes from the front fit. */
function fitting(graphemes: readonly string[], columns: number): number {
  let used = 0;
  const tooMany = graphemes.findIndex(grapheme => {
    used += columnsOf(grapheme);
    return used > columns;
  });
  return tooMany < 0 ? graphemes.length : tooMany;
}

/** The first graphemes, at most `count`, up to the last place where a word ends. */
function atWord(text: string, all: readonly string[], count: number): string[] {
  const ends = new Set(Array.from(words.segment(text), ({ index }) => index));
  let at = 0;
  let end = 0;
  for (let taken = 0; taken <= count; taken++) {
    if (ends.has(at) && endsWord(all[taken - 1] ?? '', all[taken] ?? '')) end = taken;
    at += all[taken]?.length ?? 0;
  }
  return all.slice(0, end);
}

/** Only spaces end a word that has them around it: `2.5%` and `so-called` are whole. */
function endsWord(before: string, after: string): boolean {
  if (/^\s/u.test(after)) return true;
  if (unit.test(after) || /[\p{N}\p{Ps}\p{Pi}]$/u.test(before)) return false;
  return unspaced.test(after) || unspaced.test(before);
}

function withoutFigure(graphemes: readonly string[]): string[] {
  const bare = tidy(graphemes);
  const rest = withoutEnd(bare, figure);
  return rest.length === bare.length ? bare : withoutEnd(rest, currency);
}

function tidy(graphemes: readonly string[]): string[] {
  return withoutEnd(graphemes, loose);
}

function withoutEnd(graphemes: readonly string[], unwanted: RegExp): string[] {
  return graphemes.slice(0, graphemes.findLastIndex(grapheme => !unwanted.test(grapheme)) + 1);
}
