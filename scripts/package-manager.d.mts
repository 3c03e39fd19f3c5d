export const packageManager: { readonly spec: string; readonly integrity: string }
export function parsePackageManager(field: string): { spec: string; integrity: string }
export function runPackageManager(args: readonly string[]): void
