import fc from 'fast-check'

/** A request, with parts that only a run knows: `{session}`, `{member}`, `{key}`, `{token}` … */
export interface OddRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface Route {
  readonly method: string
  readonly path: string
}

/** Names of fields and actions of every API here, so that a body gets past the first check. */
const NAMES = [
  ...[
    'nickname',
    'firstName',
    'data',
    'userData',
    'endpoint',
    'type',
    'text',
    'url',
    'operationId',
    'message',
  ],
  ...['userId', 'secureKey', 'alias', 'transcriptPosition', 'operation', 'chatId', 'fileId', 'file'],
  ...['organizationId', 'deploymentId', 'routingTarget', 'targetType', 'targetAddress', 'memberInfo'],
  ...['displayName', 'customFields', 'body', 'bodyType', 'oauth', 'code', 'refreshToken', 'name', 'as', 'to'],
  ...['interactionState', 'stopped', 'steps', 'afterMs', 'do', 'status', 'forMs', 'latencyMs', 'requests'],
  ...['cards', 'quickReplies', 'title', 'actions', 'fileTypes', 'maxFileSizeKB', 'allowedDomains'],
  ...['__proto__', 'constructor', 'toString', '', '[]', 'a[b]'],
]

const WORDS = [
  ...['{session}', '{gms}', '{userId}', '{secureKey}', '{guest}', '{member}', '{token}', '{jwt}', '{key}'],
  ...[
    'Text',
    'PushUrl',
    'QUEUE',
    'Finalizing',
    'Completed',
    'requestChat',
    'join',
    'say',
    'state',
    'end',
    'Bot',
  ],
  ...[
    'shop-async',
    '1',
    '-1',
    '1e999',
    'NaN',
    '0-0',
    '9'.repeat(400),
    'https://a.example/',
    '\u0000',
    '\ud800',
    '%00',
  ],
]

const names = fc.constantFrom(...NAMES)
export const words = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  fc.string({ unit: 'binary' }),
)

/** JSON of known names and words, and JSON that nobody would write. */
export const json = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words,
    fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 500, 60_000),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(names, tie('value'), { maxKeys: 8 }),
})).object

const deep = fc.tuple(names, fc.integer({ min: 1, max: 6000 })).map(([name, depth]) => {
  const open = `{${JSON.stringify(name)}:`
  return open.repeat(depth) + '1'.padEnd(depth + 1, '}')
})
const wide = fc
  .integer({ min: 1, max: 5000 })
  .map(
    (count) =>
      `{"data":{"nickname":"Joe","userData":{${Array.from({ length: count }, (_, i) => `"${i}":1`)}}}}`,
  )
const pairs = fc.array(fc.tuple(names, fc.array(names, { maxLength: 20 }), words), { maxLength: 12 })
const form = fc
  .oneof(
    pairs,
    fc
      .integer({ min: 1, max: 13_000 })
      .map((count) => Array.from({ length: count }, () => ['d', [''], ''] as const)),
  )
  .map((all) =>
    all
      .map(
        ([head, path, word]) =>
          `${head}${path.map((name) => `[${name}]`).join('')}=${encodeURI(word.replace(/\p{Cs}/gu, ''))}`,
      )
      .join('&'),
  )
const multipart = fc
  .array(fc.tuple(names, words, fc.boolean()), { maxLength: 60 })
  .map((parts) =>
    [
      ...parts.map(
        ([name, word, isFile]) =>
          `--x\r\ncontent-disposition: form-data; name="${name}"${isFile ? `; filename="${name}"\r\ncontent-type: image/png` : ''}\r\n\r\n${word}`,
      ),
      '--x--',
    ].join('\r\n'),
  )

const bodies = fc.oneof(
  { weight: 5, arbitrary: json.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: form },
  multipart,
  deep,
  wide,
  fc.string({ unit: 'binary' }),
)

const types = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
)

const queries = fc.oneof(
  fc.constant(''),
  fc
    .dictionary(
      fc.constantFrom('count', 'index', 'after', 'before', 'maxResults', 'pageSize', 'token', 'deploymentId'),
      words,
    )
    .map((query) => `?${new URLSearchParams(query)}`),
)

const ids = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('{session}', '{gms}', '{guest}', '{member}', '{key}', 'shop') },
  fc.constantFrom('%00', '__proto__', '%E0%A4%A', '..', 'x'.repeat(3000)),
)

/** What is right for a part of the APIs, so that a request gets to what is behind the first checks. */
const RIGHT: readonly [prefix: string, id: string, credentials: string][] = [
  ['/nexus/', '{session}', '{token}'],
  ['/genesys/', '{gms}', ''],
  ['/api/v2/webchat/', '{guest}', '{jwt}'],
  ['/api/v2/webmessaging/', '{key}', '{history}'],
]
const anySession = fc.constantFrom('{session}', '{gms}', '{guest}')

