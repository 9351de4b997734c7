import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CourantError } from '../../core/foundation/errors.ts';
import { startDynamoDb } from './dynamodb/dynamodb-server.ts';
import { startMarkFolder } from './dynamodb/table-store.ts';
import { type Call, CallGate, type SendSignal } from './faults/call-gate.ts';
import type { Fault, FaultPlan, ServiceName } from './faults/fault-plan.ts';
import { claimDirectory } from './files/directory-claim.ts';
import { dummyCredentials } from './guard.ts';
import { type LoopbackServer, listenOnLoopback } from './http/loopback-server.ts';
import { ObjectFiles } from './s3/object-files.ts';
import { ObjectStore } from './s3/object-store.ts';
import { s3Listener } from './s3/s3-server.ts';
import { type ScheduleStates, schedulerListener } from './scheduler/scheduler-server.ts';
import { Account } from './ses/account.ts';
import { type EventOptions, EventPublisher, type PutMessage } from './ses/event-publisher.ts';
import { type AcceptedMessage, type Envelope, type Mailbox, MailFiles } from './ses/mailbox.ts';
import { MemoryMail } from './ses/memory-mail.ts';
import { type Limits, SendingLimits } from './ses/sending-limits.ts';
import { sesListener } from './ses/ses-server.ts';
import { memoryQueues, QueueFiles } from './sqs/queue-files.ts';
import { type SqsOptions, startSqs } from './sqs/sqs-server.ts';

const region = 'us-east-1';

/**
 * Everything that a cloud makes in its directory, by name, beside the file of the claim: what may be removed to begin anew. A
 * test compares it with what a cloud makes.
 */
export const cloudEntries: readonly string[] = [
  's3',
  's3-facts',
  's3-staged',
  'mail',
  'mail-staged',
  'ses-account.json',
  'ses-staged',
  'dynamodb',
  startMarkFolder,
  'sqs',
  'sqs-staged',
];

/** How a cloud is to be. */
export type CloudOptions = {
  /** Where everything that lasts is kept, as plain files. Only one cloud at a time may use it. */
  directory: string;
  /** The cloud's clock: what S3 dates its answers by and SES its windows. The machine's clock unless given. */
  now?: () => Date;
  /**
   * Whoever calls lives by the cloud's clock too. Then what was signed at another time is refused, as by AWS, and messages of queues
   * appear again by that clock; without it, by the machine's, since they wait for processes that may have died.
   */
  oneClock?: boolean;
  faults?: FaultPlan;
  /**
   * Whether everything is kept in the directory, which it is unless false is given. Then objects and tables are; queues and the
   * envelopes of mail, without its bytes, end with the process: for loads, where a file a message would be what is measured.
   */
  lasting?: boolean;
  /** Sends the signal by which the plan's `exit` and `stop` work to who calls itself so; to this process unless given. */
  signal?: SendSignal;
  /** Ports that must be these; the others are free ones. */
  ports?: Partial<Record<ServiceName, number>>;
  /**
   * 14 recipients a second and 50,000 a day unless given. `verified` are senders: addresses, domains, or `all`. SES tells what
   * becomes of messages if `events` are wanted.
   */
  ses?: Partial<Limits> & { verified?: readonly string[] | 'all'; events?: EventOptions };
  sqs?: SqsOptions;
  /** Learns when a service cannot go on for a reason that a person can mend, such as a full disk. */
  onFailure?: (error: CourantError) => void;
};

/** A running cloud. */
export type Cloud = {
  /** What a process needs in its environment so that the SDK talks to this cloud and to nothing else. */
  environment: Record<string, string>;
  /** `files` is the directory whose `<bucket>/<key>` are the objects. */
  s3: { url: string; files: string };
  /** What SES took, in order, from the files; `envelopes` without the bytes. */
  ses: {
    url: string;
    accepted(): Promise<AcceptedMessage[]>;
    envelopes(): Promise<Envelope[]>;
    /** Changes what the account may send from now on. */
    limit(limits: Partial<Limits>): void;
    /** Takes an address or a domain away from those that may send; `VerifyDomainIdentity` of SES gives it back. */
    forget(identity: string): Promise<void>;
  };
  /** `tables` is how many tables an earlier run left. */
  dynamodb: { url: string; tables: number };
  sqs: { url: string };
  /** `states` says which schedules there are; tests switch them. They end with the process. */
  scheduler: { url: string; states: ScheduleStates };
  /** Every call that reached a service since the start or the last `beginRun`. */
  calls(): Call[];
  /** Bytes of the contents of these calls and of their answers, without headers. */
  bytes(): number;
  /** Forgets the calls so far and lets a new plan count from here. */
  beginRun(faults?: FaultPlan): void;
  /** The faults that came to pass in this run. */
  hit(): Fault[];
  /** Lets calls go on that a fault `stop` holds back; their maker has to be continued by whoever wants its answer heard. */
  letGo(): void;
  /** Closes everything, also connections that hang. The files stay. */
  stop(): Promise<void>;
};

