import { simpleParser } from 'mailparser';
import { CourantError } from '../core/foundation/errors.ts';
import type { BenchReader } from './bench-readers.ts';
import type { MakeMessage } from './usual-code.ts';

/** Two contenders' messages do not say the same, so comparing their speed would mean nothing. */
export class DifferentMessagesError extends CourantError {}

/** Parses every contender's message for every reader and compares what a mail program would show. @throws DifferentMessagesError */
export async function checkSameContent(
  contenders: Readonly<Record<string, MakeMessage>>,
  readers: readonly BenchReader[],
): Promise<void> {
  for (const reader of readers) {
    let first: { name: string; seen: Record<string, string> } | undefined;
    for (const [name, make] of Object.entries(contenders)) {
      const seen = await whatIsSeen(await make(reader));
      first ??= { name, seen };
      for (const [what, value] of Object.entries(seen)) {
        if (value === first.seen[what]) continue;
        throw new DifferentMessagesError(
          `bench: expected the same ${what} for ${reader.address} from "${first.name}" and "${name}", found different ones. ` +
            'A contender in bench/ is wrong: correct it before measuring.',
        );
      }
    }
  }
}

async function whatIsSeen(message: Buffer): Promise<Record<string, string>> {
  const mail = await simpleParser(message);
  const list = mail.headerLines.find(({ key }) => key === 'list-unsubscribe');
  return {
    // A part of mail ends with or without a line break, as the composer likes.
    html: String(mail.html).trimEnd(),
    text: String(mail.text).trimEnd(),
    To: JSON.stringify([mail.to].flat().map(to => to?.value)),
    From: JSON.stringify(mail.from?.value),
    Subject: String(mail.subject),
    'List-Unsubscribe': String(list?.line),
  };
}
