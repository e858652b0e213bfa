/** "report.xml, line 8, column 3"; empty when nobody knows. */
export function placeText({ file, line, column }: { file?: string; line?: number; column?: number }): string {
  const at = line === undefined ? '' : column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return [file ?? '', at].filter(Boolean).join(', ');
}
