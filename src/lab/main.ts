/** The lab's page: what parity and benches call stands on `globalThis.lab`. */
Object.assign(globalThis, { lab: {} })
