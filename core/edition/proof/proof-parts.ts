import { sha256 } from '../../foundation/hash.ts';
import type { Instant } from '../../foundation/instant.ts';
import { boundaryBetween, buildMime, refuseInjection } from '../../message/mime.ts';
import { markersOf } from '../../message/reader-fields.ts';
import type { Publication } from '../../publication/configuration.ts';
import { fill } from '../../rendering/language/wording.ts';
import { readManifest } from '../manifest.ts';
import { type Seal, sealedFile } from '../seal.ts';

/** What readers of an edition would see, with nobody in the reader's places. */
export type ProofParts = { subject: string; html: string; text: string; page: string };

/** Stands for the key of a reader in the link to leave: no key has this form, so whoever follows the link finds a page, and leaves nothing. */
const nobodysKey = 'proof';

/**
 * The parts of an edition that is not sealed, as a reader would get them. The day since which a reader is one is the edition's own, and
 * the link to leave is nobody's.
 */
export function proofParts(seal: Seal): ProofParts {
  const markers = markersOf(sha256(sealedFile(seal, 'digest.json')));
  const filled = (part: string) =>
    part
      .replaceAll(markers.leaveKey, nobodysKey)
      .replaceAll(markers.id, nobodysKey)
      .replaceAll(markers.since, seal.plan.edition);
  return {
    subject: readManifest(seal.files['manifest.json']).subject,
    html: filled(sealedFile(seal, 'digest.html')),
    text: filled(sealedFile(seal, 'digest.txt')),
    page: sealedFile(seal, 'index.html'),
  };
}

/** To whom a proof goes, when it was made, and how the subject of a proof is written in the publication's language. */
export type ProofEnvelope = { to: string; madeAt: Instant; subject: string };

/**
 * The mail of a proof: the parts that readers would get, under a subject that says what it is. It is not of the list: it has none of the
 * header fields by which mail programs file the list's mail, or leave it with one click.
 * @throws HeaderInjectionError
 */
export async function proofMessage(
  { id, from, replyTo, language }: Pick<Publication, 'id' | 'from' | 'replyTo' | 'language'>,
  edition: string,
  { html, text, ...parts }: ProofParts,
  { to, madeAt, ...words }: ProofEnvelope,
): Promise<Buffer> {
  const subject = fill(words.subject, { subject: parts.subject });
  const own = sha256(`${html}\n${text}\n${madeAt}\n${to}`);
  refuseInjection({
    From: `${from.name}${from.address}`,
    To: to,
    'Reply-To': replyTo,
    Subject: subject,
    'Content-Language': language,
  });
  return buildMime({
    ...{ from, replyTo, subject, html, text },
    to: { name: null, address: to },
    date: madeAt,
    messageId: `<${id}.${edition}.proof-${own.slice(0, 32)}@${from.address.split('@')[1] ?? ''}>`,
    boundary: boundaryBetween(own, [text, html]),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
  });
}
