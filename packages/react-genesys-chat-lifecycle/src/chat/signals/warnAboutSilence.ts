import { tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import type { TransportName } from '../../platform/port.ts'
import type { CloseSignal } from './signal.ts'

/** Tells developers of signals of which none can occur on their transport: no segment would ever be closed. */
export function warnAboutSilence(signals: readonly CloseSignal[], transport: TransportName | null): void {
  inDevelopment(() => {
    const isSilent = ({ transports }: CloseSignal): boolean =>
      transport !== null && transports !== undefined && !transports.includes(transport)
    if (signals.length === 0 || !signals.every(isSilent)) return
    tellOnce(
      `closeSignals: ${signals.map(({ name }) => name).join(' and ')} cannot occur on the transport "${transport}", so no segment will ever be closed. Use closeSignals={[allAgentsLeft()]}, or textMarker() if a workflow sends a text.`,
    )
  })
}
