import type { Article } from '../../articles/article-file.ts';
import { httpsUrl, partialDate, text as textField } from '../../articles/field.ts';
import type { Suggested } from '../../articles/mistakes/suggestion.ts';
import { comparable, normalise } from '../matching/comparable.ts';
import { hasWords } from '../matching/passages.ts';
import type { LanguageFound } from './language.ts';

/** What a page says about itself, and what of it says so, such as `og:title`. Nothing of it is checked yet. */
export type Said = { value: string; from: string };
/** What is known of a text besides the text. `sure` where a page says it; else it is somebody's guess. */
export type Head = Partial<Record<'title' | 'publisher' | 'author' | 'url' | 'type' | 'published', Said>> & {
  /** Whether the title is a guess, such as the first line of a text. */
  titleIsGuess?: boolean;
};

type Types = Article['type'];
const types: readonly string[] = [
  'commentary',
  'news',
  'official',
  'research',
  'company',
  'other',
] satisfies Types[];

/** An article's fields as a draft has them: what its page says, what is only a guess, and nothing where a person has to write. */
export type DraftHead = {
  title: string | Suggested<string>;
  publisher: string;
  author?: string;
  url?: string;
  type: Suggested<string>;
  published: { date: string; basis: 'stated' | 'inferred'; because?: { en: string } };
  language: string | Suggested<string>;
};

/** The head of a draft. What a field cannot hold, such as an address that is not https, is left out. */
export function headOf(head: Head, language: LanguageFound, capture: string): DraftHead {
  const title = fieldOf(head.title, 300);
  const author = fieldOf(head.author, 120);
  const url = addressOf(head.url?.value);
  const type = types.includes(head.type?.value ?? '') ? head.type : undefined;
  return {
    title: title === undefined ? '' : head.titleIsGuess ? guess(title, head.title?.from) : title,
    publisher: fieldOf(head.publisher, 120) ?? '',
    ...(author === undefined ? {} : { author }),
    ...(url === undefined ? {} : { url }),
    type: guess(type?.value ?? 'other', type?.from),
    published: publishedOf(head.published, capture),
    language: language.sure ? language.tag : guess(language.tag, language.from),
  };
}

function guess(suggested: string, from: string | undefined): Suggested<string> {
  return from === undefined ? { suggested } : { suggested, from };
}

function fieldOf(said: Said | undefined, longest: number): string | undefined {
  const value = said?.value.replace(/\s+/gu, ' ').trim();
  return textField(longest).safeParse(value).data;
}

/** An address as a browser writes it. */
function addressOf(value: string | undefined): string | undefined {
  const href = value === undefined ? undefined : URL.parse(value)?.href;
  return href === undefined ? undefined : httpsUrl.safeParse(href).data;
}

/** A date that readers of the page can see is stated; one that only its machine-readable part has is inferred from that. */
function publishedOf(said: Said | undefined, capture: string): DraftHead['published'] {
  const date = partialDate.safeParse(
    /^\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?![\d-])/.exec(said?.value ?? '')?.[1],
  ).data;
  if (date === undefined || said === undefined) return { date: '', basis: 'stated' };
  const text = comparable(capture);
  if (spellings(date).some(words => hasWords(text, normalise(words)))) return { date, basis: 'stated' };
  return {
    date,
    basis: 'inferred',
    because: { en: `The page states it where only programs look (${said.from}).` },
  };
}

const months = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(
  ',',
);

/** How a text may write a date. */
function spellings(date: string): string[] {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return [year];
  const name = months[Number(month) - 1] ?? '';
  const names = [name, name.slice(0, 3), `${name.slice(0, 3)}.`];
  if (day === undefined)
    return [...names.map(each => `${each} ${year}`), `${year}年${Number(month)}月`, date];
  const number = Number(day);
  return [
    date,
    ...names.flatMap(each => [
      `${number} ${each} ${year}`,
      `${day} ${each} ${year}`,
      `${each} ${number}, ${year}`,
      `${each} ${day}, ${year}`,
    ]),
    `${year}年${Number(month)}月${number}日`,
    `${year}年${month}月${day}日`,
    `${year}/${month}/${day}`,
    `${year}.${month}.${day}`,
  ];
}
