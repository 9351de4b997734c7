/** A text part as it is mailed: at most one empty line in a row, none at the beginning, exactly one line end at the end. */
export function tidyText(text: string): string {
  return `${text
    .replace(/[ \t]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()}\n`;
}
