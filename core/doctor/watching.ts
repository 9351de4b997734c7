import { counted } from '../foundation/counts.ts';
import type { Facts } from './facts.ts';
import { examined, type Finding, type Report, together } from './finding.ts';

/** Whether somebody hears when something is wrong, and what is wrong now. */
export function examineWatching(facts: Facts): Report {
  const { stackName } = facts;
  const { operator } = facts.configuration;
  return together([
    examined("the operator's subscription to alarms", facts.subscription, state =>
      subscription(state, operator),
    ),
    examined('alarms', facts.alarms, names => (names.length === 0 ? [] : [alarmsOn(names, stackName)])),
    examined('dead letters', facts.deadLetters, deadLetters),
    examined('the schedules', facts.schedules, schedules),
  ]);
}

function subscription(state: 'confirmed' | 'pending' | 'none', operator: string): Finding[] {
  if (state === 'confirmed') return [];
  return [
    {
      id: 'alarms-unheard',
      found: `${operator} has not confirmed to be mailed alarms${state === 'none' ? ', and is not subscribed any more' : ''}.`,
      why: 'Until then no alarm reaches anybody, whatever goes wrong.',
      todo: [
        state === 'pending'
          ? 'Follow the link in the mail "AWS Notification - Subscription Confirmation". If it is older than three days, have it sent again as the runbook says.'
          : 'Subscribe again, as the runbook says, and follow the link in the mail.',
      ],
      article: 'whether-alarms-reach-you',
    },
  ];
}

function alarmsOn(names: readonly string[], stackName: string): Finding {
  const articles = names.map(name => `docs/runbook.md#${name.replace(`${stackName}-`, '')}`);
  return {
    id: 'alarms-on',
    found: `${counted(names.length, 'alarm')} on: ${names.join(', ')}.`,
    why: 'An alarm is about what does not repair itself.',
    todo: ['courant status', ...articles.map(article => `See ${article}.`)],
  };
}

function deadLetters(queues: readonly { queue: string; messages: number }[]): Finding[] {
  return queues
    .filter(({ messages }) => messages > 0)
    .map(({ queue, messages }) => ({
      id: 'dead-letters',
      found: `${queue} holds ${counted(messages, 'message')}.`,
      why: 'Each stands for work that failed again and again, and was given up.',
      todo: ['courant status', 'See the article of the alarm of that name in docs/runbook.md.'],
    }));
}

function schedules(all: readonly { name: string; state: 'on' | 'off' | 'gone' }[]): Finding[] {
  return all
    .filter(({ state }) => state !== 'on')
    .map(({ name, state }) => ({
      id: 'schedule-off',
      found: state === 'off' ? `The schedule ${name} is off.` : `The schedule ${name} is not there any more.`,
      why: 'It starts no edition; the sweep publishes each one late instead, as missing.',
      todo:
        state === 'off'
          ? ['Turn it on in the console of EventBridge Scheduler, where somebody turned it off.']
          : [
              'Move its publication to "retired" in cdk.json and deploy; put it back and deploy again, which makes the schedule anew.',
            ],
      article: 'changing-a-publication',
    }));
}
