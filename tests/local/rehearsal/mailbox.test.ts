import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { expect, it } from 'vitest';
import { leaveRequest } from '../../../local/rehearsal/mailbox.ts';

it('the request for leaving reaches a handler of the HTTP API as the POST of RFC 8058 to the path of the link', async () => {
  const api = new Hono();
  api.post('/leave/:publication/:key', async context =>
    context.json({ ...context.req.param(), ...(await context.req.parseBody()), url: context.req.url }),
  );
  const link = 'https://links.rehearsal.example/leave/weekly/0123abc';
  const answer = await handle(api)(leaveRequest(link) as never);
  expect(answer).toMatchObject({ statusCode: 200 });
  expect(JSON.parse((answer as { body: string }).body)).toEqual({
    publication: 'weekly',
    key: '0123abc',
    'List-Unsubscribe': 'One-Click',
    url: link,
  });
});
