import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

/**
 * Names without a region, which IANA keeps for old programs, and the zone that each links to. They are written down here because
 * what the machine makes of them depends on its version, and because it also takes names that IANA does not have. What is
 * the same as UTC is written UTC, which is the scheduler's own default.
 */
const linked: Readonly<Record<string, string>> = {
  ...sameAs('UTC', ['GMT', 'GMT0', 'GMT+0', 'GMT-0', 'Greenwich', 'UCT', 'Universal', 'Zulu']),
  ...sameAs('Europe/Brussels', ['CET', 'MET']),
  ...sameAs('Europe/London', ['GB', 'GB-Eire']),
  ...sameAs('Europe/Lisbon', ['WET', 'Portugal']),
  ...sameAs('America/Denver', ['MST7MDT', 'Navajo']),
  EET: 'Europe/Athens',
  EST5EDT: 'America/New_York',
  CST6CDT: 'America/Chicago',
  PST8PDT: 'America/Los_Angeles',
  HST: 'Pacific/Honolulu',
  Cuba: 'America/Havana',
  Egypt: 'Africa/Cairo',
  Eire: 'Europe/Dublin',
  Hongkong: 'Asia/Hong_Kong',
  Iceland: 'Atlantic/Reykjavik',
  Iran: 'Asia/Tehran',
  Israel: 'Asia/Jerusalem',
  Jamaica: 'America/Jamaica',
  Japan: 'Asia/Tokyo',
  Kwajalein: 'Pacific/Kwajalein',
  Libya: 'Africa/Tripoli',
  NZ: 'Pacific/Auckland',
  'NZ-CHAT': 'Pacific/Chatham',
  PRC: 'Asia/Shanghai',
  Poland: 'Europe/Warsaw',
  ROC: 'Asia/Taipei',
  ROK: 'Asia/Seoul',
  Singapore: 'Asia/Singapore',
  Turkey: 'Europe/Istanbul',
  'W-SU': 'Europe/Moscow',
};

/** IANA links these two to places without summer time, but most who write them mean a place that has it: the writer decides. */
const ambiguous: Readonly<Record<string, string>> = {
  EST: 'write America/New_York, or America/Panama for a place without summer time',
  MST: 'write America/Denver, or America/Phoenix for a place without summer time',
};

/** What else people call a zone by, in capitals. */
const called: Readonly<Record<string, string>> = {
  ...sameAs('Europe/Brussels', ['CEST', 'MEZ', 'MESZ']),
  ...sameAs('America/New_York', ['ET', 'EDT']),
  ...sameAs('America/Chicago', ['CT', 'CDT']),
  ...sameAs('America/Denver', ['MT', 'MDT']),
  ...sameAs('America/Los_Angeles', ['PT', 'PST', 'PDT']),
  ...sameAs('Asia/Shanghai', ['BEIJING', 'ASIA/BEIJING', 'CHINA', 'PEKING']),
  ...sameAs('Australia/Sydney', ['AEST', 'AEDT']),
  ...sameAs('UTC', ['Z', 'UTC+0', 'UTC+00:00', '+00:00']),
  EEST: 'Europe/Athens',
  WEST: 'Europe/Lisbon',
  BST: 'Europe/London',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  HKT: 'Asia/Hong_Kong',
  SGT: 'Asia/Singapore',
};

const regions = [
  ...['Europe', 'America', 'Asia', 'Africa', 'Australia', 'Pacific', 'Atlantic', 'Indian'],
  ...['Arctic', 'Antarctica'],
  ...['America/Argentina', 'America/Indiana', 'America/Kentucky', 'America/North_Dakota', 'US', 'Canada'],
];

/**
 * Schema of a zone. The scheduler is told the zone as it is written, and is not known to read any other spelling. A name with
 * a region stays as it is, also where IANA has a newer one: the sweep knows a schedule by its spelling.
 */
export const timeZone = z.string().transform((zone, context): string => {
  const taken = zone === regionalSpelling(zone) ? zone : own(linked, zone);
  if (taken !== undefined) return taken;
  const message = 'an IANA time zone such as Europe/Brussels, spelled as IANA does';
  context.addIssue({ code: 'custom', message, params: { todo: advice(zone) } });
  return z.NEVER;
});

/** What to write instead of something that is no zone. */
function advice(zone: string): string {
  const text = zone.normalize('NFKC').trim();
  const capitals = text.toUpperCase();
  const offset = /^(?:UTC|GMT)?([+-]\d{1,2})(?::?00)?$/.exec(capitals)?.[1];
  const meant = own(called, capitals) ?? regionalSpelling(underscored(text)) ?? linkMeant(capitals);
  if (meant !== undefined) return `write ${meant}`;
  if (offset !== undefined) return offsetAdvice(Number(offset));
  const place = regions.map(region => regionalSpelling(`${region}/${underscored(text)}`)).find(Boolean);
  return own(ambiguous, capitals) ?? (place === undefined ? 'correct the value' : `write ${place}`);
}

/** IANA turns the sign round: what is an hour ahead of UTC is called Etc/GMT-1. */
function offsetAdvice(hours: number): string {
  const fixed = regionalSpelling(`Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`);
  const place = 'name a place, such as Europe/Brussels, whose clocks it shall follow';
  return fixed === undefined || hours === 0 ? place : `${place}; ${fixed} has this offset all year`;
}

function linkMeant(capitals: string): string | undefined {
  const name = Object.keys(linked).find(link => link.toUpperCase() === capitals);
  return name === undefined ? undefined : linked[name];
}

function underscored(text: string): string {
  return text.replace(/\s*[\\/]\s*/g, '/').replace(/\s+/g, '_');
}

/** In IANA's capitals, the name of a zone in a region, or UTC; undefined for what is none, such as an offset. */
function regionalSpelling(zone: string): string | undefined {
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return timeZoneId.includes('/') || timeZoneId === 'UTC' ? timeZoneId : undefined;
  } catch {
    return undefined;
  }
}

function sameAs(zone: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, zone]));
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
