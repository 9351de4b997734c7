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

/** Set only where there is a stack: its id, by which it owns its stores or does not. */
export const stackEnvironment = { stack: 'COURANT_STACK' } as const;
