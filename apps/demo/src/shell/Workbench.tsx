import { useLayoutEffect, useRef, useState } from 'react'
import { countChanged } from '../shared/guardOptions.ts'
import { useSettings } from '../shared/settings.ts'
import { LifecycleStrip } from './LifecycleStrip.tsx'
import { OptionsPanel } from './OptionsPanel.tsx'
import { Timeline } from './Timeline.tsx'

const PANELS = [
  { name: 'options', label: 'Options', Panel: OptionsPanel },
  { name: 'timeline', label: 'Timeline', Panel: Timeline },
] as const

type PanelName = (typeof PANELS)[number]['name']

export interface WorkbenchProps {
  /** The panels that can be opened. Default: all. */
  readonly panels?: readonly PanelName[]
}

/** Below the customer's page: the library's state, its options, and a timeline. */
export function Workbench({ panels = ['options', 'timeline'] }: WorkbenchProps) {
  const [open, setOpen] = useState<string>()
  const panel = PANELS.find(({ name }) => name === open)
  const changed = countChanged(useSettings().guard)
  const root = useRef<HTMLDivElement>(null)

  // The customer's page keeps its height, so the panel may open below what is in view.
  useLayoutEffect(() => {
    if (open) root.current?.scrollIntoView({ block: 'nearest' })
  }, [open])

  return (
    <div className="workbench" ref={root}>
      {panel && (
        <div className="workbench-panel" id="workbench-panel">
          <panel.Panel />
        </div>
      )}
      <div className="workbench-bar">
        <LifecycleStrip />
        <div className="workbench-buttons">
          {PANELS.filter(({ name }) => panels.includes(name)).map(({ name, label }) => (
            <button
              key={name}
              type="button"
              className="button"
              aria-expanded={open === name}
              aria-controls="workbench-panel"
              onClick={() => setOpen(open === name ? undefined : name)}
            >
              {label} {name === 'options' && changed > 0 && <span className="count">{changed} changed</span>}
            </button>
          ))}
        </div>
      </div>
    </div>
  )
}
