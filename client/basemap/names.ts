import type { Position } from 'geojson'

/** A river to be named: its course is looked for along the waypoints, from source to mouth. */
export interface RiverName {
  readonly name: string
  readonly nameArabic: string
  readonly rank: number
  readonly zmin: number
  readonly waypoints: readonly Position[]
}

export const riverNames: readonly RiverName[] = [
  {
    name: 'Euphrates',
    nameArabic: 'الفرات',
    rank: 1,
    zmin: 3,
    waypoints: [
      [38.75, 38.5],
      [37.98, 37.03],
      [38.02, 36.82],
      [38.55, 35.87],
      [39.01, 35.93],
      [40.15, 35.34],
      [40.46, 35.02],
      [40.93, 34.45],
      [42.37, 34.14],
      [43.3, 33.44],
      [43.77, 33.35],
      [44.29, 32.79],
    ],
  },
  {
    name: 'Khabur',
    nameArabic: 'الخابور',
    rank: 2,
    zmin: 5,
    waypoints: [
      [40.07, 36.84],
      [40.37, 36.65],
      [40.75, 36.49],
      [40.74, 36.05],
      [40.65, 35.5],
      [40.43, 35.14],
    ],
  },
  {
    name: 'Tigris',
    nameArabic: 'دجلة',
    rank: 1,
    zmin: 3,
    waypoints: [
      [40.23, 37.9],
      [42.19, 37.33],
      [43.13, 36.34],
      [43.69, 34.6],
      [44.4, 33.3],
      [45.83, 32.5],
    ],
  },
  {
    name: 'Great Zab',
    nameArabic: 'الزاب الكبير',
    rank: 2,
    zmin: 6,
    waypoints: [
      [43.6, 37.0],
      [43.35, 36.0],
    ],
  },
  {
    name: 'Little Zab',
    nameArabic: 'الزاب الصغير',
    rank: 2,
    zmin: 6,
    waypoints: [
      [44.95, 35.95],
      [43.44, 35.23],
    ],
  },
  {
    name: 'Diyala',
    nameArabic: 'ديالى',
    rank: 2,
    zmin: 6,
    waypoints: [
      [45.1, 34.5],
      [44.5, 33.22],
    ],
  },
  {
    name: 'Orontes',
    nameArabic: 'العاصي',
    rank: 2,
    zmin: 6,
    waypoints: [
      [36.6, 34.65],
      [36.75, 35.13],
      [36.16, 36.2],
    ],
  },
]

interface GovernorateName {
  readonly name: string
  readonly nameArabic: string
  /** Where the name has room, if not in the middle. */
  readonly at?: Position
}

/** Provinces of the theatre as the field writes them; the source's own names are the keys. */
export const governorateNames: Readonly<Record<string, GovernorateName>> = {
  'SYR Dayr Az Zawr': { name: 'Deir ez-Zor', nameArabic: 'دير الزور', at: [40.0, 34.78] },
  'SYR Hasaka (Al Haksa)': { name: 'Al-Hasakah', nameArabic: 'الحسكة', at: [40.3, 36.12] },
  'SYR Ar Raqqah': { name: 'Raqqa', nameArabic: 'الرقة', at: [39.45, 36.22] },
  'SYR Aleppo': { name: 'Aleppo', nameArabic: 'حلب' },
  'SYR Homs (Hims)': { name: 'Homs', nameArabic: 'حمص', at: [38.4, 34.3] },
  'SYR Hamah': { name: 'Hama', nameArabic: 'حماة' },
  'SYR Idlib': { name: 'Idlib', nameArabic: 'إدلب' },
  'SYR Lattakia': { name: 'Latakia', nameArabic: 'اللاذقية' },
  'SYR Tartus': { name: 'Tartus', nameArabic: 'طرطوس' },
  'SYR Rif Dimashq': { name: 'Rif Dimashq', nameArabic: 'ريف دمشق' },
  'SYR Damascus': { name: 'Damascus', nameArabic: 'دمشق' },
  'SYR Dar`a': { name: 'Daraa', nameArabic: 'درعا' },
  "SYR As Suwayda'": { name: 'As-Suwayda', nameArabic: 'السويداء' },
  'SYR Quneitra': { name: 'Quneitra', nameArabic: 'القنيطرة' },
  'IRQ Ninawa': { name: 'Nineveh', nameArabic: 'نينوى' },
  'IRQ Al-Anbar': { name: 'Anbar', nameArabic: 'الأنبار' },
  'IRQ Dihok': { name: 'Dohuk', nameArabic: 'دهوك' },
  'IRQ Arbil': { name: 'Erbil', nameArabic: 'أربيل' },
  'IRQ Kirkuk': { name: 'Kirkuk', nameArabic: 'كركوك' },
  "IRQ At-Ta'mim": { name: 'Kirkuk', nameArabic: 'كركوك' },
  'IRQ Sala ad-Din': { name: 'Salah ad-Din', nameArabic: 'صلاح الدين' },
  'IRQ As-Sulaymaniyah': { name: 'Sulaymaniyah', nameArabic: 'السليمانية' },
  'IRQ Diyala': { name: 'Diyala', nameArabic: 'ديالى' },
  'IRQ Baghdad': { name: 'Baghdad', nameArabic: 'بغداد' },
  'IRQ Babil': { name: 'Babil', nameArabic: 'بابل' },
  "IRQ Karbala'": { name: 'Karbala', nameArabic: 'كربلاء' },
}

