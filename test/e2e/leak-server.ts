/** A server that writes down whatever reaches it, and answers so that nothing but the sandbox keeps it out. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LeakServer {
  /** Ends in a slash. */
  readonly url: string
  /** What has reached it: requests, and connections that were none. */
  readonly seen: string[]
  close(): Promise<void>
}

export async function openLeakServer(): Promise<LeakServer> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('content-type', 'text/javascript')
    response.end('/* leaked */')
  })
  server.on('upgrade', (request, socket) => {
    seen.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  server.on('clientError', (error, socket) => {
    seen.push(`no request: ${error.message}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}
