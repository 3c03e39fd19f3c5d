import { useRef } from 'react'
import type { DemoSettings } from '../shared/settings.ts'
import { EXAMPLE_COMMANDS, toExample } from '../shared/toExample.ts'
import { CopyButton } from './CopyButton.tsx'

/** Opens the options as a complete example, which runs in a new app without a licence. */
export function Example({ settings }: { readonly settings: DemoSettings }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const code = toExample(settings)
  return (
    <>
      <button type="button" className="text-button" onClick={() => dialog.current?.showModal()}>
        Complete example
      </button>
      <dialog ref={dialog} className="example" aria-labelledby="example-title">
        <header>
          <h2 id="example-title">Complete example</h2>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </header>
        <p>
          A new app with these options, and a contact centre on your computer whose agent answers and closes
          the segment by itself. You need no licence.
        </p>
        <ol>
          {EXAMPLE_COMMANDS.map((commands, index) => (
            <li key={commands[0]}>
              <Code
                name={index === 0 ? 'In a terminal' : 'In another terminal, in my-shop'}
                text={commands.join('\n')}
              />
              {index === 0 && <Code name="src/App.tsx" text={code} />}
            </li>
          ))}
        </ol>
      </dialog>
    </>
  )
}

function Code({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className="example-code">
      <div className="jsx-head">
        <span className="jsx-title">{name}</span>
        <CopyButton label="Copy" text={() => text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="jsx-code" aria-label={name} tabIndex={0}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
    </div>
  )
}
