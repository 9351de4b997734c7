import { wordCount } from '../../foundation/counts.ts';
import type { Span } from './sentences.ts';

/** Fewer words than this seldom make a claim: what is shorter stays with its neighbour. */
const claimWords = 5;
/** What stands in quotation marks is one person's words: it is never parted. */
const quotations =
  /“[^“”]{1,600}”|„[^„“”]{1,600}[“”]|«[^«»]{1,600}»|「[^「」]{1,600}」|『[^『』]{1,600}』|"[^"]{1,600}"|‘[^‘’]{1,300}’(?!\p{L})/gu;
/** What is thought of a subject is a claim of its own only where the subject makes one: where it is long. */
const viewed = '(?:is|are|was|were) (?:viewed|seen|regarded|considered|expected|believed)\\b';
const beginsViewed = new RegExp(`^${viewed}`, 'u');
const longSubject = 8;
/** Where a claim of its own may begin: behind a comma or dash, and where English says more of the same subject. */
const seams = new RegExp(
  [
    '[,:]\\s+(?=[\\p{L}\\p{N}“"‘])',
    '[，；：]\\s*',
    '\\s+[–—]\\s+',
    '——+',
    '\\s+(?=and (?:to |[a-z]+ing\\b|[a-z]+ (?:a|an|the|its|their|his|her|new|more)\\b))',
    `\\s+(?=${viewed})`,
  ].join('|'),
  'gu',
);

/** A comma between two words for one thing parts nothing: "a first, narrower control". */
const oneThing = /\b[Aa]n? [\p{L}-]+, $/u;
const another =
  /^(?:and|but|or|nor|so|yet|which|who|whose|where|when|while|as|because|since|if|though|although|with|without|of|in|on|for|according)\b/u;
/** Who says so, and no more of what. */
const saysOnly = [
  /^\s*according to [^,]{1,80}[,.]?\s*$/iu,
  /^\s*(?:the |a |an |its |their )?[\p{L}\p{N}’'&. -]{1,80}? (?:said|says|added|adds|noted|warned|wrote|announced|reported)(?: (?:on|in|at|late|early|yesterday|today)\b[^,]{0,40})?[,.]?\s*$/u,
  /^[^，。；：]{0,30}(?:宣布|表示|指出|认为|强调|透露|介绍|回应称|称)[，：]\s*$/u,
  /^(?:答：|问：)?据[^，。；]{1,40}(?:统计|数据|报道|介绍|测算|消息|信息|显示)[^，。；]{0,4}，\s*$/u,
];
/** What Chinese says of the subject before it. */
const sameSubject = /^(?:应当?|必?须|可以?(?!能)|不得|依法|予以|从事|会同)/u;

/** The clauses of a sentence that may each carry a claim, in their order; together they are the whole sentence. */
export function clausesOf(text: string, { start, end }: Span): Span[] {
  const sentence = text.slice(start, end);
  const whole = [...sentence.matchAll(quotations)].map(quotationAt);
  const ends = [...sentence.matchAll(seams)]
    .map(match => match.index + match[0].length)
    .filter(at => at < sentence.length && !whole.some(span => span.start < at && at < span.end));
  const clauses: Span[] = [];
  for (const [index, at] of [...ends, sentence.length].entries()) {
    const piece = { start: ends[index - 1] ?? 0, end: at };
    const last = clauses.at(-1);
    if (last && belongsTo(sentence, last, piece)) last.end = piece.end;
    else clauses.push(piece);
  }
  return clauses.map(clause => ({ start: start + clause.start, end: start + clause.end }));
}

/** The longest passage of a clause in quotation marks, without the marks; undefined if there is none. */
export function quotedIn(text: string, { start, end }: Span): Span | undefined {
  const found = [...text.slice(start, end).matchAll(quotations)].map(match => ({
    start: start + match.index + 1,
    end: start + match.index + match[0].length - 1,
  }));
  return found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)[0];
}

function quotationAt(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}

/** Whether a piece makes no claim without the one before it, or that one none without it. */
function belongsTo(sentence: string, last: Span, piece: Span): boolean {
  if (isShort(sentence, last) || isShort(sentence, piece)) return true;
  const [before, after] = [sentence.slice(last.start, last.end), sentence.slice(piece.start, piece.end)];
  if (saysOnly.some(pattern => pattern.test(before) || pattern.test(after))) return true;
  if (beginsViewed.test(after)) return wordCount(before) <= longSubject;
  return sameSubject.test(after) || (oneThing.test(before) && !another.test(after));
}

function isShort(sentence: string, { start, end }: Span): boolean {
  return wordCount(sentence.slice(start, end)) < claimWords;
}
