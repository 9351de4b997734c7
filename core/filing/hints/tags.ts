/**
 * The tag that a writer of a language tag meant, if it is written differently: the one of those wanted that names the same language in the
 * same script (`zh-CN`, `zh` and `zh-Hans-SG` for `zh-Hans`; `en-GB` for `en`), else its canonical form (`he` for `iw`), else the one that names
 * its script where the region alone tells of it (`zh-Hant` for `zh-TW`). Undefined for a tag that needs no other.
 * @param wanted tags that editions look for, letter by letter.
 */
export function tagMeant(tag: string, wanted: readonly string[]): string | undefined {
  if (wanted.includes(tag)) return undefined;
  const same = wanted.find(other => isSameLanguage(tag, other));
  if (same !== undefined) return same;
  const [canonical] = Intl.getCanonicalLocales(tag);
  if (canonical !== undefined && canonical !== tag) return canonical;
  const { language, script } = new Intl.Locale(tag);
  const written = scriptOf(tag);
  if (script !== undefined || written === undefined || written === scriptOf(language)) return undefined;
  return `${language}-${written}`;
}

/** Whether two tags name one language in one script, in whatever region. */
export function isSameLanguage(one: string, other: string): boolean {
  const [a, b] = [one, other].map(tag => new Intl.Locale(tag).maximize());
  return a?.language === b?.language && a?.script === b?.script;
}

/** The script that a tag names or that its language and region are written in, by its code, such as `Latn`; undefined if nobody knows. */
export function scriptOf(tag: string): string | undefined {
  return new Intl.Locale(tag).maximize().script;
}
