/** What a number counts, where that can be told: `months` and `days` hold all spans of time that turn into them. */
export type Unit = 'percent' | 'months' | 'days' | 'hours' | 'money';

/** A unit beside a number: how many characters of it stand before and after, and how often the number has to be taken. */
export type FoundUnit = { unit: Unit; times: number; before: number; after: number; currency?: Currency };
/** Whose money a number counts. A bare $ is taken for that of the US. */
export type Currency = 'USD' | 'CNY' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'TWD' | 'KRW';

const spans: readonly [RegExp, Unit, number][] = [
  [/^(?:-|\s)?(?:consecutive |full |calendar )?years?\b/i, 'months', 12],
  [/^(?:-|\s)?(?:consecutive |full |calendar )?months?\b/i, 'months', 1],
  [/^(?:-|\s)?quarters?\b/i, 'months', 3],
  [/^(?:-|\s)?decades?\b/i, 'months', 120],
  [/^(?:-|\s)?weeks?\b/i, 'days', 7],
  [/^(?:-|\s)?(?:consecutive |working |business |calendar )?days?\b/i, 'days', 1],
  [/^(?:-|\s)?hours?\b/i, 'hours', 1],
  [/^[多余来]?个?周?年(?!代|级|度|轻)/, 'months', 12],
  [/^[多余来]?个(?:半)?月/, 'months', 1],
  [/^[多余来]?个?季度/, 'months', 3],
  [/^[多余来]?个?(?:星期|周)(?!年)/, 'days', 7],
  [/^[多余来]?个?(?:工作|自然)?[天日](?!本|元|前|益)/, 'days', 1],
  [/^[多余来]?个?小时/, 'hours', 1],
];
const percent = /^(?:\s?%|\s?(?:-\s?)?per ?cent(?:age points?)?\b|\s?pct\b|\s?个?百分点)/i;
const tenths = /^成(?![为立员果功本长品都交就熟])/;
const chinesePercent = /百分之$/;
const moneyAfter =
  /^(?:\s?(?:US |U\.S\. |Hong Kong )?(?:dollars?|yuan|RMB|renminbi|euros?|pounds?|yen)\b|[多余]?(?:美元|元(?!素|件|器|宇)|人民币|欧元|港元|日元|韩元|英镑|美金))/i;
const moneyBefore = /(?:US\$|HK\$|NT\$|[$€£¥]|\b(?:RMB|CNY|USD|EUR)) ?$/i;
const currencies: readonly [words: RegExp, currency: Currency][] = [
  [/HK\$|Hong Kong|港元/i, 'HKD'],
  [/NT\$/i, 'TWD'],
  [/\$|dollar|USD|美元|美金/i, 'USD'],
  [/€|euro|EUR|欧元/i, 'EUR'],
  [/£|pound|英镑/i, 'GBP'],
  [/韩元/, 'KRW'],
  [/yen|日元/i, 'JPY'],
  [/yuan|RMB|renminbi|CNY|元|人民币/i, 'CNY'],
];
const fraction =
  /分之|^(?:one|two|three|four|five|six|seven|eight|nine)[ -](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)$/i;
/** Four digits before 年 are a year, not so many of them. */
const aYear = /^\d{4}$/;

/** What a number counts, by what stands before and after it. @param number its own words. */
export function unitOf(before: string, number: string, after: string): FoundUnit | undefined {
  const asPercent = percent.exec(after);
  if (asPercent) return { unit: 'percent', times: 1, before: 0, after: asPercent[0].length };
  const share = chinesePercent.exec(before);
  if (share) return { unit: 'percent', times: 1, before: share[0].length, after: 0 };
  if (tenths.test(after)) return { unit: 'percent', times: 10, before: 0, after: 1 };
  if (isFraction(number)) return { unit: 'percent', times: 100, before: 0, after: 0 };
  const money = moneyAfter.exec(after) ?? undefined;
  const sign = moneyBefore.exec(before) ?? undefined;
  if (money || sign) return moneyOf(sign?.[0] ?? '', money?.[0] ?? '');
  return aYear.test(number) && after.startsWith('年') ? undefined : spanOf(after);
}

/** ¥ is the sign of two currencies, and tells none. */
function moneyOf(sign: string, name: string): FoundUnit {
  const currency = currencies.find(([words]) => words.test(`${sign} ${name}`))?.[1];
  return {
    unit: 'money',
    times: 1,
    before: sign.length,
    after: name.length,
    ...(currency === undefined ? {} : { currency }),
  };
}

/** Spans of time and shares that a text tells without a number: "a year", 半年, 1至10月, which is ten months, and "a tenth of". */
export function wordedSpans(text: string): { value: number; unit: Unit }[] {
  return [
    ...[...text.matchAll(/\b(?:an?|per|each|every)\s(year|month|week|day|hour|decade|quarter)\b/gi)].flatMap(
      ([, name = '']) => {
        const found = spanOf(` ${name}`);
        return found ? [{ value: found.times, unit: found.unit }] : [];
      },
    ),
    ...[...text.matchAll(/(?<!\d)1 ?月?(?:至|到|-|–|—|~) ?(\d{1,2}) ?月/g)].map(([, last]) => ({
      value: Number(last),
      unit: 'months' as const,
    })),
    ...[
      ...text.matchAll(
        /\b(?:an?|one)[- ](half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?= of\b)/gi,
      ),
    ].map(([, part = '']) => ({
      value: 100 / (parts.indexOf(part.toLowerCase()) + 2),
      unit: 'percent' as const,
    })),
    ...(/半年|\bhalf[- ]a?[- ]?year\b/i.test(text) ? [{ value: 6, unit: 'months' as const }] : []),
  ];
}

const parts = ['half', 'third', 'quarter', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

function isFraction(number: string): boolean {
  return fraction.test(number);
}

function spanOf(after: string): FoundUnit | undefined {
  for (const [pattern, unit, times] of spans) {
    const found = pattern.exec(after);
    if (found) return { unit, times, before: 0, after: found[0].length };
  }
  return undefined;
}
