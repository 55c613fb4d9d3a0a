import { walkViews } from './views.js'

walkViews(['phoneLight', 'phoneArabic'])
