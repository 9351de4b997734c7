import { SesMailer } from '../aws/ses/ses-mailer.ts';
import { fillIn } from '../core/message/fill-in.ts';
import { freeBuffer } from '../core/message/free-buffer.ts';
import { fieldsOf } from '../core/message/reader-fields.ts';
import type { BenchReader } from './bench-readers.ts';
import type { BenchEdition } from './edition.ts';
import { configurationSet, type SendToReader, stubbedSesClient, tagsFor } from './stubbed-ses.ts';

/** What the deliver function does for each reader: check the fields, fill in the copy. */
export function courant({ template }: BenchEdition): (reader: BenchReader) => Buffer {
  return reader => fillIn(template, reader, fieldsOf(reader));
}

/** Makes a copy and gives its memory back, as the deliver function does when the mailer has answered. */
export function makeAndFree(make: (reader: BenchReader) => Buffer): (reader: BenchReader) => void {
  return reader => freeBuffer(make(reader));
}

/** The limit that memory sets: fresh memory for each message, and the finished bytes of one copied into it. */
export function plainCopy(edition: BenchEdition, reader: BenchReader): () => Buffer {
  const message = fillIn(edition.template, reader, fieldsOf(reader));
  return () => {
    const copy = Buffer.allocUnsafeSlow(message.length);
    copy.set(message);
    return copy;
  };
}

/** The deliver function's own mailer. */
export function courantChain(edition: BenchEdition): SendToReader {
  const mailer = new SesMailer(stubbedSesClient(), configurationSet);
  const make = courant(edition);
  return async reader => {
    const raw = make(reader);
    const answer = await mailer.send({
      from: edition.from.address,
      to: reader.address,
      raw,
      tags: tagsFor(edition, reader),
    });
    freeBuffer(raw);
    if (answer.outcome !== 'accepted') throw new Error(`expected accepted, found ${JSON.stringify(answer)}`);
  };
}
