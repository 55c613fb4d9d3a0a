import { askAhead } from './api/ahead.js'

askAhead()
