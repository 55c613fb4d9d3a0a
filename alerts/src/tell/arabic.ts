import type { IncidentType } from '../incident-types.js'
import type { Severity } from '../scales.js'
import type { CompassPoint } from '../units.js'

/* The field's words in Arabic, as messages say them; a test holds them against the page's. */

export const arabicTypes: Readonly<Record<IncidentType, string>> = {
  'armed-clash': 'اشتباك مسلح',
  ambush: 'كمين',
  'checkpoint-attack': 'هجوم على حاجز',
  'base-attack': 'هجوم على قاعدة',
  'territory-change': 'تغيّر السيطرة على أرض',
  ied: 'عبوة ناسفة',
  'vehicle-bomb': 'سيارة مفخخة',
  'suicide-bomb': 'تفجير انتحاري',
  shelling: 'قصف أو صاروخ',
  drone: 'هجوم بمسيّرة',
  'air-strike': 'غارة جوية',
  grenade: 'قنبلة يدوية',
  'chemical-weapon': 'سلاح كيميائي',
  assassination: 'اغتيال',
  abduction: 'خطف',
  'attack-on-civilians': 'هجوم على مدنيين',
  'sexual-violence': 'عنف جنسي',
  demonstration: 'مظاهرة',
  'protest-with-intervention': 'احتجاج مع تدخل',
  'force-against-protesters': 'قوة ضد محتجين',
  'violent-demonstration': 'مظاهرة عنيفة',
  'mob-violence': 'عنف جماعي',
  'prison-break': 'هروب من سجن أو شغب فيه',
  arrest: 'اعتقال أو مداهمة',
  'weapons-seized': 'ضبط أسلحة',
  looting: 'نهب أو تدمير',
  plot: 'تحذير أو مخطط',
  agreement: 'اتفاق',
  'base-established': 'إنشاء قاعدة',
  'group-change': 'تغيّر في جماعة',
  illumination: 'إنارة أو استعراض قوة',
  'natural-hazard': 'خطر طبيعي',
  'feed-silent': 'مصدر بيانات صامت',
  accident: 'حادث عرضي',
  other: 'غير ذلك',
  'nothing-heard': 'لم يُسمع شيء',
}

export const arabicSeverities: Readonly<Record<Severity, string>> = {
  extreme: 'قصوى',
  severe: 'شديدة',
  moderate: 'متوسطة',
  minor: 'طفيفة',
  unknown: 'غير معروفة',
}

export const arabicCompass: Readonly<Record<CompassPoint, string>> = {
  N: 'شمال',
  NNE: 'شمال شمال شرق',
  NE: 'شمال شرق',
  ENE: 'شرق شمال شرق',
  E: 'شرق',
  ESE: 'شرق جنوب شرق',
  SE: 'جنوب شرق',
  SSE: 'جنوب جنوب شرق',
  S: 'جنوب',
  SSW: 'جنوب جنوب غرب',
  SW: 'جنوب غرب',
  WSW: 'غرب جنوب غرب',
  W: 'غرب',
  WNW: 'غرب شمال غرب',
  NW: 'شمال غرب',
  NNW: 'شمال شمال غرب',
}
