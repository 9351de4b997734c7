const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Writing direction of a language tag, as the HTML attribute `dir` takes it; an explicit script decides first. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const { language: base, script } = new Intl.Locale(language);
  if (script !== undefined) return ['Arab', 'Hebr', 'Syrc', 'Thaa'].includes(script) ? 'rtl' : 'ltr';
  return rightToLeft.has(base) ? 'rtl' : 'ltr';
}
