/** Days of the week, as `on` names them; Monday is the first. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** What `every` takes. */
export const periods = ['day', 'week', 'month'] as const;

/** The period that `every` names or was meant to name, such as the week in `"weekly"`. */
export function meantPeriod(value: unknown): (typeof periods)[number] | undefined {
  const bare = plain(value).replace(/^(every|each)[ _-]?/, '');
  if (/^(days?|daily)$/.test(bare)) return 'day';
  if (/^(weeks?|weekly)$/.test(bare)) return 'week';
  return /^(months?|monthly)$/.test(bare) ? 'month' : undefined;
}

/** The day of the week or of the month that `on` was meant to name; which of them, `every` decides. */
export function meantDay(value: unknown, every: unknown): string | number | undefined {
  const period = meantPeriod(every);
  if (period === 'week') return meantWeekday(plain(value));
  return period === 'month' ? meantDayOfMonth(plain(value)) : undefined;
}

/** Two letters are enough to tell a day of the week from the others. */
function meantWeekday(text: string): string | undefined {
  const bare = text.replace(/^on /, '').replace(/\.$/, '');
  if (bare.length < 2) return undefined;
  return weekdays.find(day => day.startsWith(bare) || bare === `${day}s`);
}

function meantDayOfMonth(text: string): string | number | undefined {
  if (/^(the )?(last|end|ultimo|l)\b/.test(text) || text === '-1') return 'last';
  const day = Number(/^(?:the )?(\d{1,2})(?:st|nd|rd|th|\.|\.0+)?$/.exec(text)?.[1] ?? Number.NaN);
  if (day >= 29 && day <= 31) return 'last';
  return day >= 1 && day <= 28 ? day : undefined;
}

/** The local time that `at` was meant to name: any sign between hours and minutes or none, a clock of 24 hours or of 12. */
export function meantTime(value: unknown): string | undefined {
  const text = plain(value);
  if (text === 'noon' || text === 'midday') return '12:00';
  if (text === 'midnight') return '00:00';
  const match =
    /^(\d{1,2}?)(?:\s?[:.h]?\s?(\d\d))?h?(?::\d\d(?:\.\d+)?)?\s?(?:([ap])\.?m\.?|uhr|o'clock)?$/.exec(text);
  if (!match) return undefined;
  const [, hours = '', minutes = '00', half] = match;
  const hour = half === undefined ? Number(hours) : hourOfTwelve(Number(hours), half);
  if (hour === undefined || hour > 23 || Number(minutes) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

function hourOfTwelve(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** A text or number in lower case, in the plainest of the letters that Unicode has for it; nothing for what is neither. */
function plain(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return String(value).normalize('NFKC').trim().toLowerCase();
}
