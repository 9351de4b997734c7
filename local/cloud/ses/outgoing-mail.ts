import { invalidParameter } from './ses-error.ts';

/** A SendRawEmail as it was asked for, checked. */
export type OutgoingMail = {
  source: string;
  destinations: string[];
  configurationSet: string | null;
  tags: Record<string, string>;
  raw: Buffer;
};

const mostBytes = 10 * 1024 * 1024;
const mostRecipients = 50;
/** Characters of a tag's name, and of its value. */
const mostOfTag = 255;

/** Reads the parameters of a SendRawEmail. @throws SesError InvalidParameterValue for what SES would not take. */
export function readOutgoingMail(parameters: URLSearchParams): OutgoingMail {
  const raw = readRaw(parameters.get('RawMessage.Data') ?? '');
  const source = parameters.get('Source') ?? '';
  if (source === '')
    throw invalidParameter('Source is missing: the embedded SES does not take it from the message.');
  checkAddress(addressOf(source));
  return {
    source,
    destinations: readDestinations(parameters),
    configurationSet: parameters.get('ConfigurationSetName'),
    tags: readTags(parameters),
    raw,
  };
}

/** The bare address of a mailbox such as `Name <name@news.example>`. */
export function addressOf(mailbox: string): string {
  return (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
}

/** The value of a header field of a message, unfolded; undefined when it has none of that name. */
export function headerField(raw: Buffer, name: string): string | undefined {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const lines = text
    .slice(0, end)
    .replace(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/);
  const found = lines.find(line => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return found?.slice(name.length + 1).trim();
}

/** Stricter than SES on purpose, which was recorded to mail nothing at all where there is no data: that is never meant. */
function readRaw(data: string): Buffer {
  const raw = Buffer.from(data, 'base64');
  if (raw.length === 0 || raw.toString('base64') !== data) {
    throw invalidParameter('RawMessage.Data must be the message in base64, and not empty.');
  }
  if (raw.length > mostBytes) {
    throw invalidParameter(`Message length is more than ${mostBytes} bytes long: '${raw.length}'.`);
  }
  if (headerField(raw, 'From') === undefined) throw invalidParameter("Missing required header 'From'.");
  return raw;
}

function readDestinations(parameters: URLSearchParams): string[] {
  const destinations = members(parameters, 'Destinations');
  if (destinations.length === 0) {
    throw invalidParameter('Destinations are missing: the embedded SES does not take them from the message.');
  }
  if (destinations.length > mostRecipients) {
    throw invalidParameter(`Recipient count exceeds ${mostRecipients}.`);
  }
  for (const destination of destinations) checkAddress(addressOf(destination));
  return destinations;
}

function readTags(parameters: URLSearchParams): Record<string, string> {
  const names = members(parameters, 'Tags', '.Name');
  const values = members(parameters, 'Tags', '.Value');
  for (const [index, name] of names.entries()) checkTag(name, values[index] ?? '');
  if (names.length !== values.length) throw invalidParameter('Each tag needs a name and a value.');
  if (new Set(names).size !== names.length) throw invalidParameter('Duplicate tag names.');
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

/** In the order and the words that AWS was recorded to have; of a tag that is faulty in several ways it names one. */
function checkTag(name: string, value: string): void {
  if (name === '') throw invalidParameter('The tag name must be specified.');
  if (value === '') throw invalidParameter('The tag value must be specified.');
  // SES reserves names that begin with "ses:" and takes these two: they become part of its Feedback-ID header.
  if (!/^(ses:feedback-id-[ab]|[A-Za-z0-9_-]+)$/.test(name)) {
    const allowed = "only alphanumeric ASCII characters, '_',  '-' are allowed.";
    throw invalidParameter(`Invalid tag name <${name}>: ${allowed}`);
  }
  if (name.length > mostOfTag) throw invalidParameter(`Tag name cannot exceed ${mostOfTag} characters.`);
  if (!/^[A-Za-z0-9_.@-]+$/.test(value)) {
    const allowed = "only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.";
    throw invalidParameter(`Invalid tag value <${value}>: ${allowed}`);
  }
  if (value.length > mostOfTag) throw invalidParameter(`Tag value cannot exceed ${mostOfTag} characters.`);
}

function members(parameters: URLSearchParams, list: string, field = ''): string[] {
  const found: string[] = [];
  for (let number = 1; ; number += 1) {
    const value = parameters.get(`${list}.member.${number}${field}`);
    if (value === null) return found;
    found.push(value);
  }
}

function checkAddress(address: string): void {
  const at = address.lastIndexOf('@');
  if (at < 1) throw invalidParameter(`Missing final '@domain': ${address}`);
  if (!/^[!-~]+$/.test(address.slice(0, at)) || at > 64) {
    throw invalidParameter(
      `Local address contains control or whitespace, is not ASCII or too long: ${address}`,
    );
  }
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(address.slice(at + 1))) {
    throw invalidParameter(`Domain contains illegal character: ${address}`);
  }
}