/** Lakes of the theatre: whichever polygon holds the position gets the name. */
export const lakeNames: readonly { name: string; nameArabic: string; at: Position; zmin: number }[] = [
  { name: 'Lake Assad', nameArabic: 'بحيرة الأسد', at: [38.2, 35.95], zmin: 7 },
  { name: 'Lake Tharthar', nameArabic: 'بحيرة الثرثار', at: [43.2, 34.0], zmin: 7 },
  { name: 'Lake Habbaniyah', nameArabic: 'بحيرة الحبانية', at: [43.45, 33.28], zmin: 8 },
  { name: 'Lake Razzaza', nameArabic: 'بحيرة الرزازة', at: [43.65, 32.75], zmin: 7 },
  { name: 'Lake Van', nameArabic: 'بحيرة وان', at: [42.9, 38.6], zmin: 6 },
  { name: 'Sabkhat al-Jabbul', nameArabic: 'سبخة الجبول', at: [37.5, 36.06], zmin: 8 },
  { name: 'Lake Qattinah', nameArabic: 'بحيرة قطينة', at: [36.57, 34.64], zmin: 9 },
  { name: 'Sea of Galilee', nameArabic: 'بحيرة طبريا', at: [35.58, 32.81], zmin: 8 },
]

/** Quarters and villages that GeoNames gives the people of the city beside them, by GeoNames id. */
export const mistakenCities: readonly number[] = [23814, 10630176]

/** Names that GeoNames gives in many spellings, as the field writes them, by GeoNames id. */
export const cityNames: Readonly<Record<number, { readonly name: string; readonly nameArabic: string }>> = {
  90393: { name: 'Tal Afar', nameArabic: 'تلعفر' },
  92138: { name: "Al-Qa'im", nameArabic: 'القائم' },
  448149: { name: 'Sinjar', nameArabic: 'سنجار' },
  99072: { name: 'Mosul', nameArabic: 'الموصل' },
  95446: { name: 'Erbil', nameArabic: 'أربيل' },
  94787: { name: 'Kirkuk', nameArabic: 'كركوك' },
  96994: { name: 'Dohuk', nameArabic: 'دهوك' },
  94824: { name: 'Karbala', nameArabic: 'كربلاء' },
  98860: { name: 'Najaf', nameArabic: 'النجف' },
  99135: { name: 'Kufa', nameArabic: 'الكوفة' },
  89570: { name: 'Zakho', nameArabic: 'زاخو' },
  96961: { name: 'Soran', nameArabic: 'سوران' },
  99524: { name: 'Al-Baaj', nameArabic: 'البعاج' },
  99413: { name: 'Hatra', nameArabic: 'الحضر' },
  6765385: { name: 'Anah', nameArabic: 'عنة' },
  92430: { name: 'Al-Hamdaniyah', nameArabic: 'الحمدانية' },
  98717: { name: 'Ramadi', nameArabic: 'الرمادي' },
  99454: { name: 'Fallujah', nameArabic: 'الفلوجة' },
  98182: { name: 'Baghdad', nameArabic: 'بغداد' },
  100077: { name: 'Abu Ghraib', nameArabic: 'أبو غريب' },
  90150: { name: 'Tikrit', nameArabic: 'تكريت' },
  91597: { name: 'Samarra', nameArabic: 'سامراء' },
  91057: { name: 'Ash-Sharqat', nameArabic: 'الشرقاط' },
  97783: { name: 'Bayji', nameArabic: 'بيجي' },
  99003: { name: 'Al-Qayyarah', nameArabic: 'القيارة' },
  90532: { name: 'Simele', nameArabic: 'سميل' },
  90353: { name: 'Tel Keppe', nameArabic: 'تلكيف' },
  390188: { name: 'Al-Hawijah', nameArabic: 'الحويجة' },
  93818: { name: 'Makhmur', nameArabic: 'مخمور' },
  98293: { name: 'Ash-Shaykhan', nameArabic: 'الشيخان' },
  172256: { name: 'Kobani (Ayn al-Arab)', nameArabic: 'عين العرب' },
  163808: { name: 'Palmyra (Tadmur)', nameArabic: 'تدمر' },
  164071: { name: 'Sarrin', nameArabic: 'صرين' },
  169179: { name: 'Jarabulus', nameArabic: 'جرابلس' },
  167357: { name: 'Manbij', nameArabic: 'منبج' },
  172425: { name: 'As-Sukhnah', nameArabic: 'السخنة' },
  169389: { name: 'Idlib', nameArabic: 'إدلب' },
  163345: { name: 'Tartus', nameArabic: 'طرطوس' },
  170017: { name: 'Hama', nameArabic: 'حماة' },
  169577: { name: 'Homs', nameArabic: 'حمص' },
  170905: { name: 'Daraa', nameArabic: 'درعا' },
  170654: { name: 'Damascus', nameArabic: 'دمشق' },
  170063: { name: 'Aleppo', nameArabic: 'حلب' },
  173576: { name: 'Latakia', nameArabic: 'اللاذقية' },
  172082: { name: 'Azaz', nameArabic: 'أعزاز' },
  267008: { name: 'Tyre', nameArabic: 'صور' },
  266826: { name: 'Tripoli', nameArabic: 'طرابلس' },
  266045: { name: 'Zahle', nameArabic: 'زحلة' },
  276781: { name: 'Beirut', nameArabic: 'بيروت' },
  294098: { name: 'Nazareth', nameArabic: 'الناصرة' },
  281184: { name: 'Jerusalem', nameArabic: 'القدس' },
  250441: { name: 'Amman', nameArabic: 'عمّان' },
  250582: { name: 'Mafraq', nameArabic: 'المفرق' },
  250090: { name: 'Zarqa', nameArabic: 'الزرقاء' },
  248946: { name: 'Irbid', nameArabic: 'إربد' },
  174448: { name: 'Abu Kamal', nameArabic: 'البوكمال' },
}
