import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What was called otherwise before the first release, and what to write instead. */
const OLD_NAMES: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bendSignals\b/, 'closeSignals'],
  [/\bEndSignal\b/, 'CloseSignal'],
  [/\bChatClosing\b/, 'ClosedSegment'],
  [/\.closing\b|\bclosing\?\.|`closing`|['"]closing['"]|\bclosing(: |\()/, 'closedSegment, or segment'],
  [/\{[^{}'"`]*\bclosing\b[^{}'"`]*\} =/, 'closedSegment, or segment'],
  [/\bcloseDelayMs\b/, 'endDelayMs'],
  [/\bonClose\b/, 'onEnd'],
  [/\bonReopened\b/, 'onSegmentReopened'],
  [/\bClosePolicy\b/, 'asyncPolicy, regularPolicy'],
  [/\b(async|regular)(: |=\{?)['"](notify|close|none)['"]/, 'asyncPolicy, regularPolicy'],
  [/Policy(: |=\{?)['"]close['"]/, "'end'"],
  [/\bRenderPolicy\b/, 'NoticePlacement'],
  [/\brender(: |=\{?)['"](auto|widget|page|none)['"]/, 'noticePlacement'],
  [/\bNoticePlace\b/, 'noticePlacement'],
  [/\bstopCountdown\b/, 'keepOpen'],
  [/\bdismiss\(\)|\bguard\.dismiss\b/, 'dismissNotice'],
  [/\bguard\.discard\b/, 'discardFollowUp'],
  [/useChatEndGuard\(\{[^}]*\boverlay\b/, 'overlayElement, controlsPlacement'],

  [/\bcreateChatLifecycle\((undefined|\w*bus\b)/i, 'createChatLifecycle({ bus })'],
]

/** Files of others, and this list. */
const LEFT_OUT =
  /^(pnpm-lock\.yaml|test\/scripts\/oldNames\.test\.ts|.*\.test-d\.ts|.*\/recordings\/.*\.json)$/
const TEXT = /\.(tsx?|mts|mjs|cjs|js|json|md|css|html|ya?ml)$/

/** Leaves out what stands below a heading that speaks of migration, and keeps the line numbers. */
function withoutMigration(text: string): string[] {
  let level = 0
  return text.split('\n').map((line) => {
    const heading = /^(#+) (.*)/.exec(line)
    if (heading) {
      const [, marks = '', title = ''] = heading
      if (level === 0 || marks.length <= level) level = /migrat/i.test(title) ? marks.length : 0
    }
    return level > 0 ? '' : line
  })
}

function oldNamesIn(text: string): string[] {
  return withoutMigration(text).flatMap((line, index) =>
    OLD_NAMES.filter(([pattern]) => pattern.test(line)).map(
      ([, instead]) => `${index + 1}: ${line.trim().slice(0, 100)} (write ${instead})`,
    ),
  )
}

describe('names from before the first release', () => {
  it.each([
    'endSignals={[interactionState()]}',
    'const { closing } = chat',
    'state.closing?.key',
    "<ChatEndGuard async='close' />",
    "asyncPolicy: 'close'",
    'createChatLifecycle(testBus.bus)',
  ])('are recognized in %s', (line) => {
    expect(oldNamesIn(line)).not.toEqual([])
  })

  it.each(['By closing the segment the agent', "asyncPolicy: 'end'", 'createChatLifecycle({ bus })'])(
    'are not seen in %s',
    (line) => {
      expect(oldNamesIn(line)).toEqual([])
    },
  )

  it('may stand below a heading about migration only', () => {
    const text = '# Releases\n## Migrating\n| endSignals |\n### Guard\n| onClose |\n## Next\nonReopened'
    expect(oldNamesIn(text)).toEqual(['7: onReopened (write onSegmentReopened)'])
  })

  it('occur nowhere else', () => {
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    })
    const files = listed
      .split('\n')
      .filter((file) => TEXT.test(file) && !LEFT_OUT.test(file) && existsSync(join(root, file)))
    expect(files.length).toBeGreaterThan(200)
    const found = files.flatMap((file) =>
      oldNamesIn(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
    )
    expect(found).toEqual([])
  })
})
