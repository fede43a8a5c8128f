/** Page side: sandbox frames. A worker cannot make one, so the engine asks the page for it. */
import { SandboxError } from '../errors.ts'
import { FRAME_CONNECT, FRAME_READY } from './handshake.ts'

const frames = new Map<number, HTMLIFrameElement>()

/** Milliseconds until a frame that says nothing is given up: by address, then by text. */
const PATIENCE = { src: 3000, srcdoc: 10_000 }

export interface SandboxOptions {
  /** Address of the sandbox document. */
  readonly src: string
  /** Milliseconds to wait for the document by address; 0 goes straight to its text. */
  readonly patience?: number
  readonly signal?: AbortSignal
}

/**
 * Makes a sandbox and gives the port of its worker. By address first, because a frame made of text inherits the
 * page's own content policy; by text when the address does not answer, because no service worker serves an
 * opaque-origin frame offline. Throws SandboxError.
 */
export async function openSandbox(options: SandboxOptions): Promise<{ id: number; port: MessagePort }> {
  const patience = options.patience ?? PATIENCE.src
  if (patience > 0) {
    const opened = await connect((frame) => frame.setAttribute('src', options.src), patience, options.signal)
    if (opened) return opened
  }
  const text = await documentText(options.src)
  const opened = await connect((frame) => frame.setAttribute('srcdoc', text), PATIENCE.srcdoc, options.signal)
  if (opened) return opened
  throw new SandboxError('its frame does not answer')
}

/** Ends a sandbox, whatever it is doing. */
export function killSandbox(id: number): void {
  frames.get(id)?.remove()
  frames.delete(id)
}

async function documentText(src: string): Promise<string> {
  try {
    const response = await fetch(src)
    if (response.ok) return await response.text()
  } catch {
    // The sentence below says it.
  }
  throw new SandboxError('its page cannot be loaded')
}

/** A frame that said it is ready and got a port; null when it stayed silent. */
function connect(
  load: (frame: HTMLIFrameElement) => void,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<{ id: number; port: MessagePort } | null> {
  signal?.throwIfAborted()
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.setAttribute('allow', '')
  frame.setAttribute('credentialless', '')
  frame.setAttribute('referrerpolicy', 'no-referrer')
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  frame.hidden = true
  load(frame)
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer)
      removeEventListener('message', onMessage)
      signal?.removeEventListener('abort', onAbort)
    }
    const onMessage = (event: MessageEvent) => {
      // An opaque origin has no name: its window is the only proof of where a message comes from.
      if (event.source === null || event.source !== frame.contentWindow || event.data !== FRAME_READY) return
      finish()
      const { port1, port2 } = new MessageChannel()
      frame.contentWindow?.postMessage(FRAME_CONNECT, '*', [port2])
      const id = crypto.getRandomValues(new Uint32Array(1))[0] as number
      frames.set(id, frame)
      resolve({ id, port: port1 })
    }
    const onAbort = () => {
      finish()
      frame.remove()
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      finish()
      frame.remove()
      resolve(null)
    }, patience)
    addEventListener('message', onMessage)
    signal?.addEventListener('abort', onAbort)
    document.documentElement.append(frame)
  })
}
