export function publishedManifest(
  manifest: Readonly<Record<string, unknown>>,
  home: { readonly server: string; readonly repository: string },
): Record<string, unknown>
export function notesOf(changelog: string, version: string): string
export function publishedDocument(
  text: string,
  document: string,
  home: { readonly server: string; readonly repository: string },
): string
