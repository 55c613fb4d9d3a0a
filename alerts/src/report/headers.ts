import { foldedWord } from './field.js'

/** What a column may tell. */
export const columnRoles = [
  ...(['id', 'title', 'summary', 'type', 'kind', 'severity', 'status', 'longitude', 'latitude', 'pair'] as const),
  ...(['geometry', 'place', 'admin1', 'uncertaintyMetres', 'locationPrecision', 'occurredFrom', 'clock'] as const),
  ...(['occurredTo', 'timePrecision', 'actors', 'targets', 'tags', 'killed', 'killedLow', 'killedHigh'] as const),
  ...(['injured', 'injuredLow', 'injuredHigh', 'casualtyWords', 'exercise', 'source', 'credibility'] as const),
  ...(['origin', 'link', 'reportedAt', 'updatedAt', 'deleted'] as const),
] as const
export type ColumnRole = (typeof columnRoles)[number]

/** How columns of each role are called, in our own words, those of known data sets and forms, French, Turkish and Arabic. */
const names: readonly (readonly [ColumnRole, string])[] = [
  [
    'id',
    'externalid|id|event id|event id cnty|incident id|uuid|_uuid|_id|ref|reference|nr|no|number|numéro|رقم|الرقم|معرف|رقم الحادث',
  ],
  ['title', 'title|headline|name|event|incident|subject|titre|başlık|العنوان|عنوان|الحدث|الحادث|اسم'],
  [
    'summary',
    'summary|notes|description|desc|details|narrative|text|comments|source headline|what happened|remarques|açıklama|الوصف|وصف|ملاحظات|تفاصيل|التفاصيل',
  ],
  [
    'type',
    'type|sub event type|event type|incident type|category|kind of incident|type of violence|type of incident|catégorie|tür|نوع|النوع|نوع الحادث|التصنيف|الفئة',
  ],
  ['kind', 'kind'],
  ['severity', 'severity|severity level|gravité|önem|الخطورة|درجة الخطورة|شدة'],
  ['status', 'status|verification|statut|الحالة|حالة'],
  [
    'longitude',
    'longitude|lon|lng|long|x|gps longitude|location longitude|_gps longitude|_location longitude|longitud|boylam|خط الطول|طول',
  ],
  [
    'latitude',
    'latitude|lat|y|gps latitude|location latitude|_gps latitude|_location latitude|latitud|enlem|خط العرض|عرض',
  ],
  [
    'pair',
    'coordinates|coords|gps|geopoint|latlon|lat lon|latlng|lat long|position|wkt|geom wkt|geom|point|coordonnées|koordinat|الاحداثيات|الإحداثيات|إحداثيات',
  ],
  ['geometry', 'geometry'],
  [
    'place',
    'place|location|where coordinates|where description|location name|village|town|city|community|locality|site|area|lieu|yer|köy|المكان|مكان|الموقع|القرية|المدينة|البلدة',
  ],
  ['admin1', 'admin1|adm 1|governorate|gov|province|region|state|muhafaza|gouvernorat|il|المحافظة|محافظة'],
  [
    'uncertaintyMetres',
    'uncertaintymetres|uncertainty|accuracy|uncertainty m|accuracy m|gps accuracy|_gps precision|الدقة',
  ],
  ['locationPrecision', 'locationprecision|geo precision|where prec|location precision'],
  [
    'occurredFrom',
    'occurredfrom|event date|date start|date|incident date|start|start date|datetime|date time|timestamp|occurred|date of incident|when|tarih|التاريخ|تاريخ|تاريخ الحادث|اليوم',
  ],
  ['clock', 'time|hour|heure|saat|time of day|incident time|الوقت|وقت|الساعة|ساعة'],
  ['occurredTo', 'occurredto|date end|end|end date|until|to|date fin|bitiş|تاريخ الانتهاء|إلى'],
  ['timePrecision', 'timeprecision|time precision|date prec'],
  [
    'actors',
    'actors|actor|actor1|perpetrator|perpetrators|side a|armed group|attacker|auteur|fail|الفاعل|الجهة|المنفذ|الجهة المنفذة',
  ],
  ['targets', 'targets|target|actor2|victim|victims|side b|cible|hedef|الهدف|المستهدف|الضحية'],
  ['tags', 'tags|tag|keywords|labels|disorder type|وسوم'],
  [
    'killed',
    'killed|fatalities|deaths|dead|best|best est|kia|number killed|morts|tués|ölü|القتلى|قتلى|عدد القتلى|الوفيات|شهداء',
  ],
  ['killedLow', 'killedlow|low|low est|deaths low|killed low|killed min'],
  ['killedHigh', 'killedhigh|high|high est|deaths high|killed high|killed max'],
  ['injured', 'injured|wounded|injuries|wia|number injured|blessés|yaralı|الجرحى|جرحى|عدد الجرحى|المصابين|الإصابات'],
  ['injuredLow', 'injuredlow|injured low|injured min'],
  ['injuredHigh', 'injuredhigh|injured high|injured max'],
  ['casualtyWords', 'casualtywords|casualties|الضحايا|الخسائر'],
  ['exercise', 'exercise'],
  ['source', 'source|sources|reported by|source office|data source|kaynak|المصدر|مصدر'],
  ['credibility', 'credibility'],
  ['origin', 'origin'],
  ['link', 'link|url|source url|web|lien|الرابط|رابط'],
  [
    'reportedAt',
    'reportedat|reported|report date|date reported|source date|submission time|_submission time|تاريخ البلاغ|تاريخ التقرير',
  ],
  ['updatedAt', 'updatedat|updated|updated at|last modified|modified|timestamp updated'],
  ['deleted', 'deleted|is deleted|withdrawn|retracted'],
]

const byName: ReadonlyMap<string, readonly [ColumnRole, number]> = new Map(
  names
    .flatMap(([role, list]) => list.split('|').map((name, at) => [foldedName(name), [role, at] as const] as const))
    .toReversed(),
)

/** A header as it is compared: without case, dashes, what a path or a slash leads through, and units in brackets. */
export function foldedName(name: string): string {
  const leaf =
    name
      .replace(/^([\w$-]+\.)+(?=[\w$-]+$)/, '')
      .split('/')
      .at(-1) ?? name
  const bare = leaf
    .replace(/[([].*$/, '')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => (a + b).toLowerCase())
  return foldedWord(bare)
    .replace(/[:*#?.]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة\b/g, 'ه')
    .trim()
}

/** What a column tells by its name; the rank says how usual the name is for that (0 the most). */
export function roleOf(name: string): { readonly role: ColumnRole; readonly rank: number } | null {
  const found = byName.get(foldedName(name))
  return found === undefined ? null : { role: found[0], rank: found[1] }
}
