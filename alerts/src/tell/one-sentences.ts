/** Why two incidents are not made one, or stay one, and why somebody is not forgotten, in English. */
export const oneSentences = {
  'merge.itself': 'Both are incident {id}.',
  'merge.already': 'It is merged into {into}. Undo that first.',
  'merge.elsewhere': '{id} is itself merged into {into}. Merge into that one.',
  'merge.exercise': 'One is played and the other is real.',
  'merge.chain': 'Others are merged into it. Merge the other way round, or undo those first.',
  'merge.not': 'The incident stands for itself already.',
  'merge.linkOther': 'Link {id}.',

  'forget.self': 'Nobody forgets themselves: ask another administrator.',
  'forget.forgotten': '{name} was forgotten already.',
  'forget.enabled': '{name} may still sign in: disable the account first.',
  'forget.onWatch': '{name} is on watch: end that first.',
  'forget.handover': '{name} has {count} handovers that are not over: have them signed or withdrawn first.',
  'forget.alerts': '{name} owns {count} open alerts: give them to somebody else first.',
  'forget.duties': '{name} is called by {list}: take them out there first.',
} as const
