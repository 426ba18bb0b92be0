from django.urls import path

from .views import acts, case, mail, members, queue

app_name = "cases"
urlpatterns = [
    path("staff/", queue.queue, name="queue"),
    path("staff/board/", queue.board, name="board"),
    path("staff/mine/", queue.mine, name="mine"),
    path("staff/mail/", mail.mail, name="mail"),
    path("staff/mail/prove/", mail.mail_prove, name="mail_prove"),
    path("staff/mail/forget/", mail.mail_forget, name="mail_forget"),
    path("staff/cases/<str:ref>/", case.page, name="case"),
    path("staff/cases/<str:ref>/reveal/", case.reveal, name="reveal"),
    path("staff/cases/<str:ref>/claim/", acts.claim, name="claim"),
    path("staff/cases/<str:ref>/put-back/", acts.put_back, name="put_back"),
    path("staff/cases/<str:ref>/level/", acts.level, name="level"),
    path("staff/cases/<str:ref>/follow-up/", acts.follow_up, name="follow_up"),
    path("staff/cases/<str:ref>/close/", acts.close, name="close"),
    path("staff/cases/<str:ref>/hide/", acts.hide, name="hide"),
    path("staff/cases/<str:ref>/keep/", acts.keep, name="keep"),
    path("staff/cases/<str:ref>/release/", acts.release, name="release"),
    path("staff/cases/<str:ref>/write/", acts.write, name="write"),
    path("c/<slug:slug>/talk/write/", members.write_to_team, name="write_to_team"),
    path("c/<slug:slug>/tell/<str:ref>/", members.report, name="report"),
    path("c/<slug:slug>/told/", members.reported, name="reported"),
    path("c/<slug:slug>/to-team/<str:ref>/", members.to_team, name="to_team"),
    path("c/<slug:slug>/why/<str:ref>/", members.why, name="why"),
    path("d/<str:ref>/", members.decision, name="decision"),
]
