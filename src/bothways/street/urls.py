"""Addresses."""

from django.urls import path

from bothways.street.views import first, good, line, people, remembrance, words

app_name = "street"
urlpatterns = [
    path("first/", first.who, name="first"),
    path("first/<uuid:person_id>/what/", first.deed, name="first_deed"),
    path("first/<uuid:person_id>/words/", first.words, name="first_words"),
    path("first/<uuid:person_id>/life/", first.life, name="first_life"),
    path("story/", first.story, name="story"),
    path("start-mine/", first.start_mine, name="start_mine"),
    path("people/", people.everyone, name="people"),
    path("people/keep/", people.keep, name="keep"),
    path("people/<uuid:person_id>/", line.person, name="person"),
    path("people/<uuid:person_id>/mail/<int:first>/<int:last>/", line.mail, name="mail"),
    path("people/<uuid:person_id>/about/", people.about, name="about"),
    path("people/<uuid:person_id>/change/", people.change, name="change"),
    path("people/<uuid:person_id>/write/", line.write, name="write"),
    path("people/<uuid:person_id>/good-news/", good.page, name="good_news"),
    path("people/<uuid:person_id>/good-news/keep/", good.keep, name="keep_good_news"),
    path("people/<uuid:person_id>/role/", people.say_role, name="say_role"),
    path("people/<uuid:person_id>/life/", people.say_life, name="say_life"),
    path("people/<uuid:person_id>/contact/", people.say_contact, name="say_contact"),
    path("people/<uuid:person_id>/undo/", people.undo, name="undo"),
    path("people/<uuid:person_id>/wish/", people.say_wish, name="say_wish"),
    path("people/<uuid:person_id>/remembrance/", remembrance.page, name="remembrance"),
    path("people/<uuid:person_id>/remembrance/keep/", remembrance.keep, name="keep_memory"),
    path("people/<uuid:person_id>/family/", remembrance.write_to_family, name="write_to_family"),
    path("people/<uuid:person_id>/remember-on/", remembrance.remember_on, name="remember_on"),
    path("people/<uuid:person_id>/remember-on/<uuid:day_id>/forget/", remembrance.forget_day, name="forget_day"),
    path("people/<uuid:person_id>/forget-notes/", people.forget_notes, name="forget_notes"),
    path("people/<uuid:person_id>/forget/", people.forget, name="forget"),
    path("roles/<uuid:role_id>/change/", people.change_role, name="change_role"),
    path("roles/<uuid:role_id>/take-back/", people.take_back_role, name="take_back_role"),
    path("words/", words.kept_words, name="kept_words"),
    path("moments/add/", line.add, name="add"),
    path("moments/remember/", line.remember, name="remember"),
    path("moments/<uuid:moment_id>/", line.moment, name="moment"),
    path("moments/<uuid:moment_id>/change/", line.change_moment, name="change_moment"),
    path("moments/<uuid:moment_id>/take-away/", line.take_away_moment, name="take_away_moment"),
    path("moments/<uuid:moment_id>/thank/", line.thank_for, name="thank_for"),
]
