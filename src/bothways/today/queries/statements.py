"""
What Today is chosen from, as SQL for both databases: narrow rows, and never the moments (decision 20).

Text comes out wherever it was cast to text: what stands in one column of a union is text in every part of it.
"""

# A letter that is ready waits for its question, not for another letter (decision 5); see gratitude.queries.open_rows.
_UNLESS_READY = "NOT EXISTS (SELECT 1 FROM gratitude_letter AS letter WHERE letter.id = {0} AND letter.state = 'ready')"

# what | who | one | other | day | until | word
NARROW = f"""
SELECT 'loop', CAST(person_id AS text), CAST(moment_id AS text), NULL, CAST(since AS text), NULL, NULL
FROM gratitude_loop AS help WHERE member_id = %(member)s AND thanked_on IS NULL AND let_go = ''
  AND {_UNLESS_READY.format("help.thanked_by_id")}
UNION ALL
SELECT 'telling', CAST(person_id AS text), CAST(news_id AS text), CAST(moment_id AS text), CAST(news_on AS text),
  NULL, NULL
FROM gratitude_telling AS told WHERE member_id = %(member)s AND told_on IS NULL AND let_go = ''
  AND {_UNLESS_READY.format("told.told_by_id")}
UNION ALL
SELECT answer, CAST(person_id AS text), NULL, NULL, CAST("on" AS text), CAST(until AS text), act
FROM today_answer WHERE member_id = %(member)s
  AND ("on" > %(quiet_from)s OR "on" >= %(monday)s OR (answer = 'put_off' AND (until IS NULL OR until > %(today)s)))
UNION ALL
SELECT 'letter', CAST(person_id AS text), CAST(id AS text), NULL, CAST(ready_at AS text), NULL, state
FROM gratitude_letter WHERE member_id = %(member)s AND kind = 'thanks' AND ready_at > %(quiet_began)s
UNION ALL
SELECT 'ask', CAST(person_id AS text), CAST(id AS text), NULL, CAST(ready_at AS text), NULL, NULL
FROM gratitude_letter WHERE member_id = %(member)s AND state = 'ready' AND kind = 'thanks' AND asked_at IS NULL
  AND ready_at < %(ask_before)s
UNION ALL
SELECT 'draft', CAST(person_id AS text), CAST(id AS text), NULL, NULL, NULL, NULL
FROM gratitude_letter WHERE member_id = %(member)s AND state = 'draft' AND kind = 'thanks'
UNION ALL
SELECT 'died', CAST(id AS text), NULL, NULL, NULL, NULL, NULL
FROM people_person WHERE member_id = %(member)s AND life = 'died' AND life_changed_on > %(fortnight)s
UNION ALL
SELECT 'meeting', CAST(person_id AS text), CAST(meeting_id AS text), NULL, CAST(meeting_on AS text), NULL, NULL
FROM moments_state WHERE member_id = %(member)s AND meeting_on >= %(today)s
UNION ALL
SELECT 'remembered', CAST(one.person_id AS text), CAST(one.id AS text), NULL, one.word, CAST(one.month AS text),
  CAST(one.day AS text)
FROM people_rememberedday AS one JOIN people_person AS person ON person.id = one.person_id
WHERE person.member_id = %(member)s AND person.life = 'died'
"""  # noqa: S608 - no value stands in it

# id | life | contact | paused until | last contact | heard | ahead on | ahead id | said on | every
# | role | begins | ends
RELATIONS = """
SELECT CAST(person.id AS text), person.life, person.contact, CAST(person.paused_until AS text),
  CAST(state.last_contact AS text), CAST(state.heard_on AS text), CAST(state.ahead_on AS text),
  CAST(state.ahead_id AS text), CAST(person.life_changed_on AS text), wish.every_days, role.role, role.begins, role.ends
FROM people_role AS role JOIN people_person AS person ON person.id = role.person_id
  LEFT JOIN moments_state AS state ON state.person_id = person.id
  LEFT JOIN rhythm_rhythm AS wish ON wish.person_id = person.id
WHERE role.member_id = %(member)s
"""
OF_THESE = RELATIONS + " AND role.person_id IN (%(people)s)"

# These, whoever has something ahead, and the most silent of all.
MOST_SILENT = f"""
{RELATIONS} AND (role.person_id IN (%(people)s) OR state.ahead_on IS NOT NULL OR role.person_id IN (
  SELECT any_role.person_id FROM people_role AS any_role
    LEFT JOIN moments_state AS their ON their.person_id = any_role.person_id
  WHERE any_role.member_id = %(member)s GROUP BY any_role.person_id, their.last_contact
  ORDER BY their.last_contact NULLS FIRST LIMIT %(most)s))
"""  # noqa: S608 - no value stands in it
