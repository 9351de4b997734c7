import { describe, expect, it } from 'vitest';
import { type FeedbackType, feedbackEvents, inputRule } from '../../core/feedback/event-rules.ts';
import { parseSesEvent } from '../../core/feedback/ses-event.ts';
import { transformInput } from '../../local/cloud/ses/transform-input.ts';
import { aReader } from '../support/builders/a-reader.ts';
import { aFullEvent, privateWords } from '../support/builders/full-events.ts';
import { exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const template = exampleTemplate();
const types = Object.keys(feedbackEvents) as FeedbackType[];
const rules = [...resources(template, 'AWS::Events::Rule').values()].map(({ Properties }) => Properties);

function ruleFor(type: FeedbackType) {
  const [rule, ...more] = rules.filter(({ EventPattern }) =>
    EventPattern['detail-type'].includes(feedbackEvents[type]),
  );
  expect(more).toEqual([]);
  const [target, ...others] = rule?.Targets ?? [];
  expect(others).toEqual([]);
  return { rule, target };
}

/** What the deployed rule makes of an event. */
function passedOn(type: FeedbackType, event: unknown): string {
  const { InputPathsMap: paths, InputTemplate } = ruleFor(type).target.InputTransformer;
  const made = transformInput({ paths, template: InputTemplate }, event);
  if (made === undefined) throw new Error(`the event ${type} vanishes`);
  return made;
}

describe('the events of SES', () => {
  it('are published to the default bus, those that Courant listens to and no others', () => {
    const [destination] = [...resources(template, 'AWS::SES::ConfigurationSetEventDestination').values()];
    const { EventBridgeDestination, MatchingEventTypes, Enabled } =
      destination?.Properties.EventDestination ?? {};
    expect(Enabled).toBe(true);
    expect(readable(EventBridgeDestination.EventBusArn)).toMatch(/:event-bus\/default$/);
    const names = types.map(type => `${type[0]?.toLowerCase()}${type.slice(1)}`);
    expect([...MatchingEventTypes].sort()).toEqual(names.sort());
  });

  it('have one rule a type, on the default bus, for mail under our configuration set only', () => {
    expect(rules).toHaveLength(types.length);
    for (const type of types) {
      expect(ruleFor(type).rule).toMatchObject({
        EventBusName: 'default',
        State: 'ENABLED',
        EventPattern: {
          source: ['aws.ses'],
          'detail-type': [feedbackEvents[type]],
          detail: { mail: { tags: { 'ses:configuration-set': ['courant'] } } },
        },
      });
    }
  });
});

describe.each(types)('the rule for %s', type => {
  it('is the one that the embedded SES uses, and leads to the feedback queue and nowhere else', () => {
    const { target } = ruleFor(type);
    const { paths, template: text } = inputRule(type);
    expect(target.InputTransformer).toEqual({ InputPathsMap: paths, InputTemplate: text });
    expect(readable(target.Arn)).toBe('<FeedbackQueue.Arn>');
    // A dead-letter queue of a target gets the whole event.
    expect(target).not.toHaveProperty('DeadLetterConfig');
  });

  it('reads nothing of an event but ids, tags, kinds and the time', () => {
    const { InputPathsMap, InputTemplate } = ruleFor(type).target.InputTransformer;
    for (const path of Object.values<string>(InputPathsMap)) {
      expect(path).toMatch(
        /^\$\.(time|detail\.mail\.(messageId|timestamp|tags\.(publication|edition|reader|attempt)\[0\])|detail\.bounce\.(bounce(Sub)?Type|bouncedRecipients\[0\]\.status)|detail\.complaint\.complaint(FeedbackType|SubType))$/,
      );
    }
    expect(InputTemplate).not.toContain('aws.events');
  });

  it('has no variable without a path, which EventBridge refuses, and none in quotation marks, where a list makes the event vanish', () => {
    const { InputPathsMap, InputTemplate } = ruleFor(type).target.InputTransformer;
    const places = [...InputTemplate.matchAll(/(.)<(\w+)>(.)/g)].map(([, before, name, after]) => ({
      name,
      around: `${before}${after}`,
    }));
    expect(places.map(({ name }) => name).sort()).toEqual(Object.keys(InputPathsMap).sort());
    for (const { around } of places) expect(around).toMatch(/^:[,}]$/);
  });

  it('lets no address, subject or header through', () => {
    const event = aFullEvent(type);
    for (const word of privateWords) expect(JSON.stringify(event)).toContain(word);
    const body = passedOn(type, event);
    for (const word of privateWords) expect(body).not.toContain(word);
    expect(body).not.toContain('@');
  });

  it('passes on what feedback reads', () => {
    const said = {
      Bounce: { kind: 'Permanent', detail: 'NoEmail', status: '5.1.1' },
      Complaint: { kind: 'abuse' },
    };
    const { kind = '', detail = '', status = '' } = said[type as 'Bounce'] ?? {};
    expect(parseSesEvent(passedOn(type, aFullEvent(type)))).toEqual({
      type,
      messageId: '0100018f-aaaa',
      publication: 'weekly',
      edition: '2026-11-23',
      reader: aReader(1).id,
      attempt: 'attempt-a',
      time: '2026-11-23T06:00:05Z',
      kind,
      detail,
      status,
      sent: '2026-11-23T06:00:01Z',
    });
  });

  it('passes on something that is passed over when the tags are not ours', () => {
    const body = passedOn(type, aFullEvent(type, { tags: { campaign: 'x' } }));
    expect(JSON.parse(body)).toMatchObject({ type, publication: '', reader: '' });
    expect(parseSesEvent(body)).toBeUndefined();
  });

  it('passes on nothing in the place of a kind that SES does not tell', () => {
    for (const unknown of [undefined, null]) {
      const about = { bounceType: unknown, bounceSubType: unknown, complaintFeedbackType: unknown };
      const read = parseSesEvent(passedOn(type, aFullEvent(type, { about })));
      expect(read).toMatchObject({ type, kind: '', detail: '' });
    }
  });
});

describe('the feedback queue', () => {
  const queues = resources(template, 'AWS::SQS::Queue');
  const queue = queues.get('FeedbackQueue')?.Properties;

  it('gives its function ten events at a time, takes back only those that failed, and puts aside what fails five times', () => {
    const mapping = [...resources(template, 'AWS::Lambda::EventSourceMapping').values()].find(
      ({ Properties }) => readable(Properties.EventSourceArn) === '<FeedbackQueue.Arn>',
    );
    expect(mapping?.Properties).toMatchObject({
      BatchSize: 10,
      // Half of the ten that a new account has for all of its functions.
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(readable(mapping?.Properties.FunctionName)).toBe('<FeedbackfeedbackFunction>');
    expect(queue).toMatchObject({ QueueName: 'courant-feedback', VisibilityTimeout: 180 });
    expect(queue?.RedrivePolicy.maxReceiveCount).toBe(5);
    expect(readable(queue?.RedrivePolicy.deadLetterTargetArn)).toBe('<FeedbackDeadLetters.Arn>');
    expect(queues.get('FeedbackDeadLetters')?.Properties).toMatchObject({
      QueueName: 'courant-feedback-dead-letters',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it('takes messages from those rules alone', () => {
    const policy = [...resources(template, 'AWS::SQS::QueuePolicy').values()].find(
      ({ Properties }) => readable(Properties.Queues[0]) === '<FeedbackQueue>',
    );
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toHaveLength(types.length);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'events.amazonaws.com' });
      expect(readable(Condition.ArnEquals['aws:SourceArn'])).toMatch(/^<Feedback[A-Z][A-Za-z]+\.Arn>$/);
    }
  });
});
