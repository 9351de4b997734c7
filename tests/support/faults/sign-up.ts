import { simpleParser } from 'mailparser';
import { signUpTag } from '../../../core/readers/sign-up/confirmations.ts';
import { requestSchema, type SignUpRequest } from '../../../core/readers/sign-up/request.ts';
import type { AcceptedMessage } from '../../../local/cloud/ses/mailbox.ts';
import {
  formFields,
  type HttpAnswer,
  type HttpRequest,
  httpEvent,
} from '../../../local/rehearsal/http-request.ts';
import { copyReaders } from './readers-table.ts';
import { linksUrl } from './stage.ts';
import type { World } from './world.ts';

/** Asks the HTTP API as a browser does; undefined when the function was ended or threw: the browser shows an error then. */
export async function browse(world: World, request: HttpRequest): Promise<HttpAnswer | undefined> {
  const answer = await world.parts.functions
    .invoke('subscriptions', httpEvent(request))
    .catch(error => void world.failures.push(error as Error));
  return answer as HttpAnswer | undefined;
}

/** Opens a page and sends its form, filled in; the answer of whichever of both failed, or of the last. */
export async function sendForm(
  world: World,
  url: string,
  filled: Readonly<Record<string, string>> = {},
  action?: string,
): Promise<HttpAnswer | undefined> {
  const shown = await browse(world, { method: 'GET', url });
  if (shown?.statusCode !== 200) return shown;
  const fields = { ...formFields(shown.body ?? '', action), ...filled };
  const to = action === undefined ? url : new URL(action, url).href;
  return browse(world, { method: 'POST', url: to, body: new URLSearchParams(fields).toString() });
}

/** Somebody fills in the form. */
export function askFor(world: World, address: string): Promise<HttpAnswer | undefined> {
  return sendForm(world, `${linksUrl}/subscribe`, { address });
}

/** The letters that SES took, in their order: answers to requests, and no editions. */
export async function letters(world: World): Promise<AcceptedMessage[]> {
  const all = await world.parts.cloud.ses.accepted();
  return all.filter(({ tags }) => tags.publication === signUpTag);
}

/** The link of a letter that leads to one of the pages. */
export async function linkIn(letter: AcceptedMessage, page: 'confirm' | 'manage' | 'leave'): Promise<string> {
  const { text = '' } = await simpleParser(letter.raw);
  const [link] = text.match(new RegExp(`https://[^\\s]+/${page}/\\S+`)) ?? [];
  if (link === undefined) throw new Error(`a letter without a link to ${page}:\n${text}`);
  return link;
}

/** What was asked of the form, as the rows say, the oldest first. */
export async function requestsIn(world: World): Promise<SignUpRequest[]> {
  const rows = (await copyReaders(world)).filter(({ publication }) => publication === '_requests');
  return rows
    .map(({ person, reader, ...rest }) => requestSchema.parse({ ...rest, id: reader, reader: person }))
    .sort((a, b) => a.requestedAt.localeCompare(b.requestedAt));
}
