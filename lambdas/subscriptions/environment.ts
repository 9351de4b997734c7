/** Variables of the function behind the HTTP API; the stack sets them. */
export const subscriptionsEnvironment = {
  configurationFile: 'CONFIGURATION_FILE',
  templatesDirectory: 'TEMPLATES_DIRECTORY',
  readersTable: 'READERS_TABLE',
  archiveBucket: 'ARCHIVE_BUCKET',
  signUpQueueUrl: 'SIGN_UP_QUEUE_URL',
} as const;
