import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { rowFormats } from '../../../aws/dynamodb/row-format.ts';
import { correctionLineSchema, correctionLinesIn } from '../../../core/archive/data/correction-line.ts';
import { factLineSchema, readFactLines } from '../../../core/archive/data/fact-line.ts';
import { readPublishedDigest } from '../../../core/archive/data/published-digest.ts';
import { editionsIn, editionsJsonSchema } from '../../../core/archive/editions-json.ts';
import { logRecordSchema } from '../../../core/articles/log-record.ts';
import { bindingSchema } from '../../../core/delivery/binding/binding.ts';
import { readSliceMessage, sliceMessageSchema } from '../../../core/delivery/progress/slices.ts';
import { readReceipt, receiptSchema } from '../../../core/delivery/receipt/receipt.ts';
import { readToldDigest } from '../../../core/digest/told-digest.ts';
import { decisionSchema } from '../../../core/edition/decisions/decision.ts';
import { sightingSchema } from '../../../core/edition/first-sight.ts';
import { manifestSchema, readManifest } from '../../../core/edition/manifest.ts';
import { appearanceSchema, foldedSchema } from '../../../core/edition/months/appearances.ts';
import { monthStateSchema, readMonthState } from '../../../core/edition/months/month-state.ts';
import { takenDownSchema } from '../../../core/edition/months/taken-down.ts';
import { ownerSchema } from '../../../core/edition/ownership.ts';
import { proofSchema } from '../../../core/edition/proof/proof.ts';
import { proofAnsweredSchema, proofClaimSchema } from '../../../core/edition/proof/proof-mails.ts';
import { readSeal, sealSchema } from '../../../core/edition/seal.ts';
import { parseSesEvent } from '../../../core/feedback/ses-event.ts';
import {
  knownLayout,
  layoutNumbers,
  NewerDataError,
  readStored,
  refuseNewer,
  UnreadableError,
} from '../../../core/foundation/stored-json.ts';
import { readersTableSchema } from '../../../core/readers/readers-table.ts';
import { notKeptSchema, readNotKept } from '../../../core/verification/seen/not-kept.ts';
import { copySchema, readParts } from '../../../core/verification/seen/part.ts';
import { readState, readStateIfThere } from '../../../local/cloud/files/state-file.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';
import { readSources } from '../../support/structure/project.ts';

/** Everything that is stored as JSON and numbers its layout: its schema, and how it is read. */
const numbered: Record<string, [schema: z.ZodType, read: (json: string) => unknown]> = {
  seal: [sealSchema, json => readSeal(json, 'there')],
  manifest: [manifestSchema, json => readManifest(json, 'there')],
  receipt: [receiptSchema, json => readReceipt(json, 'there')],
  owner: [ownerSchema, json => readStored(ownerSchema, json, 'there')],
  decision: [decisionSchema, json => readStored(decisionSchema, json, 'there')],
  binding: [bindingSchema, json => readStored(bindingSchema, json, 'there')],
  sighting: [sightingSchema, json => readStored(sightingSchema, json, 'there')],
  'state of a month': [monthStateSchema, json => readMonthState(json, 'there')],
  appearance: [appearanceSchema, json => readStored(appearanceSchema, json, 'there')],
  'fact of a month': [factLineSchema, json => readFactLines(json, 'there')],
  'mark of folding': [foldedSchema, json => readStored(foldedSchema, json, 'there')],
  proof: [proofSchema, json => readStored(proofSchema, json, 'there')],
  'claim of a proof': [proofClaimSchema, json => readStored(proofClaimSchema, json, 'there')],
  'answer about a proof': [proofAnsweredSchema, json => readStored(proofAnsweredSchema, json, 'there')],
  'record of what was taken down': [takenDownSchema, json => readStored(takenDownSchema, json, 'there')],
  'readers table': [readersTableSchema, json => readStored(readersTableSchema, json, 'there')],
  'copy.json of a copy': [copySchema, json => readParts(json, 'there')],
  'texts-not-kept.json of a copy': [notKeptSchema, json => readNotKept(json, 'there')],
  'message of the slice queue': [sliceMessageSchema, readSliceMessage],
};

/** What is of layout 1 as long as it names no other. Nothing may be added here: what is new says its number. */
const unnumbered: Record<string, (json: string) => unknown> = {
  'record of the log': json => readStored(logRecordSchema, json, 'there'),
  'digest.json': json => readToldDigest(json, 'there'),
  'digest.json, as it was published': json => readPublishedDigest(json, 'there'),
  'message of the feedback queue': parseSesEvent,
};

