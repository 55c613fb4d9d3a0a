import { createWait } from './wait.js'

/** The one wait for the map of this page. */
export const mapWait = createWait()
