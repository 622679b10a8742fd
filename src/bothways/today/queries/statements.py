"""
What Today is chosen from, as SQL for both databases: narrow rows, and never the moments (decision 20).

Text comes out wherever it was cast to text: what stands in one column of a union is text in every part of it.
"""

# What a letter that is ready or queued speaks of waits for that one (decision 5); see gratitude.queries.open_rows.
_UNLESS_READY = """({0} IS NULL OR NOT EXISTS
  (SELECT 1 FROM gratitude_letter AS letter WHERE letter.id = {0} AND (letter.state = 'queued'
  OR letter.state = 'ready' AND letter.ready_by <> '')))"""

# The columns stand in the order of decision 18, so that rows of one kind are sorted as they are: the oldest first.
# what | day | one | other | who | until | word
NARROW = f"""
SELECT 'help', CAST(since AS text), CAST(moment_id AS text), NULL, CAST(person_id AS text), NULL, NULL
FROM gratitude_loop AS help WHERE member_id = %(member)s AND thanked_on IS NULL AND let_go = ''
  AND {_UNLESS_READY.format("help.thanked_by_id")}
UNION ALL
SELECT CASE WHEN moment_id IS NULL THEN 'news' ELSE 'outcome' END, CAST(news_on AS text), CAST(news_id AS text),
  CAST(moment_id AS text), CAST(person_id AS text), NULL, NULL
FROM gratitude_telling AS told WHERE member_id = %(member)s AND told_on IS NULL AND let_go = ''
  AND {_UNLESS_READY.format("told.told_by_id")}
UNION ALL
SELECT 'theirs', CAST(since AS text), CAST(moment_id AS text), NULL, CAST(person_id AS text), NULL, NULL
FROM gratitude_theirnews AS theirs WHERE member_id = %(member)s AND congratulated_on IS NULL AND let_go = ''
  AND since >= %(welcome_from)s AND {_UNLESS_READY.format("theirs.congratulated_by_id")}
UNION ALL
SELECT 'promise', CAST(latest AS text), CAST(id AS text), NULL, CAST(person_id AS text), NULL, NULL
FROM rhythm_promise WHERE member_id = %(member)s AND state = 'open' AND lane = 'mine' AND earliest <= %(today)s
UNION ALL
SELECT state, CAST(settled_on AS text), NULL, NULL, CAST(person_id AS text), NULL, NULL
FROM rhythm_promise WHERE member_id = %(member)s AND state IN ('kept', 'released') AND lane = 'mine'
  AND earliest <= settled_on AND (settled_on > %(quiet_from)s OR settled_on >= %(monday)s)
UNION ALL
SELECT answer, CAST("on" AS text), NULL, NULL, CAST(person_id AS text), CAST(until AS text), act
FROM today_answer WHERE member_id = %(member)s
  AND ("on" > %(quiet_from)s OR "on" >= %(monday)s OR (answer = 'put_off' AND (until IS NULL OR until > %(today)s)))
UNION ALL
SELECT 'letter', CAST(ready_at AS text), CAST(id AS text), NULL, CAST(person_id AS text), NULL, state
FROM gratitude_letter WHERE member_id = %(member)s AND NOT unsent AND ready_at > %(quiet_began)s
UNION ALL
SELECT 'ask', CAST(ready_at AS text), CAST(id AS text), NULL, CAST(person_id AS text), NULL, CAST(version AS text)
FROM gratitude_letter WHERE member_id = %(member)s AND state = 'ready' AND NOT unsent AND asked_at IS NULL
  AND ready_at < %(ask_before)s
UNION ALL
SELECT sent.state, CAST(sent.ended_at AS text), CAST(letter.id AS text), NULL, CAST(letter.person_id AS text), NULL,
  NULL
FROM gratitude_outgoing AS sent JOIN gratitude_letter AS letter ON letter.id = sent.letter_id
WHERE sent.member_id = %(member)s AND sent.queued_at > %(sent_from)s AND NOT letter.unsent
  AND ((sent.state = 'unsure' AND letter.state = 'ready' AND letter.asked_at IS NULL)
    OR (sent.state = 'refused' AND letter.state = 'draft' AND letter.saved_at <= sent.ended_at)
    OR (sent.state = 'refused' AND letter.state = 'ready' AND letter.ready_by = ''))
  AND NOT EXISTS (SELECT 1 FROM gratitude_outgoing AS later
    WHERE later.letter_id = letter.id AND later.queued_at > sent.queued_at)
UNION ALL
SELECT 'draft', NULL, CAST(id AS text), NULL, CAST(person_id AS text), NULL, NULL
FROM gratitude_letter WHERE member_id = %(member)s AND state = 'draft' AND NOT unsent
UNION ALL
SELECT 'died', CAST(life_changed_on AS text), NULL, NULL, CAST(id AS text), NULL, NULL
FROM people_person WHERE member_id = %(member)s AND life = 'died' AND life_changed_on > %(fortnight)s
UNION ALL
SELECT 'meeting', CAST(meeting_on AS text), CAST(meeting_id AS text), NULL, CAST(person_id AS text), NULL, NULL
FROM moments_state WHERE member_id = %(member)s AND meeting_on >= %(today)s
UNION ALL
SELECT 'remembered', CAST(one.day AS text), CAST(one.id AS text), NULL, CAST(one.person_id AS text),
  CAST(one.month AS text), one.word
FROM people_rememberedday AS one JOIN people_person AS person ON person.id = one.person_id
WHERE person.member_id = %(member)s AND person.life = 'died' AND one.month IN (%(months)s)
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

# These, whoever has something ahead whose day has passed, and the most silent of those who are not held: where nothing
# is kept of any contact there may be no state row at all. One `OR` of these would send SQLite through everybody.
MOST_SILENT = f"""
{RELATIONS} AND role.person_id IN (
  SELECT id FROM people_person WHERE id IN (%(people)s)
  UNION SELECT person_id FROM moments_state
    WHERE member_id = %(member)s AND ahead_on BETWEEN %(ahead_from)s AND %(today)s
  UNION SELECT person_id FROM (SELECT DISTINCT person_id FROM people_role AS any_role
    WHERE member_id = %(member)s AND (person_id IN (%(held)s)) IS NOT TRUE
      AND NOT EXISTS (SELECT 1 FROM moments_state AS their WHERE their.person_id = any_role.person_id)
    ORDER BY person_id LIMIT %(most)s) AS strangers
  UNION SELECT person_id FROM (SELECT person_id FROM moments_state AS their
    WHERE member_id = %(member)s AND (person_id IN (%(held)s)) IS NOT TRUE
      AND EXISTS (SELECT 1 FROM people_role AS any_role WHERE any_role.person_id = their.person_id)
    ORDER BY last_contact NULLS FIRST, person_id LIMIT %(most)s) AS silent)
