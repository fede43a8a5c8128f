/**
 * Runs in the sandbox document, whose origin is opaque. It starts the classic worker (module workers fail in such a
 * frame: https://github.com/yukiyokotani/office-open-xml-viewer/issues/1533), hands it the engine's port and says no more.
 */
import workerSource from 'virtual:python-worker'
import { FRAME_CONNECT, FRAME_READY } from './handshake.ts'

addEventListener('message', (event) => {
  const port = event.ports[0]
  if (event.source !== parent || event.data !== FRAME_CONNECT || port === undefined) return
  const worker = new Worker(URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' })))
  let started = false
  worker.onmessage = () => {
    // The first message only says that the worker runs; later ones are the guest's and nobody listens.
    if (started) return
    started = true
    worker.postMessage(null, [port])
  }
  worker.onerror = (error) => {
    if (!started) port.postMessage({ type: 'failed', why: `its worker did not start ${error.message}`.trim() })
  }
})

parent.postMessage(FRAME_READY, '*')
