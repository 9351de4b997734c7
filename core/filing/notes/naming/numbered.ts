/** How a rule is numbered by its year: No. 18 of 2025, 2025 No. 18, 2025年第18号, 〔2025〕18号. */
const notations: readonly [pattern: RegExp, year: 1 | 2, number: 1 | 2][] = [
  [/\b(?:no|nos|number)\.? ?(\d{1,4}),?(?: \(?| of (?:the year )?| ?\()(\d{4})\)?/giu, 2, 1],
  [/(?<!\d)(\d{4}) ?(?:no|number)\.? ?(\d{1,4})(?!\d)/giu, 1, 2],
  [/(?<!\d)(\d{4}) ?年?\)? ?第? ?(\d{1,4}) ?号/gu, 1, 2],
  [/[〔[(【](\d{4})[〕\])】] ?第? ?(\d{1,4}) ?号/gu, 1, 2],
];
/** What such rules are called; without it nothing tells one name from another. */
const sorts =
  /\b(?:joint|announcement|order|decree|notice|circular|document|and|of|the|by)\b|联合|公告|令|通知|文件|发布|的|[和与及]/giu;

/** The rules that a text tells by year and number, each as `2025/18`. */
export function numbersIn(text: string): string[] {
  return notations.flatMap(([pattern, year, number]) =>
    [...text.matchAll(pattern)].map(match => `${match[year]}/${match[number]}`),
  );
}

/** The year and number of a name that consists of them and of what such rules are called; undefined for any other name. */
export function numberOnly(name: string): string | undefined {
  const [number] = numbersIn(name);
  const rest = notations.reduce((text, [pattern]) => text.replace(pattern, ' '), name).replace(sorts, ' ');
  return number !== undefined && !/[\p{L}\p{N}]/u.test(rest) ? number : undefined;
}
