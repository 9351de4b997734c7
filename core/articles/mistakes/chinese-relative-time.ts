const number = '[\\d零〇一二两三四五六七八九十百千几数半]+';
/** What may stand between "the next" and "years": a number, or two with a dash or "to". */
const amount = `${number}(?:(?:[–—~～-]|[至到])${number})?多?`;
const unit = '个?(?:天|日|周|星期|礼拜|月|季度|年|世纪)';
const day = '[一二三四五六日天]';
const week = '(?:周|星期|礼拜)';
/** Longer words that only begin like a unit of time: a cycle, the surroundings, youth, an age, the average of a year. */
const whole = '(?![期边围转轻龄纪均])';

const patterns = [
  // Names of media begin with "today" as well.
  /今[天日晚早晨](?!头条|俄罗斯|美国)|昨[天日晚]|明[天日晚](?!系|集团)|前天|后天(?!性)/,
  /[今去明]年|(?<![年以此之])[前后]年(?!度|均)/,
  /近[日来](?!点)|近期(?!目标|规划)|最近|不久前/,
  // "Some days ago", but not "before the 16th" nor "before the day on which it takes effect".
  /(?<!\d|[〇一二三四五六七八九十期效止易工节周布始]|施行|执行)日前/,
  // A week, with its day if it names one. The characters before them end other words: "Japan", "sample", "capital", "above".
  new RegExp(`(?<![日样资成基文版])本(?:${week}(?:${day}|末)?|月|季度|年|世纪)${whole}`),
  new RegExp(`(?<![以网线])[上下](?:一?个|一)?(?:${week}(?:${day}|末)?|月|季度|年度?(?!代)|世纪)${whole}`),
  new RegExp(`这个?(?:${week}(?:${day}|末)?|月|季度)${whole}`),
  new RegExp(`(?:未来|今后|过去|接下来|最?近)的?${amount}${unit}|近年来?`),
  // "Three days ago"; "before 2030" and "before 16 October" have no counted unit or a number of four digits.
  /(?<![\d第零〇一二两三四五六七八九十])(?:\d{1,3}|[一二两三四五六七八九十百几数半]{1,3})多?(?:天|周|年|个多?(?:月|星期|季度|世纪))(?:以|之)?前(?!后)/,
  // A weekday without its date: every Monday is none, nor is Black Friday, nor one beside a day of the month.
  new RegExp(
    `(?<![每\\d一二三四五六七八九十上下本这个逢]|黑色|日[（(，、 ]?)${week}${day}(?![报刊]|[（(，、 ]?(?:即)?\\d)`,
  ),
].map(({ source }) => new RegExp(source, 'g'));

/** Finds Chinese words that mean another time to a later reader, such as 本周 or 去年, each with its place. */
export function chineseRelativeTime(text: string): { index: number; words: string }[] {
  const found = patterns
    .flatMap(pattern => [...text.matchAll(pattern)])
    .map(match => ({ index: match.index, words: match[0] }));
  // Of two that begin together the longer says more.
  return found.filter(
    one => !found.some(({ index, words }) => index === one.index && words.length > one.words.length),
  );
}
