/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where a real Genesys Widgets 9 distribution lies. */
  readonly VITE_GENESYS_WIDGETS_URL?: string
}
