/** What goes from a page, each with the day on which it was taken down, and what may nowhere be left of its words. */
export type Cut = {
  /** Facts by their numbers. */
  facts: ReadonlyMap<string, string>;
  /** Facts, also of earlier editions, by whose days ahead they go. */
  days: ReadonlyMap<string, string>;
  /** By their anchors. */
  corrections: ReadonlyMap<string, string>;
  /** Sources, by their letters, of which nothing else is told: a title may say it all. */
  sources: ReadonlyMap<string, string>;
  words: readonly string[];
};

/**
 * A sealed page without what was taken down; in its place stands that it was.
 * @param gone what stands in the place of what was taken down on a day.
 * @returns undefined where this page, which another version may have sealed, cannot be cut so that none of the words is left.
 */
export function cutPage(page: string, cut: Cut, gone: (on: string) => string): string | undefined {
  let left: string | undefined = page;
  for (const [number, on] of cut.facts) left = left && withoutArticle(left, `fact-${number}`, gone(on));
  for (const [anchor, on] of cut.corrections) left = left && withoutArticle(left, anchor, gone(on));
  if (left === undefined) return undefined;
  const whole = withoutSources(withoutDays(left, cut.days, gone), cut.sources, gone);
  const text = textIn(whole);
  return cut.words.some(words => isIn(words, text)) ? undefined : whole;
}

/**
 * The page of an edition that was taken down: nothing of it but its name and looks.
 * @param name of publication and edition, as HTML. @param said that it was taken down, as HTML.
 */
export function barePage(sealedPage: string, name: string, said: string): string {
  const html = /<html[^>]*>/i.exec(sealedPage)?.[0] ?? '<html>';
  const styles = [...sealedPage.matchAll(/<style>[^<]*<\/style>/g)].map(([style]) => style);
  return [
    '<!doctype html>',
    html,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    `<title>${name}</title>`,
    '<!--links-->',
    ...styles,
    '</head>',
    '<body>',
    '<header>',
    '<!--turns-->',
    `<h1>${name}</h1>`,
    '</header>',
    '<main id="facts">',
    said,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function withoutArticle(page: string, anchor: string, instead: string): string | undefined {
  const start = new RegExp(`<article id="${anchor.replaceAll(/[^\w-]/g, '')}"[^>]*>`).exec(page);
  if (!start) return undefined;
  const inside = start.index + start[0].length;
  const end = page.indexOf('</article>', inside);
  // Its label is inside of it, so the tag can name none any more.
  return end < 0
    ? undefined
    : `${page.slice(0, start.index)}<article id="${anchor}">${instead}${page.slice(end)}`;
}

/** Days ahead that facts tell of, also facts of earlier editions: each is an item of a list that leads to its facts. */
function withoutDays(page: string, facts: Cut['days'], gone: (on: string) => string): string {
  return page.replace(/<section id="dates-ahead">.*?<\/section>/s, section =>
    section.replace(/<li>.*?<\/li>/gs, item => {
      const on = [...facts].find(([number]) => item.includes(`#fact-${number}"`))?.[1];
      return on === undefined ? item : `<li>${gone(on)}</li>`;
    }),
  );
}

/** Each is named by its letter, and described once, below the facts. */
function withoutSources(page: string, letters: Cut['sources'], gone: (on: string) => string): string {
  return page.replace(
    /(<dt id="source-(\w+)"[^>]*>[^<]*<\/dt>\s*)<dd>.*?<\/dd>/gs,
    (entry: string, term: string, letter: string) => {
      const on = letters.get(letter);
      return on === undefined ? entry : `${term}<dd>${gone(on)}</dd>`;
    },
  );
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** What a page says, without tags and with single spaces. */
function textIn(page: string): string {
  const text = page
    .replace(/<style>[^<]*<\/style>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) =>
      name ? (named[name] ?? all) : String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
    );
  return plain(text);
}

function isIn(words: string, text: string): boolean {
  const wanted = plain(words).replace(/[.。!！?？]$/u, '');
  return wanted !== '' && text.includes(wanted);
}

/** Without the signs that only say where a line may break, or which way it runs. */
function plain(text: string): string {
  return text
    .replace(/[\u00ad\u200b-\u200f\u2060-\u2069\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
