import { useEffect } from 'react'
import { useTimeline } from './timelineStore.ts'
import { TOUR_STEPS, type TourStep } from './tourSteps.ts'
import { goTo, leaveTour, startTour, useTour } from './tourStore.ts'
import { useCustomerState } from './useCustomerState.ts'

/** Offers the guided tour. Once somebody has taken it or said no, it is only a button. */
export function TourOffer() {
  const tour = useTour()
  if (tour === 'over') {
    return (
      <button type="button" className="text-button" data-focus-next onClick={startTour}>
        Guided tour
      </button>
    )
  }
  return (
    <>
      <button type="button" className="button button-primary" data-focus-next onClick={startTour}>
        Take the tour
      </button>
      <button type="button" className="button" onClick={leaveTour}>
        No, thanks
      </button>
    </>
  )
}

/** The current step of the tour. It goes on by itself when the step was done. */
export function TourCard({ at }: { readonly at: number }) {
  const step = TOUR_STEPS[at] as TourStep
  const isLast = at === TOUR_STEPS.length - 1
  const state = useCustomerState()
  const timeline = useTimeline()
  const isDone = state !== null && step.isDone?.(state, timeline) === true

  useEffect(() => {
    if (isDone) goTo(at + 1)
  }, [isDone, at])
  useEffect(() => pointAt(step.side), [step.side])

  return (
    <div className="tour">
      <span className="tour-count" aria-hidden="true">
        {at + 1}/{TOUR_STEPS.length}
      </span>
      <p role="status">
        <span className="visually-hidden">
          Step {at + 1} of {TOUR_STEPS.length}.{' '}
        </span>
        <strong>{step.title}.</strong> {step.text}
      </p>
      <div className="tour-buttons">
        {!isLast && (
          <button
            type="button"
            className={step.isDone ? 'button' : 'button button-primary'}
            data-focus-next
            onClick={() => goTo(at + 1)}
          >
            {step.isDone ? 'Skip this step' : 'Next'}
          </button>
        )}
        <button
          type="button"
          className={isLast ? 'button button-primary' : 'button'}
          data-focus-next
          onClick={leaveTour}
        >
          {isLast ? 'Done' : 'Leave the tour'}
        </button>
      </div>
    </div>
  )
}

/** Marks a side of the page, and brings it into view where the sides are stacked. */
function pointAt(side: TourStep['side']): () => void {
  const { dataset } = document.documentElement
  dataset.tour = side
  const target = document.querySelector(side === 'desk' ? '.desk' : '.browser')
  if (side !== 'none' && matchMedia('(max-width: 60rem)').matches)
    target?.scrollIntoView({ block: 'nearest' })
  return () => {
    delete dataset.tour
  }
}
