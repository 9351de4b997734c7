/** Variables of the function that works requests to subscribe off; the stack sets them. */
export const signupEnvironment = {
  configurationFile: 'CONFIGURATION_FILE',
  templatesDirectory: 'TEMPLATES_DIRECTORY',
  contentBucket: 'CONTENT_BUCKET',
  readersTable: 'READERS_TABLE',
  configurationSet: 'CONFIGURATION_SET',
  linksUrl: 'LINKS_URL',
} as const;
