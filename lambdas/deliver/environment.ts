/** Variables of the deliver function; the stack sets them. */
export const deliverEnvironment = {
  configurationFile: 'CONFIGURATION_FILE',
  archiveBucket: 'ARCHIVE_BUCKET',
  editionsTable: 'EDITIONS_TABLE',
  deliveriesTable: 'DELIVERIES_TABLE',
  readersTable: 'READERS_TABLE',
  /** Name of the SES configuration set. */
  configurationSet: 'CONFIGURATION_SET',
} as const;