"""  # noqa: S608 - no value stands in it

# whose | id | name | given | family | prefix | address as | life | contact | paused until | channel | care of
# | last contact | how exactly | last mine | last theirs | last together | every | has mail
PEOPLE = """
SELECT CAST(person.member_id AS text), CAST(person.id AS text), person.name, person.given, person.family, person.prefix,
  person.address_as, person.life, person.contact, CAST(person.paused_until AS text), person.channel, person.care_of,
  CAST(state.last_contact AS text), state.last_within, CAST(state.last_mine AS text), CAST(state.last_theirs AS text),
  CAST(state.last_together AS text), wish.every_days,
  EXISTS (SELECT 1 FROM people_address AS mail WHERE mail.person_id = person.id)
FROM people_person AS person LEFT JOIN moments_state AS state ON state.person_id = person.id
  LEFT JOIN rhythm_rhythm AS wish ON wish.person_id = person.id
WHERE person.id IN (%(people)s)
"""

# By primary key alone, whose it is comes out with it: asked for the member as well, SQLite takes the index of the
# member from five ids on, and goes through all that was ever kept (P5).
# whose | id | what | words | earliest | latest | precision
RECORDS = """
SELECT CAST(member_id AS text), CAST(id AS text), deed, words, CAST(earliest AS text), CAST(latest AS text), precision
FROM moments_moment WHERE "moments_moment"."id" IN (%(moments)s)
UNION ALL
SELECT CAST(member_id AS text), CAST(id AS text), what, '', CAST(earliest AS text), CAST(latest AS text), precision
FROM gratitude_news WHERE id IN (%(news)s)
UNION ALL
SELECT CAST(member_id AS text), CAST(id AS text), what, '', CAST(earliest AS text), CAST(latest AS text), precision
FROM rhythm_promise WHERE id IN (%(promises)s)
"""
