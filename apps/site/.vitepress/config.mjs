import { defineConfig } from 'vitepress'
import { sidebar } from './sidebar.mjs'

const {
  GITHUB_REPOSITORY: name,
  GITHUB_SERVER_URL: server = 'https://github.com',
  SITE_BASE: base = '/',
} = process.env

export default defineConfig({
  title: 'react-genesys-chat-lifecycle',
  description: 'Tell customers when an agent closes a Genesys chat, exactly once.',
  lang: 'en',
  base,
  srcDir: 'pages',
  cleanUrls: true,
  // A link to a page that is not there fails the build. A link to this machine is an example.
  ignoreDeadLinks: 'localhostLinks',
  markdown: { anchor: { slugify: slugOf } },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Guides', link: '/guides/quick-start-widgets', activeMatch: '/guides/' },
      { text: 'Reference', link: '/library' },
      { text: 'API', link: '/api/' },
      { text: 'Playground', link: '/playground' },
      { text: 'Changelog', link: '/changelog' },
    ],
    sidebar,
    ...(name && { socialLinks: [{ icon: 'github', link: `${server}/${name}` }] }),
  },
})

/** As GitHub makes them, so that the links of the documents work in both places. @param {string} heading */
function slugOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
