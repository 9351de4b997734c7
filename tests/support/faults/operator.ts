import { DynamoDbEndingMarks } from '../../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbTimetables } from '../../../aws/dynamodb/dynamodb-timetables.ts';
import { DynamoDbStoredRows } from '../../../aws/dynamodb/readers/dynamodb-stored-rows.ts';
import { S3Sightings } from '../../../aws/s3/installation/s3-sightings.ts';
import { S3FoldMarks } from '../../../aws/s3/s3-fold-marks.ts';
import { S3Look } from '../../../aws/s3/s3-look.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { S3ServedFiles } from '../../../aws/s3/s3-served-files.ts';
import { S3TakenDown } from '../../../aws/s3/s3-taken-down.ts';
import { SchedulerSchedules } from '../../../aws/scheduler/scheduler-schedules.ts';
import { courantProgram } from '../../../cli/commands/courant-program.ts';
import type { Installation } from '../../../cli/installation/installation.ts';
import { run } from '../../../cli/program/run.ts';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import type { PublishAnswer } from '../../../lambdas/publish/publish-edition.ts';
import { MemoryMailer } from '../memory/memory-mailer.ts';
import { MemoryProofMails, MemoryProofs } from '../memory/memory-proofs.ts';
import { type Stage, schedulePrefix } from './stage.ts';
import type { World } from './world.ts';

/** What a command printed, and how it ended. */
export type Typed = { code: number; text: string };

/** Types a command as the operator of a world does, whose functions go on by themselves. */
export async function operatorTypes(stage: Stage, world: World, ...words: string[]): Promise<Typed> {
  const { configuration } = stage;
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const code = await run(words, courantProgram, {
    ...{ print, printError: print, columns: undefined, errorColumns: undefined, styled: false },
    configuration: async () => configuration,
    open: async () => installationOf(stage, world),
  });
  return { code, text: lines.join('\n') };
}

function installationOf({ configuration }: Stage, { stores, parts }: World): Installation {
  let marks = 0;
  return {
    ...stores,
    configuration,
    clock: { now: (): Instant => instantOf(parts.clock.now()) },
    filing: stores.log,
    marks: new S3FoldMarks(new S3Objects(parts.clients.s3, parts.resources.ARCHIVE_BUCKET)),
    look: new S3Look({
      archive: new S3Objects(parts.clients.s3, parts.resources.ARCHIVE_BUCKET),
      content: new S3Objects(parts.clients.s3, parts.resources.CONTENT_BUCKET),
    }),
    takenDown: new S3TakenDown(new S3Objects(parts.clients.s3, parts.resources.ARCHIVE_BUCKET)),
    served: new S3ServedFiles(new S3Objects(parts.clients.s3, parts.resources.ARCHIVE_BUCKET)),
    fileLinks: null,
    folding() {
      throw new Error('no fault test takes anything down');
    },
    making() {
      throw new Error('no fault test looks at a proof');
    },
    mailer: new MemoryMailer(),
    proofs: new MemoryProofs(),
    proofMails: new MemoryProofMails(),
    readerIdKey: { get: async () => Buffer.alloc(32, 7) },
    storedRows: new DynamoDbStoredRows(stores.database, parts.resources.READERS_TABLE),
    keeper: new EndingKeeper(
      stores.endings,
      new DynamoDbEndingMarks(stores.database, parts.resources.READERS_TABLE),
      () => {},
    ),
    schedules: new SchedulerSchedules(parts.clients.scheduler, schedulePrefix),
    sightings: new S3Sightings(new S3Objects(parts.clients.s3, parts.resources.ARCHIVE_BUCKET)),
    timetables: new DynamoDbTimetables(stores.database, parts.resources.EDITIONS_TABLE),
    newMark() {
      marks += 1;
      return `mark-of-the-operator-${parts.clock.now().getTime()}-${marks}`;
    },
    senders: { standingOf: async () => ({ standing: 'verified' }) },
    otherOwner: async () => undefined,
    rehearsal: false,
    unprotectedStack: null,
    publish: async event => ({
      report: (await parts.functions.invoke('publish', event)) as PublishAnswer,
      progress: null,
    }),
    carryOn: null,
    close: async () => undefined,
  };
}
