import type { Said } from './doubts.ts';

/** Words that say no. What only begins like one (不断, 不仅, 无人机, "not only", "no later than", "no shortage of") says none. */
const denials =
  /\b(?:not(?! (?:only|least|just|merely)\b)|never|nor|neither|cannot|no(?! (?:later|less|more|fewer|longer|earlier|sooner|doubt|shortage|lack|question|wonder|exception|\d))|none|nobody|without|\w+n't)\b|不(?![断仅但少同足错锈久妨顾管良平稳论惜晚早迟超低高少多大]|过|可靠实体|扩散|得不)|(?<![非全])未(?![来成])|没有|并非|绝非|无(?![人线论数穷形损锡污纺锋])/giu;
/** How a statement says the same: by such a word, or by one that holds it in itself. */
const deniedBy =
  /\b(?:not|no|never|nor|neither|none|nobody|nothing|cannot|without|unless|only|except\w*|exempt\w*|outside|instead|rather|den(?:y|ies|ied)|refus\w*|reject\w*|oppos\w*|ban\w*|bar(?:s|red)?|forbid\w*|forbade|prohibit\w*|block\w*|fail\w*|lack\w*|stop\w*|halt\w*|end(?:s|ed)?|avoid\w*|prevent\w*|restrict\w*|limit\w*|unable|open|silent|silence|with(?:held|hold\w*)|omit\w*|miss(?:es|ed|ing)|declin\w*|waiv\w*|suspend\w*|dismiss\w*|yet|un(?!it|ion|der|iqu|ivers|til)\w{3,}|in(?:eligible|sufficient|complete|valid|dependent)\w*|less|beyond|\w+n't|requir\w*|need\w*|must)\b|不|未|没|无|非|禁|拒|反对|否认|缺|免|仅|只|须|需/giu;

/**
 * The word by which evidence denies what a statement says without one. Two of them, such as "not without a licence", say yes again.
 * Undefined where the statement has a word of that sort too, in each language.
 */
export function missingDenial({
  evidence,
  statements,
}: Pick<Said, 'evidence' | 'statements'>): string | undefined {
  const found = evidence.match(denials) ?? [];
  if (found.length % 2 === 0 || statements.every(text => saysNo(text, evidence))) return undefined;
  return found[0];
}

/** Evidence with the word right before it that denies it, such as "not" before "lapse in May": cut off there, it says the contrary. */
export function withDenial(sentence: string, evidence: string): string {
  const at = sentence.indexOf(evidence);
  const before = [...sentence.matchAll(denials)].findLast(({ 0: word, index }) => {
    const end = index + word.length;
    return end <= at && sentence.slice(end, at).trim() === '';
  });
  return before ? sentence.slice(before.index, at + evidence.length) : evidence;
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
