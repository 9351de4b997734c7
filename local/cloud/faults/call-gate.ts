import type { ServerResponse } from 'node:http';
import type { Fault, FaultPlan, ServiceName } from './fault-plan.ts';

/** One request that reached a service. */
export type Call = { service: ServiceName; operation: string };
/** An error as a service answers it. */
export type ErrorAnswer = { status: number; code: string; message: string };
/** A call on its way to a service, with the means to answer it and to let it act. */
export type Passage = Call & {
  response: ServerResponse;
  /** Answers in the service's own form of error. */
  answerError(answer: ErrorAnswer): void;
  /** Lets the service act and answer. */
  act(): void;
};

type Planned = { fault: Fault; seen: number };

/**
 * Stands before all services of a cloud: counts every call, and makes go wrong what the plan says. A call counts when it
 * arrives, so a fault hits the same call in every run that makes the same calls in the same order.
 */
export class CallGate {
  #planned: Planned[] = [];
  #calls: Call[] = [];

  constructor(plan: FaultPlan) {
    this.beginRun(plan);
  }

  /** Forgets the calls so far and counts anew, by this plan. */
  beginRun(plan: FaultPlan): void {
    this.#planned = plan.map(fault => ({ fault, seen: 0 }));
    this.#calls = [];
  }

  /** Every call so far, in the order of arrival. */
  calls(): Call[] {
    return this.#calls.map(call => ({ ...call }));
  }

  /** Lets a call through, unless the plan says otherwise. */
  pass(passage: Passage): void {
    const { service, operation } = passage;
    this.#calls.push({ service, operation });
    const fault = this.#faultFor(passage);
    if (!fault) passage.act();
    else if (fault.when === 'before') goWrong(fault, passage);
    else {
      withholdAnswer(passage.response, () => goWrong(fault, passage));
      passage.act();
    }
  }

  #faultFor(call: Call): Fault | undefined {
    let hit: Fault | undefined;
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (fault.service !== call.service) continue;
      if (fault.operation !== undefined && fault.operation !== call.operation) continue;
      planned.seen += 1;
      if (planned.seen === fault.call) hit ??= fault;
    }
    return hit;
  }
}

function goWrong(fault: Fault, { response, operation, answerError }: Passage): void {
  switch (fault.do) {
    case 'error':
      answerError({
        status: fault.status ?? 503,
        code: fault.code ?? 'ServiceUnavailable',
        message: `The fault plan lets call ${fault.call} of ${fault.operation ?? fault.service} (${operation}) fail ${fault.when} it acted.`,
      });
      break;
    case 'hang':
      break;
    case 'disconnect':
      response.destroy();
      break;
    case 'exit':
      process.kill(process.pid, 'SIGKILL');
  }
}

/** Swallows what the service answers; when it has ended its answer, `then` may give another one. */
function withholdAnswer(response: ServerResponse, then: () => void): void {
  const swallowed = {
    writeHead: () => response,
    write: () => true,
    end: () => {
      for (const name of Object.keys(swallowed)) Reflect.deleteProperty(response, name);
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      then();
      return response;
    },
  };
  Object.assign(response, swallowed);
}
