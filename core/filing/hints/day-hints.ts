import type { Fact } from '../../articles/fact.ts';
import type { OwnWords } from '../../articles/own-words.ts';
import type { Hint } from './spots.ts';

/** Verbs that no sentence begins with unless its subject was left out: "takes effect", "expires", "due". */
const finite = wordsOf(
  'is are was were be been will would shall should may might must can could has have had do does take takes took taking enter enters ' +
    'entering begin begins beginning ending starting expire expires lapses comes goes become becomes apply applies meets decides ' +
    'publishes continues remains requires allows speaks due effective',
);
/** Verbs that are nouns too. */
const finiteOrNoun = wordsOf(
  'end ends start starts close closes open opens come go fall falls stop stops resume resumes meet vote votes decide publish report reports ' +
    'hold holds issue issues return returns leave leaves run runs continue remain change changes rise rises drop drops double replace ' +
    'require ban bans allow visit visits speak sign signs launch launches lapse',
);
/** After these a word in -s or -ed is a noun or an adjective, whatever it looks like. */
const beforeNoun = wordsOf(
  'a an the of for on in at by to with from and or its their his her this that these those no all new first final',
);

const chineseVerb =
  '生效|失效|到期|届满|结束|开始|施行|实施|执行|截止|暂停|中止|终止|恢复|公布|发布|公开|召开|举行|启动|取消|废止|撤销|适用|提交|表决|审议|开庭|上市|开放|关闭|落成|启用|出借|访问|发表|宣布|签署|通过|出台|推出|完成|进行|提高|降低|进入|成为|须|应当|必须|可以|将|是';
/** What stands before a verb without being a subject. */
const chineseAdverb = '(?:将|即将|正式|全面|开始|预计|起|继续|同时)*';
const beginsInVerb = new RegExp(`^${chineseAdverb}(?:${chineseVerb})`);
const anyVerb = new RegExp(chineseVerb);
/** "Day of", "deadline", "period": a noun, however many verbs it is made of. */
const endsInNoun = /(?:日|日期|期限|时限|时间|大限|纪念日)[。.]?$/;

/**
 * Hints at days ahead whose words are no sentence, since readers see them without the statement, and at days that had passed when the article
 * was captured, of which no edition tells.
 * @param retrieved the day of the capture; null where the article is not at hand.
 */
export function dayHints({ dates = [] }: Fact, path: string, retrieved: string | null): Hint[] {
  return dates.flatMap(({ date, what }, index) => [
    ...textsOf(what).flatMap(([tag, text]) => {
      if (!isFragment(text, tag)) return [];
      const place = typeof what === 'string' ? '' : `.${tag}`;
      const says =
        `${JSON.stringify(text)} seems to be no whole sentence: readers see it without the statement. ` +
        'Say who or what does it, as in "The suspension of the rule ends"';
      return [{ path: `${path}.dates[${index}].what${place}`, says }];
    }),
    ...(retrieved !== null && date < retrieved
      ? [
          {
            path: `${path}.dates[${index}].date`,
            says: `had passed when the article was captured (${retrieved}): editions tell of days ahead only. A past day belongs in "occurred"`,
          },
        ]
      : []),
  ]);
}

/**
 * Whether a text is hardly a whole sentence. In English: it begins in a verb, or has none. In Chinese: it begins in a verb with no other
 * after it, has none, or ends in a noun such as "day" or "deadline". It knows common verbs of announcements, and words in -s and -ed, so it
 * misses a fragment that holds a plural noun ("deadline, all applications"), and may take a sentence with a rare verb for one. In any
 * other language nothing is a fragment.
 */
export function isFragment(text: string, tag: string): boolean {
  if (/^en(-|$)/.test(tag)) return isEnglishFragment(text);
  if (/^zh(-|$)/.test(tag)) return isChineseFragment(text);
  return false;
}

function isEnglishFragment(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  const [first = '', ...rest] = words;
  if (finite.has(first)) return true;
  return !rest.some((word, index) => isVerb(word, words[index] ?? ''));
}

function isVerb(word: string, before: string): boolean {
  if (beforeNoun.has(before)) return false;
  return finite.has(word) || finiteOrNoun.has(word) || /[^s’']s$|ed$|n[’']t$/.test(word);
}

function isChineseFragment(text: string): boolean {
  if (endsInNoun.test(text) || !anyVerb.test(text)) return true;
  const begun = beginsInVerb.exec(text);
  return begun !== null && !anyVerb.test(text.slice(begun[0].length));
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

function textsOf(words: OwnWords): [string, string][] {
  return typeof words === 'string' ? [['en', words]] : Object.entries(words);
}
