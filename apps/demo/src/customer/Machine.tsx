/** The brand's picture: a machine at work. Drawn, so that the demo needs nothing from elsewhere. */
export function Machine() {
  return (
    <svg className="machine" viewBox="0 0 360 320" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="machine-body" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" className="machine-body-from" />
          <stop offset="1" className="machine-body-to" />
        </linearGradient>
        <linearGradient id="machine-steel" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#f3ede2" />
          <stop offset="0.5" stopColor="#cfc5b4" />
          <stop offset="1" stopColor="#a99d8a" />
        </linearGradient>
      </defs>
      <circle className="machine-sun" cx="196" cy="150" r="138" />
      <ellipse className="machine-shadow" cx="186" cy="291" rx="142" ry="13" />
      {/* tank and body */}
      <rect x="232" y="78" width="44" height="150" rx="12" className="machine-tank" />
      <rect x="232" y="128" width="44" height="100" rx="10" className="machine-water" />
      <path
        d="M92 66h150a20 20 0 0 1 20 20v182a16 16 0 0 1-16 16H92a16 16 0 0 1-16-16V82a16 16 0 0 1 16-16Z"
        fill="url(#machine-body)"
      />
      <rect x="76" y="60" width="186" height="16" rx="8" fill="url(#machine-steel)" />
      {/* the opening where the cup stands */}
      <path
        d="M96 150h106a10 10 0 0 1 10 10v96H96a8 8 0 0 1-8-8v-90a8 8 0 0 1 8-8Z"
        className="machine-bay"
      />
      <rect x="88" y="256" width="134" height="18" rx="5" fill="url(#machine-steel)" />
      <path d="M100 262h110M100 268h110" className="machine-grid" />
      {/* dials */}
      <circle cx="116" cy="108" r="18" className="machine-dial" />
      <path d="M116 108l8-9" className="machine-hand" />
      <rect x="150" y="100" width="16" height="16" rx="8" className="machine-button" />
      <rect x="174" y="100" width="16" height="16" rx="8" className="machine-button" />
      <circle cx="208" cy="108" r="5" className="machine-light" />
      <rect x="224" y="92" width="20" height="34" rx="6" fill="url(#machine-steel)" />
      {/* group head and portafilter */}
      <rect x="126" y="146" width="52" height="14" rx="4" fill="url(#machine-steel)" />
      <rect x="134" y="160" width="36" height="10" rx="3" className="machine-dark" />
      <path d="M134 166H84a6 6 0 0 0-6 6v2a6 6 0 0 0 6 6h24l26-6Z" className="machine-handle" />
      <path d="M147 172v30M158 172v30" className="machine-coffee" />
      {/* cup */}
      <path d="M124 206h58v24a22 22 0 0 1-22 22h-14a22 22 0 0 1-22-22Z" className="machine-cup" />
      <path d="M182 212h7a10 10 0 0 1 0 20h-8" className="machine-cup-handle" />
      <path d="M118 252h70" className="machine-saucer" />
      {/* steam */}
      <g className="machine-steam">
        <path d="M290 66c-10-10 10-18 0-30" />
        <path d="M306 60c-8-9 8-15 0-26" />
      </g>
      <path d="M250 74c26-2 40 2 44 18v26" className="machine-wand" />
    </svg>
  )
}
