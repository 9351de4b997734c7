import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { CallGate } from '../faults/call-gate.ts';
import type { ErrorAnswer } from '../faults/fault-plan.ts';
import { strangerIn } from '../http/own-callers.ts';

/** How a schedule stands, by its name. */
export type ScheduleStates = Map<string, 'ENABLED' | 'DISABLED'>;

const group = 'default';

/** Serves `GetSchedule` of EventBridge Scheduler, and no more of it: nothing here is started by a schedule. */
export function schedulerListener(states: ScheduleStates, gate: CallGate): RequestListener {
  return (request, response) => {
    const fail = (error: ErrorAnswer) => answerError(response, error);
    const stranger = strangerIn(request);
    const name = nameIn(request);
    if (stranger) {
      fail({ ...stranger, code: 'MissingAuthenticationTokenException' });
    } else if (name === undefined) {
      const message = 'The embedded Scheduler has GetSchedule only.';
      fail({ status: 400, code: 'ValidationException', message });
    } else {
      gate.pass({
        ...{ service: 'scheduler', operation: 'GetSchedule', on: [`schedule/${group}/${name}`] },
        ...{ request, response, answerError: fail },
        act: () => answerState(response, name, states.get(name)),
      });
    }
  };
}

/** Of a schedule in the default group, which are the only ones there are. */
function nameIn({ method, url = '/' }: IncomingMessage): string | undefined {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const [, name] = /^\/schedules\/([\w.-]{1,64})$/.exec(pathname) ?? [];
  return method === 'GET' && (searchParams.get('groupName') ?? group) === group ? name : undefined;
}

function answerState(response: ServerResponse, Name: string, State: string | undefined): void {
  if (State !== undefined) send(response, 200, { Name, GroupName: group, State });
  else {
    const message = `Schedule ${Name} does not exist.`;
    answerError(response, { status: 404, code: 'ResourceNotFoundException', message });
  }
}

function answerError(response: ServerResponse, { status, code, message }: ErrorAnswer): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.setHeader('x-amzn-ErrorType', code);
  send(response, status, { Message: message });
}

function send(response: ServerResponse, status: number, content: object): void {
  const body = JSON.stringify(content);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
