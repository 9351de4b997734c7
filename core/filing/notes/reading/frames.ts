import { type Around, frameOf, oneOf } from './around.ts';

/** Words that tell of somebody's claim, which may be wrong, and reach what follows. */
const claims = oneOf(
  [
    '\\b(?:claim(?:s|ed|ing)?|alleg(?:e|es|ed|ing)) (?:\\w+ ){0,3}?that\\b',
    '\\b(?:claim(?:s|ed|ing)?|alleg(?:e|es|ed|ing))(?= (?:the|its?|they|their|he|she|\\p{Lu}|$))',
    '\\b(?:argu(?:e|es|ed|ing)|believ(?:e|es|ed|ing)|thinks?|thought|suggest(?:s|ed|ing)?|warn(?:s|ed|ing)?) (?:\\w+ ){0,3}?that\\b',
    '\\b(?:contend|assert|insist|maintain|suspect|fear)(?:s|ed|ing)? (?:\\w+ ){0,3}?that\\b',
    '\\b(?:speculat(?:es?|ed|ing|ion)|worr(?:y|ies|ied)|suspicions?|concerns?) (?:\\w+ ){0,3}?that\\b',
    '\\b(?:allegations?|accusations?|[Rr]umou?rs?) (?:\\w+ ){0,3}?that\\b',
    '\\b(?:expect|forecast|predict|foresee)(?:s|ed|ing)? (?:\\w+ ){0,3}?that\\b|\\baccording to (?:\\w+ ){0,3}?(?:forecast|estimate|projection)s?\\b',
    '声称|宣称|妄称|诬称|指责|指控|预测|预告|预言',
    '(?:有人|外界|人士|专家|学者|分析|观点|媒体|机构|评论|业内|业界)(?:普遍)?(?:认为|称|猜测|怀疑|担心|担忧)',
  ],
  'gu',
);
/** Words that tell of a claim by nobody in particular. Before a thing (“its reportedly faulty tools”) they doubt no more than that. */
const hearsay = oneOf(
  [
    '\\b(?:is|are|was|were|been|be) (?:\\w+ly |also )?(?:said|believed|thought|understood|rumou?red|alleged|reported|claimed) to\\b',
    '\\b(?:is|are|was|were|been|be) (?:\\w+ly |also )?(?:suspected|supposed|presumed) (?:to|of)\\b',
    '(?<!\\b(?:the|an?|its|their|his|her|any|some|other|all|these|those) )\\b(?:reported|alleged|supposed|purported|presumab)ly\\b',
    '\\bunconfirmed (?:\\w+ )?reports?\\b|\\brumou?r has it\\b',
    '\\bit (?:is|was) (?:said|rumou?red|believed|thought|alleged|claimed) that\\b',
    '据称|据传|据说|传闻|疑似|涉嫌|解读为|(?:被|视)(?:认为|视为|视作|作)',
  ],
  'giu',
);
const toldAsClaim = oneOf(
  [
    '\\b(?:claim|alleg|report|believ|suspect|suspicio|rumou?r|purport|suppos|presum|accord|argu|contend|assert|expect|forecast|predict|foresee|estimat|project)\\w*',
    '\\b(?:insist|think|suggest|warn|critic|accus|fear|worr|concern|possib|speculat|describ|den[iy])\\w*',
    '\\b(?:said|says?|thought|may|might|could|likely|views?|sees?|saw|calls?|called|holds?|held)\\b',
    '据|称|传|说|指|认为|可能|或|疑|嫌|主张|警告|批评|看来|担心|担忧|猜测|否认|驳|预|料|估',
  ],
  'iu',
);

/** Words of a condition or of a question, under which what follows stands. */
const conditions = oneOf(
  [
    '(?<!\\b(?:even|as|what) )\\b(?:[Ii]f|[Uu]nless|[Ww]hether)\\b(?! (?:any|not|only|so|or not)\\b)',
    '\\b(?:[Ii]n the event|[Aa]ssuming|[Pp]rovided) that\\b',
    '^Should(?= \\p{L}+)|^Were(?= [^,]* to )',
    '\\b(?:only (?:after|when|once)|still needs?|must first|subject to)\\b',
    '如果|若(?!干)|倘若|假如|一旦|除非|要是|是否|能否|会否(?![决认定])|仍需|尚需|仍须|尚须|仍待',
  ],
  'gu',
);
/** The same right behind what stands under it; between them no other verb may stand. */
const conditionBehind =
  /^[^,;:.]{0,40},? (?:only )?(if|unless|provided that|on condition that)\b(?! (?:any|not|so)\b)/u;
const otherVerb =
  /\b(?:and|but|or|who|which|that|will|would|ask\w*|see|know|decid\w*|determin\w*|says?|said|even|as|what)\b/u;
const toldAsCondition = oneOf(
  [
    '\\b(?:depend|condition|threat|offer|warn|ask|question|investigat|examin|review|prob|decid|consider|stud|expect)\\w*',
    '\\b(?:if|unless|whether|provided|subject to|once|when|until|should|in case|would|could|may|might|can|unclear)\\b',
    '\\b(?:pending|without|open|un(?:decided|known|settled|certain|sure|answered|resolved)|not (?:\\w+ )?(?:known|clear|decided|settled|sure))\\b',
    '如|若|一旦|除非|条件|假|倘|前提|可能|时|是否|能否|取决|应|要求|调查|审查|未定|未决|未知|不明|不清楚|问|讨论|透露|说明|披露|不谈|沉默',
  ],
  'iu',
);

/** What makes a passage a claim: the words that do, and the sentence before them, in which who claims it may stand; null where nobody does. */
export type Frame = { words: string; head: string | null };

/** The frame that makes a passage somebody's claim, or hearsay, of which one of the statements says nothing; undefined if there is none. */
export function missingClaim(
  beside: Around,
  evidence: string,
  statements: readonly string[],
): Frame | undefined {
  if (statements.every(text => toldAsClaim.test(text))) return undefined;
  const heard = frameOf(beside, evidence, hearsay);
  return heard ? { words: heard.words, head: null } : frameOf(beside, evidence, claims);
}

/** The word of the condition or question under which alone a passage says it, of which one of the statements says nothing. */
export function missingCondition(
  beside: Around,
  evidence: string,
  statements: readonly string[],
): string | undefined {
  if (statements.every(text => toldAsCondition.test(text))) return undefined;
  const [behind = '', word] = conditionBehind.exec(beside.after) ?? [];
  const own = word !== undefined && !otherVerb.test(behind) ? word : undefined;
  return frameOf(beside, evidence, conditions)?.words ?? evidence.match(conditions)?.[0] ?? own;
}
