/** Languages in which a publication can appear: those that have a file of messages, `templates/messages/<language>.json`. */
export const publicationLanguages = ['en', 'zh-Hans'] as const;
