import { type Around, around, frameOf, oneOf } from './around.ts';

const claim =
  '(?:claim|report|allegation|accusation|charge|suggestion|rumou?r|idea|notion|assertion|view|concern|fear|worr(?:y|ie))s?';
const verbs =
  '(?:say|said|confirm|announce|disclose|specify|believe|think|claim|prove|mean|show|suggest|expect|find|found|see)(?:e?d)?';
/** What tells that a claim is not so; it reaches all that follows. */
const before = oneOf(
  [
    '\\bden(?:y|ies|ied|ying) (?:\\w+ ){0,4}?that\\b',
    `\\bden(?:y|ies|ied|ying) (?:(?:any|having|being|(?:the |these |such )?${claim})\\b|(?=\\w+ing\\b)|$)`,
    `\\b(?:reject|dismiss|refut|rebut|disput|debunk|contradict|counter)\\w* (?:\\w+ ){0,4}?${claim} (?:\\w+ )?(?:that|of)\\b`,
    '\\b(?:reject|dismiss|refut|disput)\\w* that\\b',
    '\\brul(?:e|es|ed|ing) out (?:that\\b|any\\b|$)',
    '\\bno (?:\\w+ )?(?:evidence|proof|sign|indication|suggestion|record|plans?|intention|basis) (?:that|of|to|for|in)\\b',
    '\\b(?:not true|untrue|false|myth|mistaken) (?:claims? )?that\\b',
    `\\b(?:not|never|\\w+n't|cannot) (?:\\w+ ){0,2}?${verbs} (?:\\w+ ){0,2}?(?:that|when|whether|how|if)\\b`,
    '否认|驳斥|反驳|辟谣|并非|绝非|不存在|没有证据|未发现|(?<!是)不是',
  ],
  'giu',
);
/** The same behind a claim. */
const behind = oneOf(
  [
    '^[^,;:.]{0,60}?\\b(?:is|are|was|were|as|be|been) (?:not true|untrue|false|baseless|unfounded|groundless|fake|a lie|lies)\\b',
    '^[^,;:.]{0,60}?\\b(?:is|are|was|were|be|been) (?:fabricat\\w+|denied|rejected|refuted|dismissed|disputed)\\b',
    '^,? (?:which|a (?:claim|charge|report)|something|claims?|allegations?)\\b[^.;]{0,60}?\\b(?:den(?:y|ies|ied)|disput(?:es?|ed))\\b',
    '^[^,，。;；]{0,12}(?:不实|不属实|毫无根据|没有根据|毫无依据|纯属|子虚乌有|不成立|谣言|捏造|无稽)',
  ],
  'iu',
);
const told = new RegExp(`\\b(?:${claim}|claimed|that)\\b`, 'iu');
/** How a statement tells it too. */
const toldAsDenied = oneOf(
  [
    '\\b(?:den(?:y|ies|ied|ial)|reject\\w*|dismiss\\w*|refut\\w*|rebut\\w*|disput\\w*|debunk\\w*|contradict\\w*|rul\\w* out)\\b',
    "\\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|\\w+n't|open|silent|lack\\w*|yet|fail\\w*|declin\\w*)\\b",
    '\\b(?:false|untrue|baseless|unfounded|groundless|fake|lies?|myth|mistaken|fabricat\\w+|clear(?:s|ed)|acquit\\w*)\\b',
    '不|未|没|无|非|否认|驳|辟谣|谣言|捏造|虚',
  ],
  'iu',
);

/**
 * The words by which a passage tells that what its evidence says is not so ("denied that …", "… is untrue"), of which one of the statements says
 * nothing; undefined if there are none. All in the form of `normalise`.
 */
export function missingContradiction(
  sentence: string,
  evidence: string,
  statements: readonly string[],
): string | undefined {
  if (statements.every(text => toldAsDenied.test(text))) return undefined;
  const beside = around(sentence, evidence);
  return frameOf(beside, evidence, before)?.words ?? behindOf(beside);
}

function behindOf(beside: Around): string | undefined {
  const words = behind.exec(beside.after)?.[0];
  if (words === undefined || !(/^,|\p{Script=Han}/u.test(words) || told.test(beside.before)))
    return undefined;
  return words.replace(/^[^\p{L}]+/u, '');
}
