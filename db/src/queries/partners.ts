/** What an incident was made one with or is linked to, as the SQL of its id: `id` of each. */
export function partnersOf(id: string): string {
  return `select m.into_id as id from incident_merged m where m.incident_id = ${id}
    union all select m.incident_id from incident_merged m where m.into_id = ${id}
    union all select k.to_id from incident_link k where k.from_id = ${id} and not k.is_removed
    union all select k.from_id from incident_link k where k.to_id = ${id} and not k.is_removed`
}
