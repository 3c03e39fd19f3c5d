export function findPages(): Map<string, string>
export function toPage(
  text: string,
  document: string,
  pages: ReadonlyMap<string, string>,
  repository?: string,
): string
export function writePages(): void
export const FOLDERS: readonly string[]
