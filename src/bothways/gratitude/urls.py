"""Addresses."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from bothways.gratitude.views import letters, news, sent, untold, writing


class Sheet(StringConverter):
    regex = "print|card|letter|envelope"


class Way(StringConverter):
    regex = "send|print|mail|copy|say"


register_converter(Sheet, "sheet")
register_converter(Way, "way")

app_name = "gratitude"
urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/to/<uuid:person_id>/start/", letters.start, name="start"),
    path("letters/<uuid:letter_id>/", writing.letter, name="letter"),
    path("letters/<uuid:letter_id>/find-out/", letters.find_out, name="find_out"),
    path("letters/<uuid:letter_id>/save/", writing.save, name="save"),
    path("letters/<uuid:letter_id>/weave/<slug:kind>/<uuid:left_id>/", writing.weave, name="weave"),
    path("letters/<uuid:letter_id>/turn/", writing.turn, name="turn"),
    path("letters/<uuid:letter_id>/ready/<way:way>/", writing.ready, name="ready"),
    path("letters/<uuid:letter_id>/given/", writing.given, name="given"),
    path("letters/<uuid:letter_id>/not-yet/", writing.not_yet, name="not_yet"),
    path("letters/<uuid:letter_id>/not-given/", writing.not_given, name="not_given"),
    path("letters/<uuid:letter_id>/on-its-way/", sent.on_its_way, name="on_its_way"),
    path("letters/<uuid:letter_id>/take-back/", sent.take_back, name="take_back"),
    path("letters/<uuid:letter_id>/came-back/", sent.came_back, name="came_back"),
    path("letters/<uuid:letter_id>/sent.eml", sent.copy, name="sent_copy"),
    path("letters/<uuid:letter_id>/delete/", letters.throw_away, name="throw_away"),
    path("letters/<uuid:letter_id>/<sheet:sheet>.pdf", writing.paper, name="paper"),
    path("letters/<uuid:letter_id>/letter.eml", writing.mail_file, name="mail_file"),
    path("untold/", untold.untold, name="untold"),
    path("untold/help/<uuid:moment_id>/let-go/", untold.let_go_of_help, name="let_go_of_help"),
    path("untold/help/<uuid:moment_id>/take-up/", untold.take_up_help, name="take_up_help"),
    path("untold/news/<uuid:telling_id>/let-go/", untold.let_go_of_news, name="let_go_of_news"),
    path("untold/news/<uuid:telling_id>/take-up/", untold.take_up_news, name="take_up_news"),
    path("untold/theirs/<uuid:moment_id>/let-go/", untold.let_go_of_theirs, name="let_go_of_theirs"),
    path("untold/theirs/<uuid:moment_id>/take-up/", untold.take_up_theirs, name="take_up_theirs"),
    path("news/", news.news, name="news"),
    path("news/keep/", news.keep_news, name="keep_news"),
    path("news/<uuid:news_id>/", news.one, name="one_news"),
    path("news/<uuid:news_id>/change/", news.change, name="change_news"),
    path("news/<uuid:news_id>/take-away/", news.take_away, name="take_away_news"),
    path("came-of-it/<uuid:moment_id>/", news.came_of_it, name="came_of_it"),
    path("came-of-it/<uuid:moment_id>/tell/", news.tell, name="tell"),
]
