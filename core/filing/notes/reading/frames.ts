import type { Around } from './around.ts';
import { frameBefore } from './around.ts';

/** Words that tell of a claim by somebody, who may be wrong, and reach what follows. */
const claims =
  /\b(?:claim(?:s|ed|ing)?|alleg(?:e|es|ed|ing))(?: (?:\w+ ){0,3}?that\b|(?= (?:the|it|its|they|their|he|she|\p{Lu})))|\b(?:argu(?:e|es|ed|ing)|believ(?:e|es|ed|ing)|thinks?|thought|suggest(?:s|ed|ing)?|warn(?:s|ed|ing)?|contend(?:s|ed)?|assert(?:s|ed|ing)?|insist(?:s|ed|ing)?|speculat(?:e|es|ed|ing|ion)|suspect(?:s|ed)?|suspicions?|fear(?:s|ed)?|worr(?:y|ies|ied)|concerns?|maintain(?:s|ed)?|allegations?|accusations?|rumou?rs?) (?:\w+ ){0,3}?that\b|声称|宣称|妄称|诬称|指责|指控|(?:有人|外界|人士|人|专家|学者|分析|观点|媒体|机构|评论|业内|业界)(?:普遍)?(?:认为|称|猜测|怀疑|担心|担忧)/gu;
/** Words that tell of a claim by nobody. */
const hearsay =
  /\b(?:is|are|was|were|been|be) (?:\w+ly |also )?(?:said|believed|thought|understood|rumou?red|alleged|reported|claimed|suspected|supposed|presumed) to\b|(?<!\b(?:the|an?|its|their|his|her|any|some|other|all) )\b(?:reportedly|allegedly|supposedly|purportedly|presumably)\b|\bunconfirmed (?:\w+ )?reports?\b|\brumou?r has it\b|\bit (?:is|was) (?:said|rumou?red|believed|thought|alleged|claimed) that\b|\bIt (?:is|was) (?:said|rumou?red|believed|thought|alleged|claimed) that\b|据称|据传|据说|传闻|疑似|涉嫌/gu;
const toldAsClaim =
  /\b(?:claim\w*|alleg\w*|said|says?|report\w*|believ\w*|suspect\w*|suspicio\w*|rumou?r\w*|purport\w*|suppos\w*|presum\w*|accord\w*|argu\w*|contend\w*|assert\w*|insist\w*|think\w*|thought|suggest\w*|warn\w*|critici\w*|critics|accus\w*|fear\w*|worr\w+|concern\w*|may|might|could|possib\w+|likely|views?|sees?|saw|speculat\w*|in the words of|call(?:s|ed)|describ\w*|held|holds)\b|据|称|传|说|指|认为|可能|或|疑|嫌|主张|警告|批评|看来|担心|担忧|猜测/iu;

/** Words of a condition, or of a question, under which what follows stands. */
const conditions =
  /(?<!\b(?:even|as|what) )\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b(?! (?:any|not|only|so|or not)\b)|\b(?:[Ii]n the event|[Aa]ssuming|[Pp]rovided) that\b|^Should(?= \p{L}+)|^Were(?= [^,]* to )|如果|若(?!干)|倘若|假如|一旦|除非|要是|是否|能否|会否/gu;
/** The same right behind what stands under it; between them nothing else may be said. */
const conditionBehind =
  /^(?!.{0,50}\b(?:and|but|or|who|which|that|will|would|ask\w*|see|know|decid\w*|determin\w*|sa(?:y|ys|id)|even|as|what)\b.{0,50}\b(?:if|unless)\b)[^,;:.]{0,40},? (?:only )?(?:if|unless|provided that|on condition that)\b(?! (?:any|not|so)\b)/u;
const toldAsCondition =
  /\b(?:if|unless|whether|provided|depend\w*|subject to|condition\w*|once|when|until|should|in case|would|could|may|might|can|threat\w*|offer\w*|warn\w*|ask\w*|question\w*|unclear|investigat\w*|examin\w*|review\w*|prob(?:e|es|ing)|decid\w*|consider\w*|stud(?:y|ies|ied)|expect\w*|pending|without)\b|如|若|一旦|除非|条件|假|倘|前提|可能|时|是否|能否|取决|应|要求|调查|审查/iu;

/** What frames a passage: the words that do, and the sentence before them, in which who claims it may stand; null where nobody does. */
export type Frame = { words: string; head: string | null };

/** The frame that makes a passage somebody's claim, or hearsay, of which one of the statements says nothing; undefined if there is none. */
export function missingClaim({ before }: Around, statements: readonly string[]): Frame | undefined {
  if (statements.every(text => toldAsClaim.test(text))) return undefined;
  const heard = frameBefore(before, hearsay);
  if (heard) return { words: heard.words, head: null };
  return frameBefore(before, claims);
}

/** The word of the condition under which alone a passage says it, of which one of the statements says nothing. */
export function missingCondition(
  { before, after }: Around,
  evidence: string,
  statements: readonly string[],
): string | undefined {
  if (statements.every(text => toldAsCondition.test(text))) return undefined;
  const inside = evidence.match(conditions)?.[0];
  const behind = conditionBehind
    .exec(after)?.[0]
    .match(/(?:if|unless|provided that|on condition that)$/)?.[0];
  return frameBefore(before, conditions)?.words ?? inside ?? behind;
}
