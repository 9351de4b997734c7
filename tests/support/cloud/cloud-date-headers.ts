import type { S3Client } from '@aws-sdk/client-s3';

/** The `Date` header of every answer that the client gets from now on, in order; an empty text where there is none. */
export function dateHeadersOf(client: S3Client): string[] {
  const dates: string[] = [];
  client.middlewareStack.add(
    next => async args => {
      const result = await next(args);
      const { headers } = result.response as { headers: Record<string, string> };
      dates.push(headers.date ?? '');
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'dateHeadersForTest', override: true },
  );
  return dates;
}
