import type { Fact } from '../../articles/fact.ts';

/** Which words of a clause point to which kind, the first that is found counting: what is only foreseen is never taken for what happened. */
const kinds: readonly [kind: Fact['kind'], words: RegExp][] = [
  [
    'expectation',
    /\b(?:expect(?:s|ed)?|may|might|could|likely|forecasts?|anticipat\w+|projected|is set to)\b|预计|预期|或将|有望|可能/iu,
  ],
  [
    'opinion',
    /\b(?:should|believes?|argues?|sees?|seen as|viewed|regarded|considered|critical|crucial|need (?:to|for))\b|认为|应当|应该|有必要/iu,
  ],
  [
    'plan',
    /\b(?:plans?|planned|planning|will|shall|intends?|aims?|targets?|proposes? to|strives?|pledged?)\b|拟|计划|规划|力争|目标|将/iu,
  ],
  [
    'statement',
    /\b(?:said|says?|stated|told|according to|stress\w+|reemphasi[sz]ed|emphasi[sz]\w+|highlights?|identified|called|calls|wants?|warned|denied|urged)\b|表示|指出|强调|称|透露|回应|呼吁/iu,
  ],
  [
    'measure',
    /\b(?:rules?|regulations?|laws?|bans?|banned|export controls?|licen[cs]\w+|tariffs?|sanctions?|restrict\w+|prohibit\w+|orders?|decrees?)\b|办法|规定|条例|公告|管制|禁止|关税|制裁|许可/iu,
  ],
  ['figure', /[\d.,]+\s*(?:%|％|percent|per cent|million|billion|trillion|亿|万)|[$€£¥￥]\s*\d/iu],
  [
    'event',
    /\b(?:has|have|had|was|were|\p{L}{3,}ed|met|held|began|signed|rose|fell)\b|已|宣布|发布|举行|召开|启动|签署|上涨|下降|增长/iu,
  ],
];

/** The kind that a clause looks to be of, by its words; background where none of them tells. */
export function kindOf(clause: string): Fact['kind'] {
  return kinds.find(([, words]) => words.test(clause))?.[0] ?? 'background';
}

/** Who says so, and how that is known. */
export type Speaker = { name: string | undefined; how: Fact['attribution']['how'] };

const nameWord = "\\p{Lu}[\\p{L}\\p{M}\\p{N}’'&.-]*";
const name = `${nameWord}(?: (?:(?:of|for|and|the|de|on) (?:the )?)?${nameWord})*`;
const saying =
  '(?:said|says|told|stated|announced|stressed|stresses|emphasi[sz]ed|reemphasi[sz]ed|identified|warned|warns|called|calls|wants|' +
  'urged|urges|denied|denies|added|adds|noted|notes|argued|argues|believes|expects|wrote|writes|proposed|confirmed|pledged|promised|' +
  'welcomed|criticised|criticized|described|repeated|advised?|advises|estimates?|estimated|asked|put)';
const somebody =
  'report|statement|document|notice|ministry|government|company|firm|group|association|agency|bureau|commission|council|minister|' +
  'spokesperson|spokesman|spokeswoman|official|director|lawyers?';
const named: readonly RegExp[] = [
  new RegExp(`\\b[Aa]ccording to (?:the )?(${name})`, 'u'),
  new RegExp(`\\bannounced? by (?:the )?(${name})`, 'u'),
  new RegExp(
    `(?<![\\p{L}\\p{N}])(${name})(?:,[^,]{1,80},)? (?:has |have |had |also |again ){0,2}${saying}\\b`,
    'u',
  ),
  new RegExp(`${saying} (?:the )?(${name})`, 'u'),
  /(?:^|[，。；：“、\s])(?:据|根据)?([\p{Script=Han}\p{L}·]{2,24}?)(?:\d{1,2}[日月])*(?:今天|今日|昨日|当天|在会上|日前|近日)?(?:表示|指出|强调|认为|宣布|透露|回应|呼吁|称)/u,
];
const unnamed = [
  /\b([Ss]ome|[Mm]any(?: in \p{Lu}\p{L}+)?|[Ss]everal|[Aa]nalysts|[Ee]xperts|[Oo]bservers|[Oo]fficials|[Cc]ritics|[Ss]ources|[Pp]eople familiar)\b[^.;]{0,40}?\b(?:say|said|see|believe|argue|expect|think|view|warn)/u,
  /\b((?:is|are|was|were) (?:widely )?(?:expected|viewed|seen|believed|regarded|reported|said))\b/u,
  /((?:有|多位|一些|部分)?(?:分析人士|专家|业内人士|知情人士|观察人士|外界|市场))[^，。]{0,10}(?:认为|表示|指出|称|预计)/u,
];
const unclear = new RegExp(
  `(?:^|[“"\\s])((?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:${somebody})(?: (?:for|of) [^,.]{1,40})?)) (?:also |has |have |had ){0,2}(?:${saying}|lists|highlights)\\b`,
  'u',
);
/** Words that begin a sentence and are no name. */
const noName =
  /^(?:The|This|That|These|Those|It|He|She|They|We|You|I|In|On|At|As|But|And|For|With|When|While|If|Some|Many|Several|A|An|There|What)$/u;

/**
 * Who seems to say what a clause claims, by the words of its sentence. A name only where a verb of saying goes with it; the article
 * itself where nobody is heard.
 */
export function speakerOf(sentence: string): Speaker {
  const nobody = found(unnamed, sentence);
  if (nobody !== undefined) return { name: nobody, how: 'unnamed' };
  const who = found(named, sentence);
  if (who !== undefined && !noName.test(who)) return { name: who, how: 'named' };
  const it = unclear.exec(sentence)?.[1];
  return it === undefined ? { name: undefined, how: 'the article itself' } : { name: it, how: 'unclear' };
}

function found(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const words = pattern.exec(text)?.[1];
    if (words !== undefined) return words.replace(/[’']s$|[.,]+$|[已也还又则均]$/u, '');
  }
  return undefined;
}
