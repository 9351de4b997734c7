import type { StoredRecord } from '../articles/fact-log.ts';
import { compile } from '../digest/compile.ts';
import type { Digest } from '../digest/digest.ts';
import { nothingBefore, type Past } from '../digest/past.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { sha256 } from '../foundation/hash.ts';
import { refuseOversized } from '../message/message-size.ts';
import { makeMessageTemplate, refuseMarkersIn } from '../message/message-template.ts';
import { markersOf } from '../message/reader-fields.ts';
import type { Configuration, Publication } from '../publication/configuration.ts';
import { archivePageUrl, type Links, leaveUrl, privacyUrl, subscribeUrl } from '../publication/links.ts';
import type { Plan } from '../publication/plan.ts';
import type { RenderedDigest, RenderFields } from '../rendering/digest/render.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import type { Seal } from './seal.ts';
import { daysStillTold, type Gone, nothingGone, stillTold } from './still-told.ts';
import { refuseTooManyFacts } from './too-much.ts';

/** All that an edition is built from. */
export type BuildInput = {
  publication: Publication;
  settings: Configuration['settings'];
  plan: Plan;
  records: readonly StoredRecord[];
  /** What the records name of earlier editions; left out, there were none. */
  past?: Past;
  /** Names of the editions that an operator left out before it. */
  skipped?: readonly string[];
  /** The manifest of the edition before, as it was sealed. */
  previousManifest: string | null;
  /** Its newest receipt, if it was closed by then. */
  previousReceipt: string | null;
  /** SHA-256 of its seal, as it is stored; null for a first edition, left out where nothing is stored. */
  previousSeal?: string | null;
  /** The last edition under the publication's former id, of a first edition after a rename. */
  former?: Manifest['former'];
  /** What was taken down so far: what amends it is taken up in silence, and its days ahead are told no more. */
  gone?: Gone;
  render: Render;
  links: Links;
};
/** Turns a digest into the parts of a message and a web page; pure. */
export type Render = (digest: Digest, fields: RenderFields) => RenderedDigest;

/**
 * Compiles and renders an edition in memory: all that its seal will hold. Writes nothing, so a failure commits nothing.
 * @throws TooMuchError, OversizedMessageError, UnplaceableFieldError, HeaderInjectionError, and what compiling and rendering throw.
 *
 * @example
 * const seal = await buildEdition({
 *   ...{ publication, settings, plan, records, render, links },
 *   previousManifest: null,
 *   previousReceipt: null,
 * });
 * console.log(seal.mailed, Object.keys(seal.files));
 */
export async function buildEdition(input: BuildInput): Promise<Seal> {
  const { publication, plan, records, links, gone = nothingGone } = input;
  const digest = compile({
    publication,
    plan,
    records: stillTold(records, gone),
    past: daysStillTold(input.past ?? nothingBefore, gone),
    skipped: input.skipped ?? [],
    previousManifest: input.previousManifest === null ? null : sha256(input.previousManifest),
    oldAfterDays: input.settings.oldAfterDays,
  });
  refuseTooManyFacts(plan, publication, records, digest.counts.facts + digest.corrections.length);
  const digestJson = canonicalJson(digest);
  const digestHash = sha256(digestJson);
  const fields = markersOf(digestHash);
  refuseMarkersIn(digestJson, fields);
  const shown: RenderFields = {
    leaveUrl: leaveUrl(links.subscriptions, publication.id, fields.leaveKey),
    readerSince: fields.since,
    archiveUrl: archivePageUrl(links.archive, publication.id, plan.edition),
    allEditionsUrl: archivePageUrl(links.archive, publication.id, null),
    subscribeUrl: subscribeUrl(links.subscriptions, publication.id),
    privacyUrl: privacyUrl(links.subscriptions, publication.id),
  };
  const rendered = input.render(digest, shown);
  const message = await makeMessageTemplate({
    publication,
    edition: plan.edition,
    date: plan.window.to,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    boundarySeed: digestHash,
    fields,
    leaveUrl: shown.leaveUrl,
    archiveUrl: shown.allEditionsUrl ?? null,
    helpUrl: shown.privacyUrl,
  });
  refuseOversized(plan, message.bytes.length, digest.counts.facts);
  const files = {
    'digest.json': digestJson,
    'digest.html': rendered.html,
    'digest.txt': rendered.text,
    'message.eml': message.bytes.toString('latin1'),
  };
  const manifest = writeManifest({
    plan,
    from: publication.from,
    subject: rendered.subject,
    headline: rendered.headline,
    records,
    digest,
    files,
    page: rendered.page,
    places: message.places,
    previousReceipt: input.previousReceipt === null ? null : sha256(input.previousReceipt),
    ...(input.previousSeal !== undefined && { previousSeal: input.previousSeal }),
    ...(input.former && { former: input.former }),
    takenDown: gone.records,
  });
  return {
    version: 1,
    plan,
    records: records.map(({ key }) => key),
    mailed: isMailed(digest, publication),
    files: { ...files, 'manifest.json': manifest, 'index.html': rendered.page },
  };
}

/** Whether readers are mailed an edition. A day ahead is news only before it comes: earlier editions told of it already. */
export function isMailed(
  { counts, corrections, daysAhead }: Pick<Digest, 'counts' | 'corrections' | 'daysAhead'>,
  { whenEmpty }: Pick<Publication, 'whenEmpty'>,
): boolean {
  const hasNews = counts.facts > 0 || corrections.length > 0 || daysAhead.some(({ soon }) => soon);
  return hasNews || whenEmpty === 'note';
}
