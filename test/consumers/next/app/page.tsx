import { de } from 'react-genesys-chat-lifecycle/locales'
import { Phase } from './phase'

/** Rendered on the server, where the library's words can be read, too. */
export default function Page() {
  return (
    <main>
      <p lang="de">{de.dismiss}</p>
      <Phase />
    </main>
  )
}
