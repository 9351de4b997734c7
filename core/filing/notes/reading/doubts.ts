import { around, clauseWith } from './around.ts';

/** What a fact stands on, and how it says it; all in the form of `normalise`. */
export type Said = { evidence: string; sentence: string; statements: readonly string[] };

/** A manner of being less than certain: how a passage has it, and how a statement says it too. */
type Doubt = {
  inPassage: RegExp;
  inStatement: RegExp;
  /** Where it tells against an event alone: a rule in force may well say what will be, or can be done. */
  ofEvents?: true;
  /** Where it has to stand in the evidence itself, since most sentences have such words of something else. */
  inEvidence?: true;
};

/**
 * What the things of a relative clause "may" do ("items that could be used") is no doubt about the claim, nor is what is forbidden, nor what
 * Chinese says of a thing before its name (可能用于军事的物项).
 */
const foreseen: Doubt = {
  inPassage:
    /\bexpected to\b|(?<!\bnot )\b(?:expects?|forecasts?|predict(?:s|ed)?|foresees?|projects|projected|hop(?:es|ing)) (?:\w+ ){0,3}?(?:to|that)\b|(?<!\b(?:that|which|who|as) )\b(?:may|might|could)\b(?! (?:not|only|no longer)\b)|\b(?:un)?likely\b|(?<![模虚比草])拟(?![合人态])|或将|有望|(?<![超于])预[计期测告](?![内外])|(?<!不)可能(?!性)(?![^,，。;；]{0,16}的)/,
  inStatement:
    /\b(?:expect\w*|forecast\w*|predict\w*|foresee\w*|foresaw|project(?:s|ed|ion\w*)|reckon\w*|hop(?:es?|ed|ing)|estimat\w*|outlook|guidance|target\w*|aim\w*|goal\w*|would|may|might|can|could|able|allow\w*|permi\w+|likely|unlikely|possib\w+|perhaps|potential\w*|plan\w*|propos\w*|would|intend\w*|draft\w*|up to|at most|maximum)\b|拟|或|有望|预|可能|计划|将|望|料|目标|估|可以|可(?=[在于按经向对由])|允许|准许|最高|最多|至多|上限|以[内下]/i,
};
const drafted: Doubt = {
  inPassage: /\b[Dd]raft\b|\b[Bb]ills?\b(?! (?:of|for)\b)|征求意见|法案|草案|议案/,
  inStatement:
    /\b(?:draft\w*|bills?|propos\w*|comment\w*|consult\w*|opinions?|would|law|act|legislat\w*|Congress|lawmakers?|sign\w*|pass(?:es|ed)?)\b|草案|法案|议案|提案|法律|征求意见|稿|意见|拟/i,
};
const feared: Doubt = {
  inPassage:
    /\bpotential\b|\bpotentially\b|\bpossibl[ey]\b|\bperhaps\b|\breportedly\b|\ballegedly\b|\bconsidering\b|\b(?:mulls|mulling|weighs|weighing)\b|\bunder consideration\b|(?:concerns?|fears?|worr(?:y|ies)) (?:about|of|over|that)\b|据传|据称|正在?考虑|担忧|担心/,
  inStatement:
    /\b(?:potential\w*|possib\w+|perhaps|may|might|could|report\w*|alleg\w*|accus\w*|charg\w*|suspect\w*|claim\w*|consider\w*|mull\w*|weigh\w*|concern\w*|fear\w*|worr\w+|risk\w*|likely|expect\w*)\b|可能|或|据称|据传|涉嫌|疑|指控|指称|考虑|担忧|担心|风险/i,
  ofEvents: true,
  inEvidence: true,
};
const awaited: Doubt = {
  inPassage: /\b(?:await|pend)ing\b|\bunclear\b|\bnot clear\b|尚不清楚|尚不明|有待|等待/,
  inStatement: /\b(?:await\w*|wait\w*|pend\w*|unclear|unknown|open|yet|not|until|before)\b|待|不|未|尚/i,
  ofEvents: true,
  inEvidence: true,
};
const hedged: Doubt = {
  inPassage: /\b(?:typical|usual|general|most)ly\b|通常|大多/,
  inStatement:
    /\b(?:typical\w*|usual\w*|general\w*|most\w*|often|normal\w*|tends?|many|common\w*|as a rule|main\w*|larg\w+)\b|通常|多|一般|往往|主要/i,
  ofEvents: true,
  inEvidence: true,
};
const ahead: Doubt = {
  inPassage:
    /(?<!\b(?:that|which|who|as) )\b(?:will|would)\b|\b(?:plans?|intends?|aims?|set|due|able) to\b|\bcan\b(?! ?not\b)|将(?!近|军|领)|计划|可以/,
  inStatement:
    /\b(?:will|would|shall|should|plan\w*|intend\w*|aim\w*|(?:is|are|was|were|be) to|can|could|able|may|might|allow\w*|capab\w+|possib\w+|expect\w*|announc\w*|decid\w*|agree\w*|promis\w*|pledg\w*|said|says|ask\w*|question\w*|discuss\w*|talks?|negotiat\w*|consider\w*|future|prospects?)\b|将|拟|计划|可|能|宣布|决定|同意|承诺|表示|称|问|讨论|谈|考虑/i,
  ofEvents: true,
  inEvidence: true,
};

/** The word by which a passage is less certain than a fact that says that something happened, or is in force; undefined if it is not. */
export function missingDoubt(
  { evidence, sentence, statements }: Said,
  what: 'event' | 'measure',
): string | undefined {
  const own = withAuxiliary(sentence, evidence);
  const clause = clauseWith(sentence, evidence);
  for (const { inPassage, inStatement, ofEvents, inEvidence } of [
    foreseen,
    drafted,
    feared,
    awaited,
    hedged,
    ahead,
  ]) {
    if (ofEvents && what !== 'event') continue;
    const word = inPassage.exec(inEvidence ? own : clause)?.[0];
    if (word !== undefined && !statements.every(text => inStatement.test(text))) return word;
  }
  return undefined;
}

/** What makes an event one that is still to come stands right before its verb, with no more than an adverb between: "will soon", 将于12月. */
const auxiliary =
  /(?:\b(?:will|would|can)(?: be)?|\b(?:plans?|intends?|aims?|set|due|able) to(?: be)?|\b(?:considering|mulling|weighing))(?: (?:\w+ly|also|soon|then|now|again))? $|(?:将|计划|考虑)[^，,。；;的]{0,8}$/u;

/** Evidence with the auxiliary of its verb, if it is cut off there. */
function withAuxiliary(sentence: string, evidence: string): string {
  const words = auxiliary.exec(around(sentence, evidence).before)?.[0] ?? '';
  return words + evidence;
}
