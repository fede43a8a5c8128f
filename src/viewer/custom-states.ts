import { VIEWER_STATES, type ViewerState } from './run.ts'

/** Shows the state as a custom state, as in `:state(done)`. */
export function showState(states: CustomStateSet | undefined, current: ViewerState): void {
  for (const state of VIEWER_STATES) {
    if (state === current) states?.add(state)
    else states?.delete(state)
  }
}
