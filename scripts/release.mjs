// Publishes what npm does not have yet, with provenance, and tags it. Runs in the release workflow and nowhere else.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server = 'https://github.com' } = process.env
if (!repository) {
  console.error('npm run release is for the release workflow on GitHub: there it gets its provenance.')
  process.exit(1)
}

for (const script of ['scripts/build.mjs', 'scripts/check-packages.mjs']) {
  run(process.execPath, [join(root, script)], root)
}
for (const name of ['react-genesys-chat-lifecycle', 'genesys-simulator']) {
  const folder = join(root, 'packages', name)
  const file = join(folder, 'package.json')
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'))
  if (isPublished(`${name}@${manifest.version}`)) continue
  // npm takes a provenance only for a package that names the repository it was built in.
  manifest.repository = {
    type: 'git',
    url: `git+${server}/${repository}.git`,
    directory: `packages/${name}`,
  }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
  run('npm', ['publish', '--provenance', '--access', 'public'], folder)
}
// What it prints tells the action which releases to make.
run(process.execPath, [join(root, 'node_modules/@changesets/cli/bin.js'), 'tag'], root)

/** @param {string} spec @returns {boolean} */
function isPublished(spec) {
  const { status, stdout, stderr } = spawnSync('npm', ['view', spec, 'version'], { encoding: 'utf8' })
  if (status === 0) return stdout.trim() !== ''
  if (stderr.includes('E404')) return false
  throw new Error(`npm view ${spec} failed: ${stderr}`)
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  execFileSync(command, args, { cwd, stdio: 'inherit' })
}
