import type { IncidentType } from '../../model.js'
import { capital, letter } from './letters.js'

/**
 * `event` happens somewhere and stands for itself. `outcome` is told of an event that was named before, unless it has
 * a place of its own: arrests after an attack, weapons found, flares fired. `harm` says only that people were killed or
 * hurt: it is an event where a place or a day is given with it, and else belongs to what was told before.
 */
export type TypeRole = 'event' | 'outcome' | 'harm'

export interface TypeWords {
  readonly type: IncidentType
  readonly role: TypeRole
  readonly words: RegExp
}

const word = (type: IncidentType, words: string): TypeWords => ({ type, role: 'event', words: pattern(words) })
const harm = (type: IncidentType, words: string): TypeWords => ({ type, role: 'harm', words: pattern(words) })
const outcome = (type: IncidentType, words: string): TypeWords => ({ type, role: 'outcome', words: pattern(words) })
const pattern = (words: string) => new RegExp(String.raw`\b(?:${words})(?![${letter}0-9])`, 'gi')

const bomb = String.raw`(?:bomb(?:ing|ings|s)?|explosive device|explosives|explosion|blast|IED|device)`
const vehicle = String.raw`(?:car|truck|lorry|vehicle|motorcycle|motorbike|tanker|van|pickup)`
const weapons = String.raw`(?:weapons?|arms|firearms|rifles?|ammunition|munitions|explosives|explosive (?:devices?|belts?|vests?)|rockets?|mines|suicide belts?)`
const security = String.raw`(?:base|headquarters|HQ|positions?|post|outpost|barracks|garrison|camp|compound)`

const harmed = String.raw`(?:killed|shot|wounded|injured|executed)`
const unarmed = String.raw`(?:people|persons?|civilians?|m[ae]n|wom[ae]n|child(?:ren)?|boys?|girls?|brothers?|residents?|villagers?|drivers?|family|families)`
const armed = String.raw`(?:fighters?|soldiers?|guards?|members?|policem[ae]n|officers?|commanders?|militants?|gunm[ae]n)`
const townsman = String.raw`(?:co-chair|mayor|sheikh|elder|imam|mukhtar|teacher|doctor|nurse|journalist|trader|merchant|farmer|shepherd|refugee|employee|worker|councillor)`
const drone = String.raw`(?:drones?|UAVs?|UAS|quadcopters?)`
const sighted = String.raw`(?:(?:was|were) (?:seen|spotted|sighted|heard|observed|detected|reported)|flew|flying|hover(?:ed|ing|s)?|circl(?:ed|ing|es)|over|overflew|loiter(?:ed|ing))`

/**
 * Which words name which type. The first line that finds its words in a sentence wins, so what says more stands higher:
 * a suicide car bomb is a suicide bomb before it is a vehicle bomb, before it is an explosion.
 */
