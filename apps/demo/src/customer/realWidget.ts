/** Where a real Genesys Widgets distribution lies, or undefined: then the page takes the simulator's widget. */
export function realWidgetUrl(): URL | undefined {
  const named = document.querySelector<HTMLMetaElement>('meta[name="genesys-widgets"]')?.content
  const address = named || import.meta.env.VITE_GENESYS_WIDGETS_URL
  if (!address) return undefined
  return new URL(address.endsWith('/') ? address : `${address}/`, location.href)
}

/** Loads the vendor's widget the way its documentation says: the bus, then its core, which loads the rest. */
export async function loadRealWidget(baseUrl: URL): Promise<void> {
  const style = document.createElement('link')
  style.rel = 'stylesheet'
  style.href = new URL('widgets.min.css', baseUrl).href
  document.head.append(style)
  await loadScript(new URL('cxbus.min.js', baseUrl).href)
  const bus = (window as { CXBus?: RealBus }).CXBus
  bus?.configure({ debug: false, pluginsPath: new URL('plugins/', baseUrl).href })
  bus?.loadPlugin('widgets-core')
}

interface RealBus {
  configure(options: { debug: boolean; pluginsPath: string }): void
  loadPlugin(name: string): unknown
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = src
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${src} could not be loaded.`))
    document.head.append(script)
  })
}
