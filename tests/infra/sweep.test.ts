import { describe, expect, it } from 'vitest';
import { exampleConfiguration, examplePublication, exampleTemplate } from './example-app.ts';
import { readable, resources, statements } from './readable.ts';

const template = exampleTemplate();
const schedule = resources(template, 'AWS::Scheduler::Schedule').get('SweepSchedule')?.Properties;
const minutes = 60;

describe('the sweep', () => {
  it('is started every five minutes, on the minute, under a role of its own', () => {
    expect(schedule).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
    expect(readable(schedule?.Target.Arn)).toBe('<SweepsweepFunction.Arn>');
    expect(readable(schedule?.Target.RoleArn)).toBe('<SweepScheduleRole.Arn>');
  });

  it('is not tried again, neither by the scheduler nor by Lambda: the next one does its work', () => {
    expect(schedule?.Target.RetryPolicy).toEqual({
      MaximumEventAgeInSeconds: 5 * minutes,
      MaximumRetryAttempts: 0,
    });
    const invoke = [...resources(template, 'AWS::Lambda::EventInvokeConfig').values()].find(
      ({ Properties }) => readable(Properties.FunctionName) === '<SweepsweepFunction>',
    );
    expect(invoke?.Properties).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 5 * minutes,
    });
  });

  it('takes no concurrency from an account that may have little', () => {
    const found = resources(template, 'AWS::Lambda::Function').get('SweepsweepFunction')?.Properties;
    expect(found).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('has a schedule whose name no publication takes, not even one that is called so', () => {
    const publications = [{ ...examplePublication, id: 'sweep' }];
    const names = [...resources(exampleTemplate({ publications }), 'AWS::Scheduler::Schedule').values()].map(
      ({ Properties }) => Properties.Name,
    );
    expect(names.sort()).toEqual(['courant.sweep', 'courant_sweep']);
  });

  it('asks for schedules by the names that they have, and may ask for those of this stack alone', () => {
    const stackName = 'other';
    const other = exampleTemplate({ stackName });
    const { Variables } = resources(other, 'AWS::Lambda::Function').get('SweepsweepFunction')?.Properties
      .Environment ?? { Variables: {} };
    const names = [...resources(other, 'AWS::Scheduler::Schedule').values()].map(
      ({ Properties }) => Properties.Name as string,
    );
    const ids = exampleConfiguration.publications.map(({ id }) => id);
    const asked = ids.map(id => `${Variables.SCHEDULE_NAME_PREFIX}${id}`);
    expect(names).toEqual(expect.arrayContaining(asked));
    const allowed = [...resources(other, 'AWS::IAM::Policy').values()]
      .flatMap(({ Properties }) => statements(Properties.PolicyDocument))
      .flatMap(({ on }) => on.filter(at => at.includes(':schedule/')));
    expect(allowed.map(at => at.split(':').at(-1))).toEqual(asked.map(name => `schedule/default/${name}`));
  });

  it('links to the archive only where there is a public one', () => {
    const variables = (of: typeof template) =>
      resources(of, 'AWS::Lambda::Function').get('SweepsweepFunction')?.Properties.Environment.Variables;
    expect(variables(template)).toHaveProperty('ARCHIVE_URL');
    expect(variables(exampleTemplate({ publicArchive: false }))).not.toHaveProperty('ARCHIVE_URL');
  });
});
