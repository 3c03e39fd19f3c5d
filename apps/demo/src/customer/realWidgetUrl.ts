/** The address of a real Genesys Widgets distribution, or undefined for the simulator's widget. */
export function realWidgetUrl(): URL | undefined {
  const named = document.querySelector<HTMLMetaElement>('meta[name="genesys-widgets"]')?.content
  const address = named || import.meta.env.VITE_GENESYS_WIDGETS_URL
  if (!address) return undefined
  return new URL(address.endsWith('/') ? address : `${address}/`, location.href)
}
