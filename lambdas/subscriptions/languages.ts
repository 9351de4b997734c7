/**
 * The language of a page that belongs to no single publication: what the address names, else what the browser prefers, else the first.
 * Chinese of any kind is Chinese here.
 * @param known one at least.
 */
export function chosenLanguage(
  known: readonly string[],
  asked: string | null,
  accept: string | null,
): string {
  const named = known.find(language => language === asked);
  if (named !== undefined) return named;
  for (const wanted of inOrder(accept ?? '')) {
    const found = known.find(language => language.split('-')[0] === wanted.split('-')[0]);
    if (found !== undefined) return found;
  }
  return known[0] ?? 'en';
}

/** The languages of `Accept-Language`, the most wanted first. */
function inOrder(accept: string): string[] {
  return accept
    .slice(0, 500)
    .split(',')
    .map(each => {
      const [language = '', ...parameters] = each.trim().toLowerCase().split(';');
      const weight = parameters.map(text => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
      return { language: language.trim(), weight: Number(weight ?? 1) };
    })
    .filter(({ language, weight }) => language !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}
