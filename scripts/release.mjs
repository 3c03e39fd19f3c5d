// Packs what npm does not have yet into the folder `release`, with the notes of each version. The release workflow publishes it, in a
// job that runs no code of this repository and of no dependency.
//
//   npm run release                  nothing, while changesets wait for the pull request that raises the versions
//   npm run release -- --preview     the versions that the waiting changesets make, with the time as their suffix
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { notesOf, publishedDocument, publishedManifest } from './publishedManifest.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const release = join(root, 'release')
const {
  GITHUB_REPOSITORY: repository,
  GITHUB_SERVER_URL: server = 'https://github.com',
  GITHUB_OUTPUT: outputs,
} = process.env
if (!repository) {
  console.error('npm run release is for the release workflow on GitHub. GITHUB_REPOSITORY is not set.')
  process.exit(1)
}

const isPreview = process.argv.includes('--preview')
const waiting = readdirSync(join(root, '.changeset')).filter((name) => /^(?!README).*\.md$/.test(name))
/** @type {string[]} */
const packed = []
if (isPreview ? waiting.length > 0 : waiting.length === 0) {
  if (isPreview) {
    run(process.execPath, [
      join(root, 'node_modules/@changesets/cli/bin.js'),
      'version',
      '--snapshot',
      'preview',
    ])
  }
  for (const script of ['scripts/build.mjs', 'scripts/check-packages.mjs'])
    run(process.execPath, [join(root, script)])
  mkdirSync(release, { recursive: true })
  for (const name of ['react-genesys-chat-lifecycle', 'genesys-simulator']) pack(name)
}
console.log(packed.length > 0 ? `Packed: ${packed.join(', ')}` : 'Nothing to publish.')
if (outputs) appendFileSync(outputs, `packed=${packed.length > 0}\n`)

/** @param {string} name */
function pack(name) {
  const folder = join(root, 'packages', name)
  const home = { server, repository: `${repository}` }
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { version } = manifest
  if (isPublished(`${name}@${version}`)) return
  const restore = [
    change(
      join(folder, 'package.json'),
      () => `${JSON.stringify(publishedManifest(manifest, home), null, 2)}\n`,
    ),
    change(join(folder, 'README.md'), (text) => publishedDocument(text, `packages/${name}/README.md`, home)),
  ]
  try {
    run('npm', ['pack', folder, '--pack-destination', release])
  } finally {
    for (const each of restore) each()
  }
  const changelog = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')
  writeFileSync(join(release, `${name}@${version}.md`), notesOf(changelog, version))
  packed.push(`${name}@${version}`)
}

/**
 * Changes a file; returns a function that restores it.
 *
 * @param {string} file @param {(text: string) => string} to
 */
function change(file, to) {
  const source = readFileSync(file, 'utf8')
  writeFileSync(file, to(source))
  return () => writeFileSync(file, source)
}

/** @param {string} spec @returns {boolean} */
function isPublished(spec) {
  const { status, stdout, stderr } = spawnSync('npm', ['view', spec, 'version'], { encoding: 'utf8' })
  if (status === 0) return stdout.trim() !== ''
  if (stderr.includes('E404')) return false
  throw new Error(`npm view ${spec} failed: ${stderr}`)
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  execFileSync(command, args, { cwd: root, stdio: 'inherit' })
}