/**
 * Starts S3, SES, DynamoDB, SQS and what is needed of Scheduler on 127.0.0.1, on top of what an earlier run left in the directory.
 * @throws DirectoryInUseError while another cloud runs on it.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { directory, now = () => new Date(), lasting = true, ports = {} } = options;
  await mkdir(directory, { recursive: true });
  const claim = await claimDirectory(directory);
  const { oneClock = false, signal, onFailure } = options;
  const gate = new CallGate(options.faults ?? [], { signal, now: oneClock ? now : undefined, onFailure });
  const mailbox = lasting ? new MailFiles(directory) : new MemoryMail();
  const started: LoopbackServer[] = [];
  const keep = (server: LoopbackServer) => {
    started.push(server);
    return server;
  };
  const stop = async () => {
    await Promise.all(started.map(server => server.stop()));
    await claim.release();
  };
  try {
    const s3 = keep(await startS3(directory, now, gate, ports.s3));
    const time = oneClock ? () => now().getTime() : Date.now;
    const storage = lasting ? new QueueFiles(directory) : memoryQueues;
    const sqs = await startSqs(storage, region, gate, { ...options.sqs, now, time, port: ports.sqs });
    keep(sqs);
    const { account, limits, ...ses } = await startSes(options, now, gate, mailbox, sqs.put);
    keep(ses);
    const dynamodb = await startDynamoDb(directory, gate, now, ports.dynamodb);
    keep(dynamodb);
    const states: ScheduleStates = new Map();
    const scheduler = keep(await listenOnLoopback(schedulerListener(states, gate), ports.scheduler, now));
    return {
      environment: environmentOf({ s3, ses, dynamodb, sqs, scheduler }),
      s3: { url: s3.url, files: join(directory, 's3') },
      ses: {
        url: ses.url,
        accepted: () => mailbox.accepted(),
        envelopes: () => mailbox.envelopes(),
        limit: changes => limits.change(changes),
        forget: identity => account.forget(identity),
      },
      dynamodb: { url: dynamodb.url, tables: dynamodb.tables },
      sqs: { url: sqs.url },
      scheduler: { url: scheduler.url, states },
      calls: () => gate.calls(),
      bytes: () => gate.bytes(),
      beginRun: faults => gate.beginRun(faults ?? []),
      hit: () => gate.hit(),
      letGo: () => gate.letGo(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startS3(
  directory: string,
  now: () => Date,
  gate: CallGate,
  port?: number,
): Promise<LoopbackServer> {
  const files = new ObjectFiles(directory);
  await files.recover();
  return listenOnLoopback(s3Listener(new ObjectStore(files, now), now, gate), port, now);
}

async function startSes(
  { directory, ses = {}, ports = {} }: CloudOptions,
  now: () => Date,
  gate: CallGate,
  mailbox: Mailbox,
  put: PutMessage,
): Promise<LoopbackServer & { account: Account; limits: SendingLimits }> {
  const { maxSendRate = 14, max24HourSend = 50_000, verified = [] } = ses;
  const events = ses.events && new EventPublisher(ses.events, put, region);
  const limits = new SendingLimits({ maxSendRate, max24HourSend }, await mailbox.recover());
  const account = await Account.open(directory, verified);
  const listener = sesListener({ account, mailbox, limits, region, now, events }, gate);
  return { ...(await listenOnLoopback(listener, ports.ses, now)), account, limits };
}

function environmentOf(servers: Record<ServiceName, LoopbackServer>): Record<string, string> {
  return {
    ...dummyCredentials,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_S3: servers.s3.url,
    AWS_ENDPOINT_URL_SES: servers.ses.url,
    AWS_ENDPOINT_URL_DYNAMODB: servers.dynamodb.url,
    AWS_ENDPOINT_URL_SQS: servers.sqs.url,
    AWS_ENDPOINT_URL_SCHEDULER: servers.scheduler.url,
  };
}
