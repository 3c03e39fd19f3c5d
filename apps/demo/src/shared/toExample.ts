import type { DemoSettings } from './settings.ts'
import { importsOf, toJsx } from './toJsx.ts'

/** A complete `src/App.tsx` for a fresh Vite template, with these settings. */
export function toExample(settings: DemoSettings): string {
  const { guard } = settings
  const isMessenger = settings.platform === 'messenger'
  const jsx = toJsx(settings).replace('  <App />', '  <h1>A shop</h1>\n  <Phase />').replaceAll(/^/gm, '    ')
  const hooks = ['useGenesysChatLifecycle', ...(guard.isRenderedByPage ? ['type ChatEndGuardHandle'] : [])]
  return [
    isMessenger
      ? "import { installMessenger } from 'genesys-simulator/messenger'"
      : "import { installGenesysWidgets } from 'genesys-simulator/widget'",
    importsOf(settings, hooks),
    ...(isMessenger ? [] : ["import 'genesys-simulator/widget.css'"]),
    '',
    '// A stand-in for the vendor’s script that your page already loads.',
    isMessenger ? messenger(settings) : widgets(settings),
    '',
    PHASE,
    '',
    ...(guard.isRenderedByPage ? [GUARD_BAR, ''] : []),
    'export default function App() {',
    '  return (',
    jsx,
    '  )',
    '}',
    '',
  ].join('\n')
}

/** The commands that run it, one for each terminal. */
export const EXAMPLE_COMMANDS = [
  [
    'npm create vite@latest my-shop -- --template react-ts --no-interactive',
    'cd my-shop',
    'npm install',
    'npm install react-genesys-chat-lifecycle',
    'npm install --save-dev genesys-simulator',
    'npx genesys-simulator --port 8090 --answer-after 2s --close-after 5s',
  ],
  ['npm run dev'],
] as const

const messenger = ({ mode }: DemoSettings): string =>
  `installMessenger({ server: 'http://127.0.0.1:8090', deploymentId: '${mode === 'regular' ? 'shop-readonly' : 'shop'}' })`

function widgets({ transport, mode }: DemoSettings): string {
  const isAsync = mode === 'async' && transport !== 'gms'
  const address =
    transport === 'gms'
      ? "dataURL: 'http://127.0.0.1:8090/genesys/2/chat/shop',"
      : "dataURL: 'http://127.0.0.1:8090/nexus/v3/chat/sessions',"
  return [
    'installGenesysWidgets({',
    ...(transport === 'gms' ? ["  transport: 'gms',"] : []),
    `  ${address}`,
    `  endpoint: '${isAsync ? 'shop-async' : 'shop'}',`,
    ...(isAsync
      ? [
          '  async: true,',
          '  // An asynchronous chat survives a reload if the page keeps its token.',
          '  tokens: {',
          "    store: (token) => sessionStorage.setItem('chat', JSON.stringify(token)),",
          "    read: () => JSON.parse(sessionStorage.getItem('chat') ?? 'null') ?? undefined,",
          "    remove: () => sessionStorage.removeItem('chat'),",
          '  },',
        ]
      : []),
    '})',
  ].join('\n')
}

const PHASE = `function Phase() {
  const phase = useGenesysChatLifecycle((chat) => chat.phase)
  return <p>The chat is {phase}.</p>
}`

const GUARD_BAR = `function GuardBar({ guard }: { guard: ChatEndGuardHandle }) {
  const { notice, noticePlacement, endsAt, heldFollowUps, labels } = guard
  return (
    <div role="status">
      {noticePlacement === 'page' && notice && (
        <p>
          {notice} <button onClick={guard.dismissNotice}>{labels.dismiss}</button>
        </p>
      )}
      {endsAt && (
        <p>
          {labels.countdown} <button onClick={guard.keepOpen}>{labels.keepOpen}</button>
        </p>
      )}
      {heldFollowUps.map(({ id, text }) => (
        <p key={id}>
          {labels.held} <q>{text}</q>{' '}
          <button onClick={() => guard.sendFollowUp(id)}>{labels.sendAsNew}</button>{' '}
          <button onClick={() => guard.discardFollowUp(id)}>{labels.discard}</button>
        </p>
      ))}
    </div>
  )
}`
