/** Variables of the publish function; the stack sets them. Files are named relative to the bundle. */
export const publishEnvironment = {
  configurationFile: 'CONFIGURATION_FILE',
  templatesDirectory: 'TEMPLATES_DIRECTORY',
  contentBucket: 'CONTENT_BUCKET',
  archiveBucket: 'ARCHIVE_BUCKET',
  editionsTable: 'EDITIONS_TABLE',
  deliveriesTable: 'DELIVERIES_TABLE',
  readersTable: 'READERS_TABLE',
  sliceQueueUrl: 'SLICE_QUEUE_URL',
  /** Where the HTTP API answers, without a slash at the end. */
  linksUrl: 'LINKS_URL',
} as const;

/** No run of publish or of the sweep, which does publish's work, takes longer. */
export const longestRunMinutes = 5;

/** Set only where the archive is public: where its files are served, without a slash at the end. */
export const publicArchiveEnvironment = { archiveUrl: 'ARCHIVE_URL' } as const;
