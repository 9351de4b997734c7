import { oneOf } from './around.ts';

const up = oneOf(
  [
    '\\b(?:rose|rises?|risen|rising|grew|grows?|grown|increas(?:e|es|ed|ing)|climb(?:s|ed)|gain(?:s|ed)|jump(?:s|ed)|surg(?:es|ed)|higher|up)\\b',
    '增长|增加|上升|上涨|上调|提高|回升',
  ],
  'iu',
);
const down = oneOf(
  [
    '\\b(?:fell|falls?|fallen|falling|dropp?(?:s|ed|ing)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|shr[aiu]nk|slid|lower|less|down|cut)\\b',
    '下降|减少|下滑|下跌|下调|降低|回落|萎缩',
  ],
  'iu',
);

/** The word by which evidence says that something fell, or rose, where one of the statements says only the contrary; undefined if none does. */
export function otherDirection(evidence: string, statements: readonly string[]): string | undefined {
  for (const [own, contrary] of [
    [up, down],
    [down, up],
  ] as const) {
    const word = own.exec(evidence)?.[0];
    const isContrary = (text: string) => contrary.test(text) && !own.test(text);
    if (word !== undefined && !contrary.test(evidence) && statements.some(isContrary)) return word;
  }
  return undefined;
}
