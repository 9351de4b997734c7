import { meantDay, meantPeriod, meantTime } from './calendar-words.ts';

/** What a field takes, as far as it helps to say what was meant. */
type Known = { languages: readonly string[]; retentions: readonly number[] };

/**
 * What to write for a value that a person would try at a place of the configuration, such as `"weekly"` or `"7:00"`. Undefined for
 * other places, and for what could mean several things.
 * @param holder the record in which the value stands.
 */
export function spellingAdvice(
  path: readonly PropertyKey[],
  value: unknown,
  holder: unknown,
  known: Known,
): string | undefined {
  const meant = meantAt(path.slice(-2).map(String).join('.'), value, holder, known);
  return meant === undefined ? undefined : `write ${JSON.stringify(meant)}`;
}

function meantAt(place: string, value: unknown, holder: unknown, { languages, retentions }: Known): unknown {
  switch (place.replace(/^\d+\./, '')) {
    case 'settings.logRetentionDays':
      return nearestRetention(value, retentions);
    case 'schedule.every':
      return meantPeriod(value);
    case 'schedule.on':
      return meantDay(value, (holder as { every?: unknown }).every);
    case 'schedule.at':
      return meantTime(value);
    case 'language':
      return typeof value === 'string' ? meantLanguage(value.trim().toLowerCase(), languages) : undefined;
    case 'formerly':
      return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
    case 'formerSenders':
      return meantAddress(value) === undefined ? undefined : [meantAddress(value)];
    default:
      return place.startsWith('formerSenders.') ? meantAddress(value) : undefined;
  }
}

/** The address of a sender that is written as `from` has it, or alone where a list is wanted. */
function meantAddress(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('@') ? value : undefined;
  return typeof value === 'object' && value !== null ? (value as { address?: unknown }).address : undefined;
}

/** By the language and script that a tag stands for (`zh-CN` is written in simplified characters), or by its name in English. */
function meantLanguage(text: string, languages: readonly string[]): string | undefined {
  const named = languages.find(tag => namesOf(tag).includes(text));
  return named ?? languages.find(tag => writtenAs(tag) === writtenAs(text.replaceAll('_', '-')));
}

function namesOf(tag: string): string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const { language } = new Intl.Locale(tag);
  return [tag, language].map(known => names.of(known)?.toLowerCase() ?? known);
}

function writtenAs(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return undefined;
  }
}

/** The nearest that is allowed; of two as near the longer, which loses nothing. */
function nearestRetention(value: unknown, retentions: readonly number[]): number | undefined {
  const days = typeof value === 'string' ? Number.parseFloat(value) : value;
  if (typeof value === 'string' && /^(never|forever|infinite|infinity)$/i.test(value))
    return retentions.at(-1);
  if (typeof days !== 'number' || Number.isNaN(days)) return undefined;
  return retentions.toSorted((a, b) => Math.abs(a - days) - Math.abs(b - days) || b - a)[0];
}
