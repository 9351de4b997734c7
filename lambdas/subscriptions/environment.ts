/** Variables of the function behind the HTTP API; the stack sets them. */
export const subscriptionsEnvironment = {
  configurationFile: 'CONFIGURATION_FILE',
  templatesDirectory: 'TEMPLATES_DIRECTORY',
  readersTable: 'READERS_TABLE',
  archiveBucket: 'ARCHIVE_BUCKET',
  signUpQueueUrl: 'SIGN_UP_QUEUE_URL',
} as const;

/** Set only where the archive is public: where its files are served, without a slash at the end. */
export const publicArchiveEnvironment = { archiveUrl: 'ARCHIVE_URL' } as const;