/** Bodies that some route takes, with odd values. */
const aimedBodies = fc.oneof(
  fc.record({ nickname: words, userData: json, endpoint: words }, { requiredKeys: [] }).chain((start) =>
    fc.record({
      data: fc.record({ ...constants(start), type: fc.constantFrom('Text', 'Notice'), text: words }),
      nickname: fc.constantFrom('Joe', 'x'),
      userId: fc.constant('{userId}'),
      secureKey: fc.constant('{secureKey}'),
      message: words,
      userData: json,
      transcriptPosition: words,
      body: words,
    }),
  ),
  fc.record({ name: words, type: fc.constantFrom('Agent', 'Bot') }),
  fc.record({ text: words }),
  fc.record({ interactionState: words }),
  fc.record({ to: words }),
  fc.record({ type: fc.constantFrom('Send', 'ReadOnly', 'Silent') }),
  fc.record({
    text: words,
    quickReplies: fc.array(words, { maxLength: 14 }),
    cards: fc.array(fc.record({ title: words, image: words }), { maxLength: 11 }),
  }),
  fc.record({
    steps: fc.array(
      fc.oneof(
        fc.record({ afterMs: fc.nat(1000), do: fc.constantFrom('typing', 'leave', 'end') }),
        fc.record({ afterMs: fc.nat(1000), do: fc.constant('say'), text: words }),
        fc.record({ afterMs: fc.nat(1000), do: fc.constant('join'), name: words }),
        fc.record({ afterMs: fc.nat(1000), do: fc.constant('state'), interactionState: words }),
      ),
      { minLength: 1, maxLength: 6 },
    ),
  }),
  fc.record({ forMs: fc.integer(), code: words, duplicate: fc.boolean(), reorder: fc.boolean() }),
  fc.record({ maxFileSizeKB: fc.integer(), fileTypes: fc.array(words), allowedDomains: fc.array(words) }),
)

function constants(values: object): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fc.constant(value as unknown)]),
  )
}

/** `userData` that is nested as deep as a body allows, where the APIs look for it. */
const deepUserData = fc.tuple(fc.constantFrom(15, 20, 6000), fc.boolean()).map(([depth, inData]) => {
  const userData = `"userData":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  const known = '"nickname":"Joe","userId":"{userId}","secureKey":"{secureKey}"'
  return inData ? `{"data":{"nickname":"Joe",${userData}}}` : `{${known},${userData}}`
})

/** A request to where something is, with the right credentials. */
function aimedRequests(routes: readonly Route[]): fc.Arbitrary<OddRequest> {
  return fc
    .record({
      route: fc.constantFrom(...routes),
      session: anySession,
      query: queries,
      body: fc.oneof(
        { weight: 4, arbitrary: aimedBodies.map((value) => JSON.stringify(value)) },
        { weight: 2, arbitrary: deepUserData },
        bodies,
      ),
    })
    .map(({ route: { method, path }, session, query, body }) => {
      const [, id = session, credentials = ''] = RIGHT.find(([prefix]) => path.startsWith(prefix)) ?? []
      const filled = path
        .replace(':service', 'shop')
        .replace(/:(memberId|participantId)/, '{member}')
        .replace(/:[A-Za-z]+/g, id)
        .replaceAll('*', 'x')
      return {
        method,
        path: filled + query,
        headers: {
          'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
          'x-nexus-client-key': credentials,
          authorization: `Bearer ${credentials}`,
        },
        body: method === 'GET' || method === 'HEAD' ? undefined : body,
      }
    })
}

/** Requests for every route, and some for none. */
export function oddRequests(routes: readonly Route[]): fc.Arbitrary<OddRequest> {
  return fc.oneof({ weight: 2, arbitrary: aimedRequests(routes) }, wildRequests(routes))
}

/** Nothing in it fits together. */
function wildRequests(routes: readonly Route[]): fc.Arbitrary<OddRequest> {
  const target = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...routes) },
    fc.record({ method: fc.constantFrom('GET', 'PATCH', 'OPTIONS', 'POST'), path: fc.webPath() }),
  )
  return fc
    .record({
      target,
      ids: fc.array(ids, { minLength: 4, maxLength: 4 }),
      query: queries,
      type: types,
      credentials: fc.constantFrom('{token}', '{jwt}', '{history}', 'x'),
      body: fc.option(bodies, { nil: undefined, freq: 6 }),
    })
    .map((parts) => {
      const { method, path } = parts.target
      const filled = [...parts.ids]
        .reduce((text, id) => text.replace(/:[A-Za-z]+/, id), path)
        .replaceAll('*', 'x')
      return {
        method,
        path: filled + parts.query,
        headers: {
          'content-type': parts.type,
          'x-nexus-client-key': parts.credentials,
          authorization: `Bearer ${parts.credentials}`,
        },
        body: method === 'GET' || method === 'HEAD' ? undefined : parts.body,
      }
    })
}

/** Frames of Messenger's WebSocket. */
export const oddFrames: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        action: fc.constantFrom(
          ...[
            'configureSession',
            'configureAuthenticatedSession',
            'onMessage',
            'echo',
            'getJwt',
            'onAttachment',
          ],
          ...['getAttachment', 'deleteAttachment', 'closeSession', 'toString'],
        ),
        type: fc.constantFrom('Text', 'Structured', 'Event', 'x'),
        rest: json,
        sent: json,
        content: fc.array(json, { maxLength: 3 }),
        attachmentId: fc.constantFrom('a', 'b'),
        fileName: words,
        fileType: fc.oneof(fc.constant('image/png'), words),
      })
      .map(({ rest, sent, type, content, ...known }) =>
        JSON.stringify({
          ...(rest as object),
          token: '{messenger}',
          deploymentId: 'shop',
          ...known,
          message: { text: 'hi', ...(sent as object), type, content, events: content },
        }),
      ),
  },
  bodies,
)
