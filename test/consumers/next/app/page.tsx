import { de } from 'react-genesys-chat-lifecycle/locales'
import { Phase } from './phase'

/** Rendered on the server, where the locales can be imported too. */
export default function Page() {
  return (
    <main>
      <p lang="de">{de.dismiss}</p>
      <Phase />
    </main>
  )
}
