import type { Publication } from '../../core/publication/configuration.ts';
import type { Reader } from '../../core/readers/reader.ts';
import { formFields, type HttpAnswer, type HttpRequest, httpEvent } from '../functions/http-event.ts';
import { processQueue } from './deployed-function.ts';
import { type DeployedStage, expectEqual, RehearsalError } from './deployed-stage.ts';
import { takenMessages } from './mailbox.ts';
import { readerStore } from './seed.ts';

/**
 * Somebody finds the form, asks, reads the confirmation, and confirms, by the functions as they are deployed. Answers the reader that they
 * became. @throws RehearsalError
 */
export async function signUp(
  stage: DeployedStage,
  publication: Publication,
  address: string,
): Promise<Reader> {
  const before = (await takenMessages(stage.sesUrl)).length;
  await sendForm(stage, `${stage.output('SignUpForm')}?publication=${publication.id}`, { address });
  const worked = await processQueue(stage.output('SignUpQueueUrl'), stage.functions.signup);
  expectEqual('requests worked off and returned', { done: 1, returned: 0 }, worked);
  const [letter, ...more] = (await takenMessages(stage.sesUrl)).slice(before);
  expectEqual(
    'whoever was mailed',
    [address],
    [letter, ...more].map(mail => mail?.to),
  );
  const link = letter?.links.find(each => new URL(each).pathname.startsWith('/confirm/'));
  if (link === undefined)
    throw new RehearsalError('links of the confirmation', '/confirm/…', letter?.links ?? []);
  const store = readerStore(stage.output('ReadersTable'));
  const isReader = async () => (await Array.fromAsync(store.all(publication.id))).find(isTheirs(address));
  await browse(stage, { method: 'GET', url: link });
  expectEqual('who only opened the link', undefined, (await isReader())?.state);
  await sendForm(stage, link, {});
  const reader = await isReader();
  if (reader?.state !== 'active') throw new RehearsalError('who confirmed', 'active', reader?.state ?? null);
  console.log(`signed up  ${address}, by the form and the link in "${letter?.subject}"`);
  return reader;
}

function isTheirs(address: string): (reader: Reader) => boolean {
  return reader => reader.address === address;
}

/** Opens a page and sends its form, as a browser does. @throws RehearsalError where either is refused. */
async function sendForm(stage: DeployedStage, url: string, filled: Record<string, string>): Promise<void> {
  const page = await browse(stage, { method: 'GET', url });
  const fields = { ...formFields(page.body ?? ''), ...filled };
  await browse(stage, { method: 'POST', url, body: new URLSearchParams(fields).toString() });
}

async function browse({ functions }: DeployedStage, request: HttpRequest): Promise<HttpAnswer> {
  const answer = (await functions.subscriptions.invoke(httpEvent(request))) as HttpAnswer;
  const { pathname } = new URL(request.url);
  expectEqual(`status of ${request.method} /${pathname.split('/')[1]}`, 200, answer.statusCode);
  return answer;
}
