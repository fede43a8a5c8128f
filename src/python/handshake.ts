/** Words between the page and the sandbox document; after them the document only hears the engine's port. */
export const FRAME_READY = 'codepercept-sandbox-ready'
export const FRAME_CONNECT = 'codepercept-sandbox-connect'
