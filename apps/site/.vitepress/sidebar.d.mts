export const sidebar: {
  readonly text: string
  readonly items: { readonly text: string; readonly link: string }[]
}[]
