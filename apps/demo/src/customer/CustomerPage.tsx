import { Machine } from './Machine.tsx'

const STEPS = [
  { title: 'Picked up', when: 'Mon 09:40', done: true },
  { title: 'In the workshop', when: 'Tue 14:05', done: true },
  { title: 'Descaled, new seals fitted', when: 'Today', done: false },
  { title: 'Back on your counter', when: 'Thu', done: false },
]

const GUIDES = [
  { title: 'Descale in 20 minutes', text: 'When the amber light stays on after a brew.', tag: 'Care' },
  { title: 'Dial in a new bean', text: 'Grind, dose and time, one step after the other.', tag: 'Brewing' },
  { title: 'Seals and baskets', text: 'Parts that fit your Halbrook Two, in stock.', tag: 'Parts' },
]

const QUESTIONS = [
  {
    question: 'The amber light stays on. What now?',
    answer:
      'Your machine asks to be descaled. Fill the tank with solution and hold both buttons for three seconds.',
  },
  {
    question: 'Can I change the address of a delivery?',
    answer:
      'Until the evening before it leaves us. Write to us in the chat, and have the order number at hand.',
  },
  {
    question: 'How long is the warranty?',
    answer: 'Three years on the machine, and one year on every part that we fit.',
  },
]

/** The support page of a coffee machine maker. It knows nothing about the chat. */
export function CustomerPage() {
  return (
    <div className="page">
      <header className="page-head">
        <a className="brand" href="#top" aria-label="Halbrook, to the start">
          <span className="brand-mark" aria-hidden="true" />
          Halbrook
        </a>
        <nav aria-label="Main">
          <a href="#machines">Machines</a>
          <a href="#coffee">Coffee</a>
          <a href="#support" aria-current="page">
            Support
          </a>
        </nav>
        <span className="account">
          <span className="account-initial" aria-hidden="true">
            J
          </span>
          Joe
        </span>
      </header>

      <main id="top">
        <section className="hero" aria-labelledby="hero-title">
          <div>
            <p className="kicker">Support</p>
            <h1 id="hero-title">Good morning, Joe. Let’s get your coffee flowing.</h1>
            <p className="lead">
              Ask us about your repair, your beans or that amber light. Someone who knows your machine answers
              in the chat, most days within two minutes.
            </p>
            <p className="hours">
              <span className="hours-dot" aria-hidden="true" />
              The workshop is open until 20:00
            </p>
          </div>
          <Machine />
        </section>

        <section className="repair" aria-labelledby="repair-title">
          <div className="repair-head">
            <h2 id="repair-title">Your repair</h2>
            <p>
              Halbrook Two · <span className="nowrap">order H2-20714</span>
            </p>
          </div>
          <ol>
            {STEPS.map((step) => (
              <li key={step.title} className={step.done ? 'step step-done' : 'step'}>
                <span className="step-mark" aria-hidden="true" />
                <span className="step-title">{step.title}</span>
                <span className="step-when">{step.when}</span>
              </li>
            ))}
          </ol>
        </section>

        <section aria-labelledby="guides-title">
          <h2 id="guides-title">Help yourself</h2>
          <ul className="guides">
            {GUIDES.map((guide) => (
              <li key={guide.title} className="guide">
                <span className="guide-tag">{guide.tag}</span>
                <h3>{guide.title}</h3>
                <p>{guide.text}</p>
              </li>
            ))}
          </ul>
        </section>

        <section className="questions" aria-labelledby="questions-title">
          <h2 id="questions-title">Often asked</h2>
          {QUESTIONS.map((entry) => (
            <details key={entry.question}>
              <summary>{entry.question}</summary>
              <p>{entry.answer}</p>
            </details>
          ))}
        </section>
      </main>

      <footer>Halbrook is made up for this demo. Its coffee would be very good.</footer>
    </div>
  )
}
