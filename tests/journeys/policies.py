"""
Who may what: every address says it here, and by which way it goes; one that says nothing fails the build (S2).

ANYBODY, also who is not signed in. MEMBER: what stands there is the asker's own, whoever that is. OWNER: a row is
named, and whose it is not is answered as if there were none. PROVEN: a MEMBER who has shown just now that it is they.

Of the API: each address and its ways. GET (and HEAD) asks for a token that reads, any other for one that writes, and
where a row is named it is the row's OWNER's.
"""

ANYBODY, MEMBER, OWNER, PROVEN = "anybody", "member", "owner", "proven"
PAGE, FORM, BOTH = {"GET", "HEAD"}, {"POST"}, {"GET", "HEAD", "POST"}
_SAID = (
    (ANYBODY, BOTH, """
        accounts:code accounts:join accounts:sign_in accounts:welcome
    """),
    (ANYBODY, FORM, """
        accounts:ask_for_passkey accounts:by_passkey gratitude:save
    """),
    (MEMBER, PAGE, """
        accounts:mail_server accounts:programs accounts:settings accounts:signing_in exchange:own
        exchange:same exchange:start exchange:take_out exchange:who gratitude:letters gratitude:news
        gratitude:untold people:chapters street:add street:add_promise street:add_received
        street:kept_words street:people street:promises street:received street:start_mine street:story
        today:appointment today:appointment_file today:page vault:page
    """),
    (MEMBER, BOTH, """
        accounts:confirm street:find street:first
    """),
    (MEMBER, FORM, """
        accounts:change_looks accounts:change_self accounts:confirm_by_passkey
        accounts:end_other_sessions accounts:end_session accounts:end_token accounts:sign_out
        accounts:use_mail_server exchange:bring exchange:enough exchange:keep_who exchange:let_go
        exchange:say_own exchange:say_same exchange:someone_else gratitude:keep_news people:begin
        street:keep street:keep_received street:make_promise street:remember today:back
    """),
    (OWNER, PAGE, """
        exchange:brought gratitude:came_of_it gratitude:letter gratitude:mail_file gratitude:on_its_way
        gratitude:one_news gratitude:paper gratitude:sent_copy people:chapter street:about
        street:good_news street:mail street:moment street:person street:promise street:remembrance
        today:reach
    """),
    (OWNER, BOTH, """
        street:first_deed street:first_life street:first_words
    """),
    (OWNER, FORM, """
        exchange:go_on exchange:leave exchange:stop gratitude:came_back gratitude:change_news
        gratitude:find_out gratitude:given gratitude:let_go_of_help gratitude:let_go_of_news
        gratitude:let_go_of_theirs gratitude:not_given gratitude:not_yet gratitude:ready gratitude:start
        gratitude:take_away_news gratitude:take_back gratitude:take_up_help gratitude:take_up_news
        gratitude:take_up_theirs gratitude:tell gratitude:throw_away gratitude:turn gratitude:weave
        people:change_chapter people:enough people:name_someone people:take_out_chapter street:change
        street:change_moment street:change_promise street:change_role street:forget street:forget_day
        street:forget_notes street:keep_good_news street:keep_memory street:keep_promise
        street:open_promise_again street:release_promise street:remember_on street:say_contact
        street:say_life street:say_role street:say_wish street:take_away_moment street:take_back_role
        street:thank_for street:undo street:write street:write_to_family today:begin today:done
        today:find_out today:not_now
    """),
    (PROVEN, PAGE, """
        accounts:codes accounts:codes_picture accounts:new_passkey accounts:new_token accounts:recovery
        exchange:download
    """),
    (PROVEN, BOTH, """
        accounts:change_password
    """),
    (PROVEN, FORM, """
        accounts:ask_for_new_passkey accounts:begin_codes accounts:draw_new_recovery_codes
        accounts:forget_mail_server accounts:keep_passkey accounts:make_token accounts:rename_passkey
        accounts:take_away_passkey accounts:turn_off_codes accounts:turn_on_codes exchange:make
    """),
)  # fmt: skip
POLICIES = {name: (policy, ways) for policy, ways, names in _SAID for name in names.split()}
OPEN_TO_ALL = {name for name, (policy, _) in POLICIES.items() if policy == ANYBODY}

API = {
    "people": "GET POST",
    "people/{person_id}": "GET PATCH DELETE",
    "people/{person_id}/life": "PUT",
    "people/{person_id}/contact": "PUT",
    "people/{person_id}/undo": "POST",
    "people/{person_id}/remembered-days": "POST",
    "people/{person_id}/remembered-days/{day_id}": "DELETE",
    "people/{person_id}/roles": "POST",
    "people/{person_id}/street": "GET",
    "roles/{role_id}": "PATCH DELETE",
    "chapters": "GET POST",
    "chapters/{chapter_id}": "GET PATCH DELETE",
    "moments": "GET POST",
    "moments/{moment_id}": "GET PATCH DELETE",
    "promises": "GET POST",
    "promises/{promise_id}": "GET PATCH",
    "promises/{promise_id}/keep": "POST",
    "promises/{promise_id}/release": "POST",
    "promises/{promise_id}/open": "POST",
    "rhythms": "GET",
    "rhythms/{person_id}": "PUT",
    "news": "GET POST",
    "news/{news_id}": "GET PATCH DELETE",
    "tellings/{telling_id}/let-go": "POST",
    "tellings/{telling_id}/take-up": "POST",
    "helps": "GET",
    "helps/{moment_id}/let-go": "POST",
    "helps/{moment_id}/take-up": "POST",
    "their-news": "GET",
    "their-news/{moment_id}/let-go": "POST",
    "their-news/{moment_id}/take-up": "POST",
    "letters": "GET POST",
    "letters/{letter_id}": "GET PATCH DELETE",
    "letters/{letter_id}/check": "GET POST",
    "letters/{letter_id}/send": "POST",
    "letters/{letter_id}/take-back": "POST",
    "letters/{letter_id}/ready": "POST",
    "letters/{letter_id}/given": "POST",
    "letters/{letter_id}/not-given": "POST",
    "letters/{letter_id}/paper": "GET",
    "letters/{letter_id}/mail": "GET",
    "today": "GET",
}