describe('what a newer version stored', () => {
  it.each([
    ...Object.entries(numbered).map(([what, [, read]]) => [what, read] as const),
    ...Object.entries(unnumbered),
  ])('as a %s is refused in words, before anything else is said of it', (_, read) => {
    for (const field of ['version', 'format'])
      for (const number of [2, 3, 1000]) {
        const reading = () => read(JSON.stringify({ [field]: number }));
        expect(reading).toThrow(NewerDataError);
        expect(reading).toThrow(
          new RegExp(
            `expected ${field} 1, the highest that this version of Courant knows, found ${field} ${number}\\..*` +
              'Deploy the version that wrote it, or a newer one\\.$',
          ),
        );
      }
  });

  it.each(Object.entries(numbered))(
    'a %s says its number, which is the highest that is known',
    (_, [schema]) => {
      expect(layoutNumbers(schema)).toEqual([1]);
    },
  );

  it('as a public list is no list, which is made anew: a derived file stops nothing', () => {
    expect(layoutNumbers(editionsJsonSchema)).toEqual([1]);
    expect(editionsIn(JSON.stringify({ version: 2, publication: 'weekly', editions: [] }))).toBeUndefined();
    expect(layoutNumbers(correctionLineSchema)).toEqual([1]);
    expect(correctionLinesIn('{"format":2}', 'there')).toBeUndefined();
  });

  it('in a file on this machine is refused too', async () => {
    const file = join(await emptyDirectory(), 'state.json');
    await writeFile(file, '{"format":2}');
    const schema = z.strictObject({ identities: z.array(z.string()) });
    for (const read of [readState, readStateIfThere])
      await expect(read(schema, file)).rejects.toThrow(NewerDataError);
  });

  it('is told from what is merely damaged, and from numbers that this version knows', () => {
    const schema = z.object({ version: z.literal([1, 2]), name: z.string() });
    expect(knownLayout(schema)).toBe(2);
    expect(readStored(schema, '{"version":2,"name":"a"}', 'there')).toEqual({ version: 2, name: 'a' });
    for (const damaged of ['', '[]', '{}', '{"version":"3","name":"a"}', '{"version":0,"name":"a"}'])
      expect(() => readStored(schema, damaged, 'there')).toThrow(UnreadableError);
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), (value, known) => {
        const newer =
          typeof value === 'object' &&
          value !== null &&
          ['version', 'format'].some(field => Number((value as Record<string, unknown>)[field]) > known);
        if (newer) return;
        expect(() => refuseNewer(value, known, 'there')).not.toThrow();
      }),
    );
  });
});

const sources = readSources(resolve(import.meta.dirname, '../../..'), [
  'core',
  'aws',
  'lambdas',
  'local',
  'cli',
]);

/** `file: schema` of each place that matches. */
function placesOf(pattern: RegExp): string[] {
  return [...sources].flatMap(([path, text]) =>
    [...text.matchAll(pattern)].map(([, what]) => `${path}: ${what}`),
  );
}

