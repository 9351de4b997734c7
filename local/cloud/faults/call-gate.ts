import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { CourantError } from '../../../core/foundation/errors.ts';
import { machineFault } from '../../../core/foundation/machine-faults.ts';
import { type ErrorAnswer, type Fault, type FaultPlan, isFor, type ServiceName } from './fault-plan.ts';
import { signedAt, wrongTime } from './signing-time.ts';
import { beforeAnswering, withholdAnswer } from './withheld-answer.ts';

/** What a request asks to be allowed: on which things, and what its headers or fields say that policies ask for. */
export type Asked = {
  /** `bucket/key` or a bucket; a table; a queue; of mail the sender's address and the configuration set. */
  on: readonly string[];
  /** IAM's name of a condition ▸ value. */
  conditions?: Readonly<Record<string, string>>;
};
/** One request that reached a service; `caller` is what the one who made it calls itself, if anything. */
export type Call = { service: ServiceName; operation: string; caller?: string } & Asked;
/** A call on its way to a service, with the means to answer it and to let it act. */
export type PendingCall = Omit<Call, 'caller'> & {
  request: Pick<IncomingMessage, 'headers'>;
  response: ServerResponse;
  /** Answers in the service's own form of error. */
  answerError(answer: ErrorAnswer): void;
  /** Lets the service act and answer. */
  act(): void;
};
/** Sends a signal to the process that makes calls under this name. */
export type SendSignal = (caller: string | undefined, signal: NodeJS.Signals) => void;
/** What a gate must know of those who call. */
export type Callers = {
  /** To this process, whoever called, unless given. */
  signal?: SendSignal | undefined;
  /** The time by which all of them live; without it, signatures may be of any time. */
  now?: (() => Date) | undefined;
  /** Learns why a service itself failed: by what the machine or its files did, not by the plan. */
  onFailure?: ((error: CourantError) => void) | undefined;
};

type Planned = { fault: Fault; seen: number };

/**
 * Stands before all services of a cloud: counts every call, and makes go wrong what the plan says. A call counts when it
 * arrives, so a fault hits the same call in every run that makes the same calls in the same order.
 */
export class CallGate {
  readonly #callers: Callers;
  #planned: Planned[] = [];
  #calls: Call[] = [];
  #bytes = 0;
  #hit: Fault[] = [];
  #held: (() => void)[] = [];

  constructor(plan: FaultPlan, callers: Callers = {}) {
    this.#callers = callers;
    this.beginRun(plan);
  }

  /** Forgets the calls so far and counts anew, by this plan. */
  beginRun(plan: FaultPlan): void {
    this.#planned = plan.map(fault => ({ fault, seen: 0 }));
    this.#calls = [];
    this.#bytes = 0;
    this.#hit = [];
  }

  /** Every call so far, in the order of arrival. */
  calls(): Call[] {
    return this.#calls.map(call => ({ ...call }));
  }

  /** Bytes of the contents that went to and fro with these calls, without headers, as far as they were answered. */
  bytes(): number {
    return this.#bytes;
  }

  /** The faults that came to pass so far. */
  hit(): Fault[] {
    return [...this.#hit];
  }

  /** Tells why a service failed, where there are words for it: its answer alone would be tried again and again. */
  failed(error: unknown): void {
    const reason = machineFault(error) ?? error;
    if (reason instanceof CourantError) this.#callers.onFailure?.(reason);
  }

  /** Lets the calls go on that wait here because their maker was stopped. */
  letGo(): void {
    for (const act of this.#held.splice(0)) act();
  }

  /** Lets a call through, unless the plan says otherwise. */
  pass(pending: PendingCall): void {
    const { service, operation, on, conditions = {}, request } = pending;
    const caller = callerOf(request.headers);
    const call = { service, operation, on, conditions, ...(caller === undefined ? {} : { caller }) };
    this.#calls.push(call);
    this.#bytes += Number(request.headers['content-length'] ?? 0);
    countAnswer(pending.response, bytes => {
      this.#bytes += bytes;
    });
    const fault = this.#faultFor(call);
    if (fault) this.#hit.push(fault);
    const { signal = (_, name) => void process.kill(process.pid, name) } = this.#callers;
    const end = (name: NodeJS.Signals) => signal(caller, name);
    if (!fault) this.#act(pending);
    else if (fault.do === 'stop') this.#stop(fault, pending, () => end('SIGSTOP'));
    else if (fault.when === 'before') goWrong(fault, pending, end);
    else {
      withholdAnswer(pending.response, () => goWrong(fault, pending, end));
      this.#act(pending);
    }
  }

  #stop(fault: Fault, pending: PendingCall, stop: () => void): void {
    if (fault.when === 'before') {
      stop();
      this.#held.push(() => this.#act(pending));
    } else {
      beforeAnswering(pending.response, stop);
      this.#act(pending);
    }
  }

  #act({ service, request, response, answerError, act }: PendingCall): void {
    const signed = signedAt(request.headers);
    const now = this.#callers.now?.().getTime();
    const refused = signed === undefined || now === undefined ? undefined : wrongTime(service, signed, now);
    if (refused) answerError(refused);
    else {
      keepCallersClock(response);
      act();
    }
  }

  #faultFor(call: Call): Fault | undefined {
    let hit: Fault | undefined;
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (!isFor(fault, call)) continue;
      planned.seen += 1;
      if (planned.seen === fault.call) hit ??= fault;
    }
    return hit;
  }
}

/** Counts the content of an answer as it is written. */
function countAnswer(response: ServerResponse, count: (bytes: number) => void): void {
  for (const name of ['write', 'end'] as const) {
    const write = response[name];
    response[name] = (...words: unknown[]) => {
      const [content] = words;
      if (typeof content === 'string' || content instanceof Uint8Array) count(Buffer.byteLength(content));
      return Reflect.apply(write, response, words);
    };
  }
}

/**
 * Marks a refusal as one that says nothing of the time. Where a cloud's clock is minutes off the machine's, the SDK takes every other
 * refusal for a fault of its own clock, by a millisecond, and calls again and again; an answer with an `Age` it does not measure by.
 */
function keepCallersClock(response: ServerResponse): void {
  const writeHead = response.writeHead;
  response.writeHead = (...head: unknown[]) => {
    if (Number(head[0]) >= 400) response.setHeader('Age', '0');
    return Reflect.apply(writeHead, response, head);
  };
}

function goWrong(
  fault: Fault,
  { response, operation, answerError }: PendingCall,
  end: (signal: NodeJS.Signals) => void,
): void {
  switch (fault.do) {
    case 'error':
      answerError({
        status: fault.status ?? 503,
        code: fault.code ?? 'ServiceUnavailable',
        message: `The fault plan lets call ${fault.call} of ${fault.operation ?? fault.service} (${operation}) fail ${fault.when} it acted.`,
      });
      break;
    case 'disconnect':
      response.destroy();
      break;
    case 'exit':
      end('SIGKILL');
      break;
  }
}

/**
 * What the maker of a request calls itself: the `app` of the SDK's user agent, which the SDK takes from the variable
 * AWS_SDK_UA_APP_ID. Undefined when it has no name.
 */
function callerOf(headers: IncomingHttpHeaders): string | undefined {
  const agents = `${headers['x-amz-user-agent'] ?? ''} ${headers['user-agent'] ?? ''}`;
  return /(?:^|\s)app\/([^\s]+)/.exec(agents)?.[1];
}
