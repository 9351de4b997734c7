import { type Around, around, frameBefore } from './around.ts';
import type { Said } from './doubts.ts';

/** Words that say no. What only begins like one (不断, 不仅, 无人机, "not only", "no later than", "no shortage of") says none. */
const denials =
  /\b(?:not(?! (?:only|least|just|merely)\b)|never|nor|neither|cannot|no(?! (?:later|less|more|fewer|longer than|earlier|sooner|doubt|shortage|lack|question|wonder|exception|\d))|none|nobody|without|\w+n't)\b|不(?![断仅但少同足错锈久妨顾管良平稳论惜晚早迟超低高少多大]|过|可靠实体|扩散|得不)|(?<![非全])未(?![来成])|没有|并非|绝非|无(?![人线论数穷形损锡污纺锋])/giu;
/** How a statement says the same: by such a word, or by one that holds it in itself. */
const deniedBy =
  /\b(?:not|no|never|nor|neither|none|nobody|nothing|cannot|without|unless|only|except\w*|exempt\w*|outside|instead|rather|den(?:y|ies|ied)|refus\w*|reject\w*|oppos\w*|ban\w*|bar(?:s|red)?|forbid\w*|forbade|prohibit\w*|block\w*|fail\w*|lack\w*|stop\w*|halt\w*|end(?:s|ed)?|avoid\w*|prevent\w*|restrict\w*|limit\w*|unable|open|silent|silence|with(?:held|hold\w*)|omit\w*|miss(?:es|ed|ing)|declin\w*|waiv\w*|suspend\w*|dismiss\w*|yet|un(?!it|ion|der|iqu|ivers|til)\w{3,}|in(?:eligible|sufficient|complete|valid|dependent)\w*|less|beyond|\w+n't|requir\w*|need\w*|must)\b|不|未|没|无|非|禁|拒|反对|否认|缺|免|仅|只|须|需/giu;

/**
 * The words by which a passage denies what a statement says without such: in its evidence, or around it. Two of them, such as "not without a
 * licence", say yes again. Undefined where the statement has a word of that sort too, in each language.
 */
export function missingDenial({ evidence, sentence, statements }: Said): string | undefined {
  const outside = denialAround(sentence, evidence);
  const found = [...(outside === undefined ? [] : [outside]), ...(evidence.match(denials) ?? [])];
  if (found.length % 2 === 0 || statements.every(text => saysNo(text, evidence))) return undefined;
  return found[0];
}

/** What is denied, of which a claim is told: it reaches all that follows. */
const deniedClaims =
  /\b(?:den(?:y|ies|ied|ying) (?:(?:\w+ ){0,4}?that\b|(?:any|having|being|(?:the |these |such )?(?:claims?|reports?|allegations?|accusations?|rumou?rs?))\b|(?=\w+ing\b)|$)|(?:reject|dismiss|refut|rebut|disput|debunk|contradict|counter)\w* (?:\w+ ){0,4}?(?:claims?|reports?|allegations?|accusations?|charges?|suggestions?|rumou?rs?|idea|notion|assertions?|view)s? (?:\w+ )?(?:that|of)\b|(?:reject|dismiss|refut|disput)\w* that\b|rul(?:e|es|ed|ing) out (?:that\b|any\b|$)|no (?:\w+ )?(?:evidence|proof|sign|indication|suggestion|record|plans?|intention|basis) (?:that|of|to|for|in)\b|(?:not true|untrue|false|myth|mistaken) (?:claims? )?that\b|(?:not|never|n't|cannot) (?:\w+ ){0,2}?(?:say|said|confirm|announce|disclose|specify|believe|think|claim|prove|mean|show|suggest|expect|find|found|see)(?:e?d)? (?:\w+ ){0,2}?(?:that|when|whether|how|if)\b)|否认|驳斥|反驳|辟谣|并非|绝非|不存在|没有证据|未发现|(?<!是)不是/giu;
/** Who does nothing: a subject of which all that follows is denied. */
const nobody =
  /(?:^|[,;:"(] ?|\b(?:that|and|but|or) )(?:no(?! (?:matter|doubt|later|less|more|longer|wonder|one else|\d))|none|nobody|neither|nothing)\b/giu;
/** Verbs that say that something was not done. */
const undone =
  /\b(?:fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|unable|yet|unwilling|reluctant|ceas(?:e|es|ed)|stopp?(?:s|ed)? short of)(?: to)?\b(?= (?:\w+ )?$)/giu;
/** Words behind which a denial reaches no further: another predicate, or a part of a name. */
const barrier =
  /[,，;；:：]|\b(?:that|who|which|whose|but|and|or|because|if|when|while|until|before|after|with|is|are|was|were|be|been|has|have|had|must|may|might|can|could|will|would|shall|should|do|does|did)\b|[的者后前时将应须可并且而及和或]/iu;
/** So many words, or characters of Chinese, between a denial and what it denies. */
const wordsBetween = 5;
const charactersBetween = 8;
const notInChinese = /^未(?=经|获|按|依|满|来|成)|^不(?=符|当|法)/u;
/** What stands behind a claim that is denied there. */
const deniedBehind =
  /^[^,;:.]{0,60}?\b(?:is|are|was|were|as|be|been) (?:not true|untrue|false|baseless|unfounded|groundless|fake|a lie|lies|fabricat\w+|denied|rejected|refuted)\b|^,? (?:which|a (?:claim|charge|report)|something|claims?|allegations?)\b[^.;]{0,60}?\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed))\b|^[^，。；]{0,12}(?:不实|不属实|毫无根据|没有根据|毫无依据|纯属|子虚乌有|不成立|谣言|捏造|无稽)/iu;
const claimed =
  /\b(?:claims?|claimed|reports?|allegations?|rumou?rs?|suggestions?|accusations?|idea|notion|that)\b/iu;

/**
 * The words that deny evidence from outside of it: right before it, where it is cut off, or further before in its clause, as a frame such as
 * "denied that", or behind it ("… is untrue"). Undefined where nothing does.
 * @param sentence that the evidence stands in; both in the form of `normalise`.
 */
export function denialAround(sentence: string, evidence: string): string | undefined {
  const beside = around(sentence, evidence);
  return (
    beforeOf(beside) ??
    [deniedClaims, nobody, undone].flatMap(frames => frameBefore(beside.before, frames)?.words ?? [])[0] ??
    behindOf(beside)
  );
}

function beforeOf({ before }: Around): string | undefined {
  return [...before.matchAll(denials)].findLast(({ 0: word, index }) =>
    reaches(word, before.slice(index + word.length)),
  )?.[0];
}

function reaches(word: string, between: string): boolean {
  if (/^no$/i.test(word) && between.trim() !== '') return false;
  if (between.trim() === '') return true;
  if (barrier.test(between) || notInChinese.test(word + between)) return false;
  if (/\p{Script=Han}/u.test(word)) return between.length <= charactersBetween;
  return (between.match(/\S+/gu) ?? []).length <= wordsBetween;
}

function behindOf({ before, after }: Around): string | undefined {
  const words = deniedBehind.exec(after)?.[0].trim();
  if (words === undefined) return undefined;
  return /\p{Script=Han}|^,/u.test(words) || claimed.test(before)
    ? words.replace(/^[^\p{L}]+/u, '')
    : undefined;
}

/** A word that the evidence has beside its denial, such as "restrictions", denies nothing in the statement either. */
function saysNo(statement: string, evidence: string): boolean {
  const beside = new Set(
    evidence
      .replace(denials, ' ')
      .toLowerCase()
      .match(/\p{L}+/gu),
  );
  return (statement.match(deniedBy) ?? []).some(word => !beside.has(word.toLowerCase()));
}
