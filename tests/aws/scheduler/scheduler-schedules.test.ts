import { CreateScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SchedulerSchedules } from '../../../aws/scheduler/scheduler-schedules.ts';
import { clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';
import { hasMoto, startMoto } from '../../support/cloud/cloud-moto.ts';

describe('schedules in EventBridge Scheduler', () => {
  it('are on, off, or gone; each is asked for by its own name', async () => {
    const { cloud, clients } = await cloudForTest();
    cloud.scheduler.states.set('courant_weekly', 'ENABLED').set('courant_daily', 'DISABLED');
    cloud.scheduler.states.set('other_monthly', 'ENABLED');
    const schedules = new SchedulerSchedules(clients.scheduler, 'courant_');
    const states = ['weekly', 'daily', 'monthly'].map(id => schedules.stateOf(id));
    expect(await Promise.all(states)).toEqual(['on', 'off', 'gone']);
    expect(cloud.calls().map(({ service, operation, on }) => [service, operation, ...on])).toContainEqual([
      'scheduler',
      'GetSchedule',
      'schedule/default/courant_weekly',
    ]);
  });

  it('are not taken for on where nobody answers, or refuses', async () => {
    const refused = { do: 'error', status: 403, code: 'AccessDeniedException' } as const;
    const { clients } = await cloudForTest({
      faults: [{ service: 'scheduler', call: 1, when: 'before', ...refused }],
    });
    const schedules = new SchedulerSchedules(clients.scheduler, 'courant_');
    await expect(schedules.stateOf('weekly')).rejects.toThrow(
      expect.objectContaining({ name: refused.code }),
    );
  });

  it.runIf(hasMoto())('stand in moto_server as they were switched', { timeout: 60_000 }, async () => {
    const moto = await startMoto();
    onTestFinished(moto.stop);
    const clients = clientsOf({ AWS_ENDPOINT_URL: moto.url });
    onTestFinished(() => closeClients(clients));
    const schedules = new SchedulerSchedules(clients.scheduler, 'courant_');
    expect(await schedules.stateOf('weekly')).toBe('gone');
    const schedule = {
      Name: 'courant_weekly',
      ScheduleExpression: 'cron(0 7 ? * MON *)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: 'arn:aws:lambda:us-east-1:123456789012:function:courant-publish',
        RoleArn: 'arn:aws:iam::123456789012:role/scheduler',
      },
    } as const;
    await clients.scheduler.send(new CreateScheduleCommand(schedule));
    expect(await schedules.stateOf('weekly')).toBe('on');
    await clients.scheduler.send(new UpdateScheduleCommand({ ...schedule, State: 'DISABLED' }));
    expect(await schedules.stateOf('weekly')).toBe('off');
  });
});
