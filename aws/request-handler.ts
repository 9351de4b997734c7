/** Time limits in milliseconds: a connection that hangs must fail, and be tried again, long before the function's own time limit. */
export const requestHandler = { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
