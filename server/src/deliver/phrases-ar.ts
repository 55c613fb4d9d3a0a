import {
  arabicCompass,
  arabicSeverities,
  arabicTypes,
  compass,
  formatDistance,
  isolated,
  type RuleCount,
  type Severity,
  type TimePrecision,
} from '@cordon/alerts'
import type { Phrases, Reach, Where } from './phrases.js'

/** Metres are `m` or `km` in the one home of distances. */
const far = (metres: number) => isolated(formatDistance(metres).replace(/ km$/, ' كم').replace(/ m$/, ' م'))
const within = (metres: number) => (metres < 1 ? 'ضمن متر واحد' : `ضمن نحو ${far(metres)}`)
const severe = (severity: Severity) => `الخطورة ${arabicSeverities[severity]}`

/** Numbers, times and what others wrote keep their own direction. */
export const arabic: Phrases = {
  direction: 'rtl',
  open: 'افتح في Cordon',
  exercise: 'تمرين',
  anExercise: 'هذا تمرين: لم يقع شيء من ذلك.',
  cancelled: 'أُلغي',
  update: 'تحديث',
  merged: 'دُمج',
  severities: {
    extreme: 'خطورة قصوى',
    severe: 'خطورة شديدة',
    moderate: 'خطورة متوسطة',
    minor: 'خطورة طفيفة',
    unknown: 'إنذار',
  },
  changes: {
    moved: 'يُعتقد أنه في موضع آخر، أو أن موضعه معروف على نحو آخر',
    upgraded: 'هو أخطر مما أُبلغتم به',
    downgraded: 'هو أقل خطورة مما أُبلغتم به',
    confirmed: 'تأكّد',
    type: 'هو غير ما أُبلغتم به',
    time: 'وقته المتوقع غير ما أُبلغتم به',
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
    exercise: 'هو تمرين',
    actual: 'ليس تمرينًا: يُبلَّغ عما هو حقيقي على حدة',
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
  titleOf: (incident, [zone = '', ...others]) =>
    `${isolated(incident)} · ${isolated(zone)}${others.length === 0 ? '' : ` ومناطق أخرى (${isolated(String(others.length))})`}`,
  inZone: (zone) => `في ${isolated(zone)}`,
  inZones: (count) => `في عدة مناطق (${isolated(String(count))})`,
  atOnce: (count, where) => `رسائل معًا (${isolated(String(count))}) ${where}`,
  more: (count) => `… والباقي: ${isolated(String(count))}`,
  moreLines: (count) => `… وأسطر أخرى: ${isolated(String(count))}`,
  corrected: (changes) => `مما أُبلغتم به: ${changes.join('؛ ')}.`,
  movedBy: (metres, bearing) =>
    `يُعتقد أنه في موضع آخر، على بعد ${far(metres)} ${arabicCompass[compass(bearing)]} ما أُبلغتم به أولًا`,
  standsFor: (now, before) => `يحل محله حادث آخر: ${isolated(now)} بدل ${isolated(before)}`,
  reason: (reason) => `السبب: ${isolated(reason)}`,
  noLonger: ({ rule, zone }, why) => `لم تعد تصح: ${isolated(rule)} (${isolated(zone)})، لأنه: ${why}`,
  stillHolds: 'ما عدا ذلك مما أُبلغتم به عنه ما زال صحيحًا.',
  oneWith: (title, severity) => `هو نفسه ${isolated(title)}، ${severe(severity)}، وتُبلَّغون بذاك.`,
  was: ({ type, isThreat, severity }) =>
    `كان قد أُبلغ به على أنه: ${arabicTypes[type]}${isThreat ? ' (تهديد)' : ''}، ${severe(severity)}`,
  holdsNoMore: (why) => `لم يعد ما أُبلغتم به صحيحًا: ${why}.`,
  what: ({ type, isThreat, severity }) =>
    `ماذا: ${arabicTypes[type]}${isThreat ? ' (تهديد)' : ''}، ${severe(severity)}`,
  now: ({ type, severity }, metres) => `الآن: ${arabicTypes[type]}، ${severe(severity)}، ${within(metres)}`,
  when: (time, precision) => `متى: ${isolated(time)}${knownTo[precision]}`,
  where,
  zone: (zone, it) => `المنطقة: ${isolated(zone)}، ${reach(it)}`,
  position: (position, place) => `الموقع: ${at(position, place)}`,
  howSure: (grade, source) => `درجة الثبوت: ${isolated(grade)}${source === null ? '' : `، ${isolated(source)}`}`,
  rule: ({ rule, zone, count }) =>
    `القاعدة: ${isolated(rule)} (${isolated(zone)})${count === null ? '' : often(count)}`,
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

function often({ atLeast, withinMinutes }: RuleCount): string {
  return `: ${isolated(String(atLeast))} أو أكثر خلال ${isolated(String(withinMinutes))} دقيقة`
}

function where({ position, place, uncertaintyMetres, reach: near }: Where): string {
  const where = `أين: ${at(position, place)}، ${within(uncertaintyMetres)}`
  return near === null ? where : `${where}؛ ${reach(near)}`
}

function at(position: string, place: string | null): string {
  return place === null ? isolated(position) : `${isolated(place)} (${isolated(position)})`
}

function reach({ isDefinite, distanceMetres, depthMetres, bearingDegrees }: Reach): string {
  const sure = isDefinite ? 'ضمن المدى' : 'ربما ضمن المدى'
  if (distanceMetres === null) return sure
  if (depthMetres !== null && depthMetres >= 0.5) return `${sure}، ${far(depthMetres)} داخل المنطقة`
  if (distanceMetres === 0) return `${sure}، على حافة المنطقة`
  const way = bearingDegrees === null ? 'عن' : arabicCompass[compass(bearingDegrees)]
  return `${sure}، على بعد ${far(distanceMetres)} ${way} المنطقة`
}