export const typeWords: readonly TypeWords[] = [
  word(
    'plot',
    String.raw`foil(?:ed|s|ing)|thwart(?:ed|s|ing)|disrupted a (?:plot|plan)|prevented (?:an?|the) (?:attack|bombing|attempt|plot)|plots?|plotted|plotting|(?:plan|plans|planned|planning|preparing|prepares|intend|intends|intending|threaten(?:ed|s|ing)?|vow(?:ed|s)?) (?:to (?:attack|strike|target|storm|free|blow|bomb|kidnap|assassinate|break)|(?:an |a |further |new |more )?(?:attacks?|assaults?|bombings?|break-?out))|warn(?:ed|s|ing)?\b[^.;]{0,40}\b(?:attacks?|assaults?|bombings?|kidnapp?ings?|attempts?|protests?|plot|VBIEDs?|IEDs?)|threats? (?:of|to|against)|(?:imminent|possible|planned) (?:attacks?|assault|VBIED|IED)|attempt to smuggle|attempt(?:ed)? (?:[${letter}]+ )?(?:attacks?|bombings?|assassination|kidnapp?ing|escape|break-?out)[^.;]{0,40} (?:was|were) (?:prevented|averted|stopped|halted)`,
  ),
  word(
    'chemical-weapon',
    String.raw`chemical (?:attack|weapons?|shells?|agent)|chlorine (?:attack|gas|bombs?|barrels?)|sarin|mustard gas|poison gas`,
  ),
  word(
    'suicide-bomb',
    String.raw`suicide (?:car |vehicle |truck )?(?:bomb(?:er|ers|ing|ings)?|attack|attacker|attackers|vest)|SVBIED|PBIED|blew (?:himself|herself|themselves) up|detonated (?:his|her|an?|their) (?:explosive|suicide) (?:belt|vest)s?`,
  ),
  word(
    'vehicle-bomb',
    String.raw`VBIED|${vehicle} ?-?bomb(?:s|ing|ings)?|${vehicle}-borne|(?:booby-trapped|explosives?-laden|explosives?-rigged|rigged|bomb-laden) ${vehicle}|${vehicle} (?:rigged|packed|laden|loaded) with explosives`,
  ),
  word(
    'prison-break',
    String.raw`prison ?-?break|jail ?-?break|break-?out|(?:prison|jail) (?:riot|mutiny|uprising)|riot(?:ed|ing|s)?(?: [${letter}]+){0,5} (?:prison|jail|detention)|(?:inmates|detainees|prisoners)(?: [${letter}]+){0,4} (?:escaped|rioted|broke out|mutinied|fled)|escap(?:ed|e|es|ing) from(?: [${letter}][${letter}'’-]*){0,4} (?:prison|jail|detention|custody|camp)`,
  ),
  word(
    'drone',
    String.raw`${drone}(?: [${letter}]+)? (?:strikes?|attacks?|ATK|struck|hit|targeted|bombed|dropped|exploded|crashed)|(?:strikes?|attacks?) (?:by|from|with) (?:an? )?(?:armed |Turkish |suicide |kamikaze )?${drone}|armed drone|UCAV|loitering munition|kamikaze drone|unmanned aerial vehicle`,
  ),
  word(
    'air-strike',
    String.raw`air[ -]?strikes?|air raids?|aerial bombardment|(?:war)?planes? (?:bombed|struck|hit)|(?:warplanes|jets|aircraft|helicopters?) (?:bombed|struck|hit|targeted|attacked)|barrel bombs?`,
  ),
  word(
    'shelling',
    String.raw`shell(?:ed|ing)|shells? (?:fell|landed|hit|struck|exploded)|mortars?(?: rounds?| shells?| fire| attack)?|artillery|rockets? (?:hit|landed|fell|struck|were fired|fired|attack|fire)|rocket attack|IDF|indirect fire|(?:fired|launched) (?:[${letter}]+ ){0,3}rockets?|Grad rockets?|bombard(?:ed|ment|ing)`,
  ),
  word(
    'ied',
    String.raw`IEDs?|improvised explosive devices?|roadside ${bomb}|land ?mines?|mine (?:exploded|explosion|blast|went off|detonated)|(?:a|an|unexploded|leftover) mine|explosive devices? (?:(?:was|were) (?:detonated|set off)|exploded|detonated|went off|hit|struck|targeted|planted|attached|was|were)|(?:struck|hit) (?:a|an) (?:mine|explosive device)|${bomb} (?:exploded|detonated|went off|hit|targeted|struck|planted|ripped|tore)|sticky bomb|bombs?|bombing|bombings|explosions?|blasts?|unexploded ordnance|UXO`,
  ),
  word(
    'grenade',
    String.raw`(?:hand )?grenades? (?:was|were|attack|thrown|exploded|at|into)|(?:threw|hurled|lobbed|tossed) (?:a|an|two|three|several) (?:hand |stun |sound )?(?:grenades?|bombs?)|hand grenades?|HG attack`,
  ),
  word('ambush', String.raw`ambush(?:ed|es|ing)?`),
  word(
    'abduction',
    String.raw`kidnap(?:p?ed|p?ing|p?ings|s)?|abduct(?:ed|ion|ions|ing|s)?|(?:was|were) taken (?:hostage|at gunpoint|away)|took [^.;]{0,30}(?:hostage|captive)|hijack(?:ed|ing)?|car-?jack(?:ed|ing)?`,
  ),
  word(
    'force-against-protesters',
    String.raw`(?:fired|opened fire|shot|shooting|firing) (?:live (?:rounds|ammunition|bullets) )?(?:at|on|into|towards?) (?:the |a crowd of )?(?:[${letter}]+ )?(?:protest(?:e|o)rs?|demonstrators|crowd)`,
  ),
  word(
    'protest-with-intervention',
    String.raw`dispersed (?:the |a )?(?:[${letter}]+ )?(?:protest(?:e|o)rs?|protests?|demonstrat(?:ors|ion)|crowd|rally|sit-in)|(?:protest|demonstration|rally|sit-in)[^.;]{0,40}(?:was|were) dispersed|tear ?gas`,
  ),
  word(
    'violent-demonstration',
    String.raw`(?:protest(?:e|o)rs?|demonstrators|rioters|crowd)(?: [${letter}]+){0,3} (?:burn(?:ed|t)|torched|threw|hurled|set fire|stormed|blocked .{0,25} with burning)|riot(?:ed|ing|s|ers)?|burning tyres|burning tires`,
  ),
  word(
    'assassination',
    String.raw`assassinat(?:ed|ion|ions|e|ing)|(?:was|were|been) (?:shot dead|gunned down|murdered|beheaded|executed|shot and killed|killed by (?:unidentified|unknown|masked|two|suspected|armed)? ?(?:gunmen|men|assailants|attackers|persons))|(?:shot dead|gunned down|(?<!found )murdered|shot and killed|(?<!found )beheaded|executed)|attempt on (?:the|his|her) life|SAF kill(?:ed|ing)|(?:killed|shot) in (?:his|her|their) (?:home|house|shop|tent|car|bed)|murders?`,
  ),
  word(
    'attack-on-civilians',
    String.raw`(?:body|bodies|corpses?|remains) (?:[^.;]{1,60} )?(?:was|were) (?:found|discovered|recovered)|(?:found|discovered|recovered) (?:the |an? |another |two |three |several )?(?:[${letter}]+ )?(?:body|bodies|corpses?)|(?:was|were) found (?:dead|strangled|beheaded|killed|murdered|stabbed)|stabb(?:ed|ing)|beat(?:en|ing)? (?:to death|up)|tortured|(?:attack(?:ed|s)?|fired|opened fire|shooting) (?:on|at|against)? ?(?:a |an |the |two |three |several )?(?:[${letter}]+ )?(?:civilians?|shepherds?|farmers?|villagers|aid (?:workers?|convoy)|ambulance|truffle|journalists?|teachers?|IDPs?|NGO|humanitarian)`,
  ),
  word('sexual-violence', String.raw`rap(?:ed|e|es)|sexual(?:ly)? (?:assault(?:ed)?|violence|abused?)`),
  word(
    'mob-violence',
    String.raw`mob (?:attack|violence)|an angry mob|lynch(?:ed|ing)|(?:residents|villagers|locals|inmates|a crowd|crowds)(?: [${letter}]+){0,4} attack(?:ed|ing)|(?:threw|pelted|hurled)(?: [${letter}]+){0,3} stones|with stones|(?:tribal|family|clan|inter-?communal) (?:feud|dispute|clash(?:es)?|fighting|fight)|brawl`,
  ),
  word(
    'armed-clash',
    String.raw`clash(?:ed|es|ing)?|firefights?|gun ?fights?|gun ?battles?|exchange[sd]? (?:of )?(?:fire|gunfire|shots)|traded fire|skirmish(?:es|ed)?|fighting (?:erupted|broke out|continued|between)|TIC|troops in contact|(?:small[- ]arms|machine[- ]?gun|sniper|PKM|RPK|DShK|HMG|MG|AK|RPG) (?:fire|rounds?|attack)|SAF`,
  ),
  word(
    'armed-clash',
    String.raw`attack(?:ed|s|ing)?|ATK|atk|attk|assault(?:ed|s|ing)?|storm(?:ed|ing|s)?|(?:opened|opening|open) fire|fired (?:on|at|upon)|shot at|(?:shoot|shooting)s?|gunfire|shots (?:were )?fired|raided by (?:gunmen|militants)|struck|hit (?:an?|the|several|two|three)|target(?:ed|ing) (?:an?|the|its|their|several|two|three|[${capital}])|sabotag(?:e|ed)`,
  ),
  word(
    'demonstration',
    String.raw`protest(?:s|ed|ing|ers|ors)?|demonstrat(?:ion|ions|ed|ors|ing)|sit-in|rall(?:y|ies|ied)|march(?:ed|es)? (?:through|in|against|towards?)|took to the streets|general strike|blocked the (?:road|highway)|road ?block(?:ed|s)? by (?:residents|protesters)|demo`,
  ),
  word(
    'looting',
    String.raw`loot(?:ed|ing|ers)|robb(?:ed|ery|eries)|burgl[${letter}]+|torch(?:ed|ing)|arson|set (?:on fire|fire to|ablaze)|burn(?:ed|t) down|vandali[${letter}]+|(?:robbers|bandits|thieves|highwaymen)|took (?:the |their |his |her )?(?:money|cash|phones|valuables)|stole|stolen|theft|broke into|ransack[${letter}]+`,
  ),
  word(
    'territory-change',
    String.raw`(?:took|seized|regained|recaptured|lost) (?:full )?control of|captured the (?:town|village|city|hill|airport|base)|withdrew from|overran`,
  ),
  outcome(
    'illumination',
    String.raw`illumination (?:rounds?|flares?|bombs?)|flares?|show of force|light bombs?|overflights?`,
  ),
  word(
    'other',
    String.raw`${drone}(?: [${letter}]+)? ${sighted}|(?:saw|spotted|sighted|sightings? of) (?:an? |two |several )?(?:[${letter}]+ )?${drone}`,
  ),
  outcome(
    'weapons-seized',
    String.raw`(?:seiz(?:ed|ing|ure of)|recover(?:ed|ing|y of)|confiscat(?:ed|ing)|uncover(?:ed|ing)|found|discovered)\b[^.;]{0,60}?\b${weapons}|${weapons}[^.;]{0,40} (?:was|were) (?:also )?(?:seized|recovered|found|confiscated|discovered)|(?:arms|weapons?) cache`,
  ),
  outcome(
    'arrest',
    String.raw`arrest(?:ed|s|ing)?|detain(?:ed|s|ing)|captur(?:ed|ing)|apprehend(?:ed|ing)|rounded up|raid(?:ed|s|ing)?|air ?drop operation|security operation|(?:sweep|search|cordon[- ]and[- ]search|clearing) operations?|turned (?:himself|themselves) in|surrendered`,
  ),
  word(
    'agreement',
    String.raw`cease-?fire|truce|(?:signed|reached|struck|concluded) (?:an? )?(?:agreement|deal|accord)|prisoner (?:swap|exchange)|reconciliation`,
  ),
  word(
    'base-established',
    String.raw`(?:set up|established|built|opened) (?:a |an )?(?:new )?(?:military |observation )?(?:${security}|checkpoint|observation post)`,
  ),
  word(
    'natural-hazard',
    String.raw`earthquakes?|tremors?|flood(?:s|ed|ing)?|(?:sand|dust|snow|wind)storms?|landslides?|wildfires?|storm`,
  ),
  word(
    'accident',
    String.raw`(?:traffic|road|car|vehicle|work|gas) accident|RTA|car crash|crash(?:ed)?|collid(?:ed|es)|collision|overturned|accidental(?:ly)?|fire (?:broke out|destroyed|swept)|(?:tent|house|kitchen|warehouse|forest|stove) fires?|(?:a|the) fire (?:in|at) (?:a|an|the)|tents? (?:caught fire|burn(?:ed|t))|collaps(?:ed|e)|drown(?:ed|ing)|gas (?:cylinder|leak|explosion)|negligent discharge`,
  ),
  harm('attack-on-civilians', String.raw`${harmed} (?:[${letter}]+ ){0,3}${unarmed}|${unarmed} (?:was|were) ${harmed}`),
  harm('attack-on-civilians', String.raw`(?:killed|executed) (?:the|an?) (?:[${letter}]+ ){0,2}${townsman}`),
  harm('armed-clash', String.raw`${harmed} (?:[${letter}]+ ){0,3}${armed}|${armed} (?:was|were) ${harmed}`),
]

/** What an attack without more said of it becomes, by what was attacked. */
export const attackedWords: readonly { readonly type: IncidentType; readonly words: RegExp }[] = [
  { type: 'checkpoint-attack', words: /\b(?:check ?-?points?|CPs?|VCPs?|road ?blocks?)\b/i },
  { type: 'base-attack', words: new RegExp(String.raw`\b(?:bases?|${security}|posts|outposts|depots?)\b`, 'i') },
  {
    type: 'attack-on-civilians',
    words:
      /\b(?:civilians?|shepherds?|farmers?|villagers|aid workers?|convoy of aid|teachers?|journalists?|doctors?|traders?)\b/i,
  },
]
