import { around, frameBefore, oneOf } from './around.ts';
import { missingContradiction } from './contradictions.ts';
import { otherDirection } from './directions.ts';
import type { Said } from './doubts.ts';

/** Words that say no. What only begins like one (不断, 不仅, 无人机, "not only", "no later than", "no shortage of") says none. */
const denials =
  /\b(?:not(?! (?:only|least|just|merely)\b)|never|nor|neither|cannot|no(?! (?:later|less|more|fewer|longer than|earlier|sooner|doubt|shortage|lack|question|wonder|exception|\d))|none|nobody|without|\w+n't)\b|不(?![断仅但少同足错锈久妨顾管良平稳论惜晚早迟超低高少多大]|过|可靠实体|扩散|得不)|(?<![非全])未(?![来成])|没有|并非|绝非|无(?![人线论数穷形损锡污纺锋])/giu;
/** How a statement says the same: by such a word, or by one that holds it in itself. */
const deniedBy = oneOf(
  [
    '\\b(?:not|no|never|nor|neither|none|nobody|nothing|cannot|without|unless|only|except\\w*|exempt\\w*)\\b',
    '\\b(?:outside|instead|rather|den(?:y|ies|ied)|refus\\w*|reject\\w*|oppos\\w*|ban\\w*|bar(?:s|red)?)\\b',
    '\\b(?:forbid\\w*|forbade|prohibit\\w*|block\\w*|fail\\w*|lack\\w*|stop\\w*|halt\\w*|end(?:s|ed)?|avoid\\w*)\\b',
    '\\b(?:prevent\\w*|restrict\\w*|limit\\w*|unable|open|silent|silence|with(?:held|hold\\w*)|omit\\w*)\\b',
    '\\b(?:miss(?:es|ed|ing)|declin\\w*|waiv\\w*|suspend\\w*|dismiss\\w*|yet)\\b',
    '\\b(?:(?:hold|held|holding) (?:back|off)|delay\\w*|postpon\\w*|refrain\\w*|(?:a)?wait\\w*|paus\\w*)\\b',
    '\\b(?:fr[eo]ez\\w*|lift\\w*|scrap\\w*|repeal\\w*|revok\\w*|cancel\\w*|ceas\\w*|drop(?:s|ped)?|unclear)\\b',
    '\\b(?:absen\\w*|un(?!it|ion|der|iqu|ivers|til)\\w{3,})\\b',
    "\\b(?:in(?:eligible|sufficient|complete|valid|dependent)\\w*|less|beyond|\\w+n't|requir\\w*|need\\w*|must)\\b",
    '\\b(?:all|every|remain\\w*|stay\\w*|ke(?:ep|pt)\\w*|st(?:ic|uc)k\\w*|le(?:ft|aves?) out|exclud\\w*|apart)\\b',
    '\\b(?:differ\\w*|disagree\\w*|depend\\w*|h[eo]lds?|bound|free (?:of|from)|clear(?:s|ed)|acquit\\w*)\\b',
    '\\b(?:surpris\\w*|as (?:it|they) (?:was|were))\\b',
    '不|未|没|无|非|禁|拒|反对|否认|缺|免|仅|只|须|需|停|推迟|暂缓|取消|废|驳|均|都|全部|除|为止|分歧|前提|取决|限|保持|照旧|以上|清白|意外|意料',
  ],
  'giu',
);

/** "Did not recover until August" says that it did then. */
const notUntil = /\bdid(?: not|n't)\b(?=[^,;.]*\buntil\b)/giu;

/** Who does nothing: of such a subject all that follows is denied. */
const nobody =
  /(?:^|[,;:"(] ?|\b(?:that|and|but|or) )(?:no(?! (?:matter|doubt|later|less|more|longer|wonder|\d))|none|nobody|neither|nothing)\b/giu;
/** Verbs that say that something was not done, right before what was not. */
const undone =
  /\b(?:fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|unable|yet|unwilling|reluctant|stopp?(?:s|ed)? short of)(?: to)?(?= (?:\w+ )?$)/giu;
/** Words behind which a denial in the middle of a clause reaches no further: another predicate, or a part of a name. */
const barrier = oneOf(
  [
    '[,，;；:：的者后前时将应须可并且而及和或]',
    '\\b(?:that|who|which|whose|but|and|or|because|if|when|while|until|before|after|with|as|than)\\b',
    '\\b(?:is|are|was|were|be|been|has|have|had|must|may|might|can|could|will|would|shall|should|do|does|did)\\b',
  ],
  'iu',
);
/** So many words, or characters of Chinese, stand between a denial and what it denies. */
const wordsBetween = 5;
const charactersBetween = 8;
/** What names a case and denies nothing of it: without a licence, against the rules. */
const namesCase = /^未(?:经|获|按|依|满)|^不(?:符|当|法)/u;

/**
 * The words by which a passage denies what a statement says without such: in its evidence, or around it. Two of them, such as "not without a
 * licence", say yes again. Undefined where the statement has a word of that sort too, in each language.
 */
export function missingDenial({ evidence, sentence, statements }: Said): string | undefined {
  const contradiction = missingContradiction(sentence, evidence, statements);
  const contrary = contradiction ?? otherDirection(evidence, statements);
  if (contrary !== undefined) return contrary;
  const outside = denialBefore(around(sentence, evidence).before, evidence);
  const found = [
    ...(outside === undefined ? [] : [outside]),
    ...(evidence.replace(notUntil, ' ').match(denials) ?? []),
  ];
  if (found.length % 2 === 0 || statements.every(text => saysNo(text, evidence))) return undefined;
  return found[0];
}

/** The word that denies evidence from before it, where it is cut off: right before it, or in the same clause. */
function denialBefore(before: string, evidence: string): string | undefined {
  const beside = [...before.matchAll(denials)].findLast(({ 0: word, index }) =>
    reaches(word, before.slice(index + word.length), evidence),
  );
  return beside?.[0] ?? frameBefore(before, nobody)?.words ?? frameBefore(before, undone)?.words;
}

function reaches(word: string, between: string, evidence: string): boolean {
  if (between.trim() === '') return true;
  // "No firm" denies what is said of the firm, "under no licence" nothing of what follows: see `nobody`.
  const [first = ''] = /^[\p{L}']+/u.exec(evidence) ?? [];
  const way = /\p{Script=Han}/u.test(word) ? between : between + first;
  if (/^no$/i.test(word) || barrier.test(way) || namesCase.test(word + between)) return false;
  if (/\p{Script=Han}/u.test(word)) return between.length <= charactersBetween;
  return (between.match(/\S+/gu) ?? []).length <= wordsBetween;
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
