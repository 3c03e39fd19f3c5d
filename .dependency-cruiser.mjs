// Who may import whom. `npm test` checks it.
import { readFileSync } from 'node:fs'

const LIBRARY = '^packages/react-genesys-chat-lifecycle/src'
const MODELS = '^packages/genesys-models/'
/** Timers, listeners and the like: everybody may use them. */
const COMMON = `${LIBRARY}/common/`

/** What packages show to others: each is an entry point, which tsconfig.json resolves to its source. */
const { paths } = JSON.parse(
  readFileSync(new URL('./tsconfig.json', import.meta.url), 'utf8'),
).compilerOptions
const ENTRIES = Object.values(paths)
  .flat()
  .map((file) => `^${file.slice('./'.length).replaceAll('.', '\\.')}$`)
const PUBLIC_ENTRIES = ENTRIES.filter((entry) => !entry.startsWith(MODELS))

/**
 * @param {string} name
 * @param {string} comment
 * @param {object} from
 * @param {object} to
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'no-cycles',
      'Modules that import each other cannot be understood one by one.',
      {},
      { circular: true },
    ),
    forbid(
      'resolvable',
      'What cannot be resolved is not checked. Only `npm run docs` installs what the site needs.',
      { pathNot: '^apps/site/' },
      { couldNotResolve: true, pathNot: '\\.css$' },
    ),

    // react → guard → chat → platform/port
    forbid(
      'common-is-a-leaf',
      'What everybody uses depends on nobody.',
      { path: COMMON },
      { path: `${LIBRARY}/`, pathNot: COMMON },
    ),
    forbid(
      'port-is-the-bottom',
      'The port is what everything else agrees on: it imports nothing but types of its own folder.',
      { path: `${LIBRARY}/platform/[^/]+\\.ts$` },
      { path: `${LIBRARY}/`, pathNot: `${LIBRARY}/platform/[^/]+\\.ts$` },
    ),
    forbid(
      'platform-knows-the-port-only',
      'A platform translates between a vendor and the port. It knows no other platform, no chat and no guard.',
      { path: `${LIBRARY}/platform/([^/]+)/` },
      {
        path: `${LIBRARY}/`,
        pathNot: [COMMON, `${LIBRARY}/platform/[^/]+\\.ts$`, `${LIBRARY}/platform/$1/`],
      },
    ),
    forbid(
      'chat-knows-the-port-only',
      'The chat is the same on every platform.',
      { path: `${LIBRARY}/chat/` },
      { path: `${LIBRARY}/`, pathNot: [COMMON, `${LIBRARY}/chat/`, `${LIBRARY}/platform/[^/]+\\.ts$`] },
    ),
    forbid(
      'guard-knows-chat-and-port',
      'The guard works on the state of a chat, on every platform.',
      { path: `${LIBRARY}/guard/` },
      { path: `${LIBRARY}/(react|platform/[^/]+|testing)/` },
    ),
    forbid(
      'locales-are-leaves',
      'Texts need nothing but the types of the labels.',
      { path: `${LIBRARY}/locales/` },
      { path: `${LIBRARY}/`, pathNot: `${LIBRARY}/locales/`, dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'only-a-provider-chooses-a-platform',
      'Hooks and components work on every platform. A provider chooses one.',
      {
        path: `${LIBRARY}/react/`,
        // The hooks for the vendor's own bus work on that platform only, and say so.
        pathNot: `${LIBRARY}/react/([^/]*Provider\\.tsx|useGenesys(BusEvent|Command|BeforeCommand|PreProcessor)\\.ts)$`,
      },
      { path: `${LIBRARY}/platform/[^/]+/`, dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'nothing-imports-react-folder',
      'React is the outermost layer.',
      { path: `${LIBRARY}/[^/]+/`, pathNot: `${LIBRARY}/react/` },
      { path: `${LIBRARY}/react/` },
    ),
    forbid(
      'core-without-react',
      'The entry point for other frameworks must not load React.',
      { path: `${LIBRARY}/core\\.ts$` },
      { path: '(^|/)node_modules/(react|react-dom)/', reachable: true },
    ),
    forbid(
      'testing-uses-models-and-public-types',
      'The test bus is independent of what it tests.',
      { path: `${LIBRARY}/testing/` },
      {
        path: '^packages/',
        pathNot: [`${LIBRARY}/testing/`, MODELS],
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'testing-is-not-shipped',
      'Nothing of the library may pull the test bus into a bundle.',
      { path: `${LIBRARY}/`, pathNot: `${LIBRARY}/testing/` },
      { path: `${LIBRARY}/testing/` },
    ),

    forbid(
      'models-know-nobody',
      'The models serve the library and the simulator, and depend on neither.',
      { path: `${MODELS}src/` },
      { path: ['^packages/(?!genesys-models/)', '(^|/)node_modules/(react|react-dom)/'] },
    ),
    forbid(
      'packages-by-their-entries',
      'A package uses what another one publishes, and nothing behind it.',
      { path: '^packages/([^/]+)/src/' },
      { path: '^packages/', pathNot: ['^packages/$1/', ...ENTRIES] },
    ),
    forbid(
      'apps-by-public-entries',
      'Apps and examples use what a user of the packages can use.',
      { path: '^(apps|examples)/' },
      { path: '^packages/', pathNot: [...PUBLIC_ENTRIES, '\\.css$'] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
