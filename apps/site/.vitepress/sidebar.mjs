/** @param {string} text @param {string} link */
const page = (text, link) => ({ text, link: `/${link}` })
/** @param {string} text @param {string} name */
const guide = (text, name) => page(text, `guides/${name}`)

/** Every page is in here, under one heading. */
export const sidebar = [
  {
    text: 'Start',
    items: [
      page('Overview', 'overview'),
      page('Playground', 'playground'),
      guide('Quick start: Genesys Widgets', 'quick-start-widgets'),
      guide('Quick start: Messenger', 'quick-start-messenger'),
      guide('Migrate from the snippet', 'migration'),
      guide('From Widgets to Messenger', 'migrate-to-messenger'),
      guide('Confirm Messenger', 'confirm-messenger'),
    ],
  },
  {
    text: 'Guides',
    items: [
      guide('A custom chat UI', 'custom-ui'),
      guide('Follow-ups', 'follow-ups'),
      guide('Ends and surveys', 'surveys'),
      guide('Idle customers', 'idle'),
      guide('Several tabs', 'several-tabs'),
      guide('Languages', 'languages'),
      guide('Content Security Policy', 'csp'),
      guide('Next.js and server rendering', 'nextjs'),
      guide('Micro-frontends', 'micro-frontends'),
      page('Testing', 'testing'),
      guide('Troubleshooting', 'troubleshooting'),
    ],
  },
  {
    text: 'Reference',
    items: [
      page('Library', 'library'),
      page('API', 'api/'),
      page('Transports', 'transports'),
      page('Simulator', 'simulator/'),
      page('Simulated widget', 'simulator/widget'),
      page('Simulated Messenger', 'simulator/messenger'),
    ],
  },
  {
    text: 'Platforms and their traps',
    items: [
      page('Genesys Widgets', 'real-widget'),
      page('… in detail', 'real-widget-details'),
      page('… on the wire', 'real-widget-wire'),
      page('… over GMS', 'real-widget-gms'),
      page('… on Genesys Cloud', 'real-widget-genesys-cloud'),
      page('Genesys Cloud Messenger', 'messenger'),
    ],
  },
  {
    text: 'Project',
    items: [
      page('How it works', 'how-it-works'),
      page('Reliability', 'reliability'),
      page('Performance', 'performance'),
      page('The simulator under load', 'simulator-load'),
      page('Browsers', 'browsers'),
      page('What the guard was built on', 'guard-findings'),
      page('The demo', 'demo'),
      page('Releases', 'releases'),
      page('Changelog', 'changelog'),
      page('Changelog of the simulator', 'simulator/changelog'),
      page('Contributing', 'contributing'),
      page('Security', 'security'),
    ],
  },
]
