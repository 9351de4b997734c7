/** Variables of the feedback function; the stack sets them. */
export const feedbackEnvironment = {
  deliveriesTable: 'DELIVERIES_TABLE',
  readersTable: 'READERS_TABLE',
  archiveBucket: 'ARCHIVE_BUCKET',
} as const;