describe('every place that reads stored data', () => {
  // Whoever adds a place gives what is stored there a number, and adds it to the tests above, or to those of rows.
  it('is one of these, so that none is forgotten', () => {
    expect(placesOf(/(?:readStored|readState|readStateIfThere|knownLayout)\((\w+Schema)\b/g).sort()).toEqual([
      'aws/s3/installation/s3-decisions.ts: decisionSchema',
      'aws/s3/installation/s3-owners.ts: ownerSchema',
      'aws/s3/installation/s3-readers-tables.ts: readersTableSchema',
      'aws/s3/installation/s3-sightings.ts: sightingSchema',
      'aws/s3/s3-bindings.ts: bindingSchema',
      'aws/s3/s3-fact-log.ts: logRecordSchema',
      'aws/s3/s3-fact-log.ts: pointerSchema',
      'aws/s3/s3-fold-marks.ts: appearanceSchema',
      'aws/s3/s3-proofs.ts: proofAnsweredSchema',
      'aws/s3/s3-proofs.ts: proofClaimSchema',
      'aws/s3/s3-proofs.ts: proofSchema',
      'aws/s3/s3-taken-down.ts: takenDownSchema',
      'cli/archive/export/facts-table.ts: tabledSchema',
      'cli/archive/taken-down-since.ts: takenDownSchema',
      'core/archive/data/correction-line.ts: correctionLineSchema',
      'core/archive/data/fact-line.ts: factLineSchema',
      'core/archive/data/published-digest.ts: publishedDigestSchema',
      'core/delivery/progress/slices.ts: sliceMessageSchema',
      'core/delivery/receipt/receipt.ts: receiptSchema',
      'core/digest/told-digest.ts: toldDigestSchema',
      'core/edition/imprint.ts: sealedSchema',
      'core/edition/manifest.ts: manifestSchema',
      'core/edition/months/month-state.ts: monthStateSchema',
      'core/edition/seal.ts: sealSchema',
      'core/feedback/ses-event.ts: eventSchema',
      'core/verification/seen/not-kept.ts: notKeptSchema',
      'core/verification/seen/part.ts: copySchema',
      'core/verification/seen/taken-down-seen.ts: takenDownSchema',
      'local/cloud/dynamodb/start-mark.ts: besideSchema',
      'local/cloud/s3/object-files.ts: objectFactsSchema',
      'local/cloud/s3/object-files.ts: objectFactsSchema',
      'local/cloud/s3/object-files.ts: objectFactsSchema',
      'local/cloud/ses/account.ts: accountSchema',
      'local/cloud/ses/mailbox.ts: envelopeSchema',
      'local/cloud/sqs/queue-files.ts: attributesSchema',
      'local/cloud/sqs/queue-files.ts: messageSchema',
    ]);
    expect(new Set(placesOf(/(?:readRow\(\s*'[\w -]+',\s*|#table\.parse\()(\w+Schema)\b/g))).toEqual(
      new Set([
        'aws/dynamodb/dynamodb-addresses.ts: addressSchema',
        'aws/dynamodb/dynamodb-table-marks.ts: markSchema',
        'aws/dynamodb/dynamodb-deliveries.ts: deliverySchema',
        'aws/dynamodb/dynamodb-editions.ts: editionRowSchema',
        'aws/dynamodb/dynamodb-readers.ts: readerSchema',
        'aws/dynamodb/dynamodb-slices.ts: sliceSchema',
        'aws/dynamodb/dynamodb-timetables.ts: timetableSchema',
        'aws/dynamodb/readers/dynamodb-forgetting.ts: itemSchema',
        'aws/dynamodb/readers/dynamodb-soft-bounces.ts: softBouncesSchema',
        'aws/dynamodb/sign-up/dynamodb-form-key.ts: keySchema',
        'aws/dynamodb/sign-up/dynamodb-confirmations.ts: confirmationsSchema',
        'aws/dynamodb/sign-up/dynamodb-requests.ts: requestSchema',
        'aws/dynamodb/sign-up/dynamodb-sign-up-limits.ts: addressLimitSchema',
        'aws/dynamodb/sign-up/dynamodb-sign-up-limits.ts: countSchema',
      ]),
    );
    expect(Object.keys(rowFormats)).toHaveLength(13);
  });

  it('reads no JSON past that check, but for what is not stored or is made anew', () => {
    expect(placesOf(/(JSON\.parse)\(/g).map(place => place.split(':')[0])).toEqual([
      'cli/editions/proof/make-proof.ts', // what it has just made
      'cli/editions/proof/proof-folder.ts', // whether a folder holds proofs
      'cli/facts/drafts/page-head.ts', // what a page says of itself
      'cli/facts/drafts/source.ts', // package.json
      'cli/installation/invoke-publish.ts', // what a function answers
      'cli/status/shown/print-retired.ts', // what it has just written
      'cli/status/shown/print-retired.ts',
      'core/archive/damaged-lists.ts', // whether a list is JSON at all
      'core/archive/editions-json.ts', // a list that is made anew
      'core/delivery/progress/slices.ts', // checked there
      'core/feedback/ses-event.ts', // checked there
      'core/foundation/json-text.ts', // what a person wrote
      'core/foundation/stored-json.ts', // the check
      'core/verification/judge-receipts.ts', // whether it is written as we write it
      'core/verification/seen/edition-seen.ts', // whether it is written as we write it
      'core/verification/seen/family.ts', // a list that is made anew
      'lambdas/runtime/bundle-file.ts', // the configuration in the bundle
      'lambdas/runtime/checked-configuration.ts', // the same, as the stack checked it
      'local/cloud/faults/fault-plan.ts', // what a person asks for
      'local/cloud/files/directory-claim.ts', // of a program that runs now
      'local/cloud/files/state-file.ts', // checked there
      'local/cloud/http/aws-json.ts', // a request
      'local/cloud/ses/memory-mail.ts', // a copy
      'local/cloud/sqs/queue-settings.ts', // a request
      'local/cloud/sqs/sqs-requests.ts', // a request
      'local/rehearsal/deploy.ts', // what the CDK made
      'local/rehearsal/deploy.ts',
      'local/rehearsal/deploy.ts',
      'local/rehearsal/first-hour/walk-in-account.ts', // what a command printed
      'local/rehearsal/invocations.ts', // a request
      'local/rehearsal/rehearse-restore.ts', // what a command printed
      'local/serve/local-mails.ts', // an envelope, only shown
    ]);
  });
});
