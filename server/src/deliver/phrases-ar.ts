import {
  arabicCompass,
  arabicSeverities,
  arabicTypes,
  compass,
  formatDistance,
  isolated,
  type Severity,
  type TimePrecision,
} from '@cordon/alerts'
import type { Phrases, Where } from './phrases.js'

const within = (metres: number) => (metres < 1 ? 'ضمن متر واحد' : `ضمن نحو ${isolated(formatDistance(metres))}`)
const severe = (severity: Severity) => `الخطورة ${arabicSeverities[severity]}`

/** Numbers, times and what others wrote keep their own direction. */
export const arabic: Phrases = {
  direction: 'rtl',
  open: 'افتح في Cordon',
  exercise: 'تمرين',
  anExercise: 'هذا تمرين: لم يقع شيء من ذلك.',
  cancelled: 'أُلغي',
  update: 'تحديث',
  severities: {
    extreme: 'خطورة قصوى',
    severe: 'خطورة شديدة',
    moderate: 'خطورة متوسطة',
    minor: 'خطورة طفيفة',
    unknown: 'إنذار',
  },
  changes: {
    moved: 'يُعتقد أنه في موضع آخر',
    upgraded: 'هو أخطر مما أُبلغتم به',
    downgraded: 'هو أقل خطورة مما أُبلغتم به',
    confirmed: 'تأكّد',
    type: 'هو غير ما أُبلغتم به',
    merged: 'يحل محله حادث آخر',
    again: 'عاد صحيحًا',
  },
  clearings: {
    refuted: 'نُفي',
    merged: 'هو نفسه حادث آخر أُبلغتم به',
    withdrawn: 'سُحب',
    ended: 'انتهى',
    place: 'يقع في موضع آخر',
    kind: 'هو من صنف آخر',
    type: 'هو من نوع آخر',
    severity: 'هو أقل خطورة مما تطلبه القاعدة',
    grade: 'هو أقل ثبوتًا مما تطلبه القاعدة',
  },
  code: (code, person) => ({
    title: `Cordon: رمزك هو ${isolated(code)}`,
    lines: [
      `يريد ${isolated(person)} أن يُبلغه Cordon هنا. أدخلوا هذا الرمز هناك: ${isolated(code)}`,
      'الرمز صالح مدة 15 دقيقة. إن كنتم لا تعرفون ما هذا فتجاهلوه: لن يُرسل شيء آخر.',
    ],
  }),
  test: (person) => ({
    title: 'Cordon: هذه تجربة',
    lines: [`جرّب ${isolated(person)} هل تصل الرسائل إلى هنا. لم يقع شيء.`],
  }),
  type: (type) => arabicTypes[type],
  titleOf: (incident, zone) => `${isolated(incident)} · ${isolated(zone)}`,
  inZone: (zone) => `في ${isolated(zone)}`,
  inZones: (count) => `في عدة مناطق (${isolated(String(count))})`,
  atOnce: (count, where) => `رسائل معًا (${isolated(String(count))}) ${where}`,
  more: (count) => `… والباقي: ${isolated(String(count))}`,
  moreLines: (count) => `… وأسطر أخرى: ${isolated(String(count))}`,
  corrected: (changes) => `مما أُبلغتم به: ${changes.join('؛ ')}.`,
  holdsNoMore: (why) => `لم يعد ما أُبلغتم به صحيحًا: ${why}.`,
  what: ({ type, isThreat, severity }) =>
    `ماذا: ${arabicTypes[type]}${isThreat ? ' (تهديد)' : ''}، ${severe(severity)}`,
  now: ({ type, severity }, metres) => `الآن: ${arabicTypes[type]}، ${severe(severity)}، ${within(metres)}`,
  when: (time, precision) => `متى: ${isolated(time)}${knownTo[precision]}`,
  where,
  position: (position) => `الموقع: ${isolated(position)}`,
  howSure: (grade, source) => `درجة الثبوت: ${isolated(grade)}${source === null ? '' : `، ${isolated(source)}`}`,
  rule: (rule, zone) => `القاعدة: ${isolated(rule)} (${isolated(zone)})`,
  map: (kilometres) => ({
    title: `خريطة لمكان الحادث وللمنطقة، عرضها ${kilometres} كم`,
    about:
      'الأزرق: المنطقة ومدى مراقبتها. اتساع الدائرة بقدر عدم دقة المكان. الشمال إلى الأعلى. الخريطة: Natural Earth، GSHHG، GeoNames.',
  }),
  restriction: (zone) => `لمن يجوز له رؤية المنطقة ${isolated(zone)}`,
  round: (position, zone) => `حول ${isolated(position)}، قرب ${isolated(zone)}`,
}

const knownTo = {
  exact: '',
  hour: ' · معروف بالساعة',
  'part-of-day': ' · معروف بجزء من اليوم',
  day: ' · معروف باليوم',
  week: ' · معروف بالأسبوع',
  month: ' · معروف بالشهر',
  year: ' · معروف بالسنة',
} as const satisfies Readonly<Record<TimePrecision, string>>

function where({ position, uncertaintyMetres, isDefinite, distanceMetres, bearingDegrees }: Where): string {
  const sure = isDefinite ? 'ضمن المدى' : 'ربما ضمن المدى'
  const way = bearingDegrees === null ? '' : ` ${arabicCompass[compass(bearingDegrees)]}`
  const from =
    distanceMetres === null
      ? ''
      : distanceMetres === 0
        ? '، داخل المنطقة'
        : `، على بعد ${isolated(formatDistance(distanceMetres))}${way} المنطقة`
  return `أين: ${isolated(position)}، ${within(uncertaintyMetres)}؛ ${sure}${from}`
}
