"""Addresses of a session and of what remains of it, inside a building."""

from django.urls import URLPattern, path

from koprogo.assemblies.pages import landlord, minutes, noted, papers, presence, session, signing, vote

_HERE = "ag/<str:assembly>/"

urlpatterns: list[URLPattern] = [
    path(_HERE + "presence", presence.listing, name="session_presence"),
    path(_HERE + "presence/arrivee", presence.arrive, name="session_arrive"),
    path(_HERE + "presence/depart", presence.leave, name="session_leave"),
    path(_HERE + "presence/<uuid:line_id>/annuler", presence.undo, name="session_undo"),
    path(_HERE + "presence/sans-quorum", presence.adjourn, name="session_adjourn"),
    path(_HERE + "feuille", session.sheet, name="tally_sheet"),
    path(_HERE + "feuille.pdf", papers.tally, name="tally_paper"),
    path(_HERE + "presences.pdf", papers.attendance_list, name="attendance_paper"),
    path(_HERE + "seance", session.show, name="session"),
    path(_HERE + "seance/file", noted.receive, name="session_queue"),
    path(_HERE + "seance/lever", session.close, name="session_close"),
    path(_HERE + "seance/<int:point>", session.show, name="session_item"),
    path(_HERE + "seance/<int:point>/votes", session.votes, name="session_votes"),
    path(_HERE + "seance/<int:point>/compte", session.count, name="session_count"),
    path(_HERE + "seance/<int:point>/<slug:verb>", session.act, name="session_act"),
    path(_HERE + "pv", minutes.show, name="minutes"),
    path(_HERE + "pv/ecrire", minutes.write, name="minutes_write"),
    path(_HERE + "pv/corriger", minutes.correct, name="minutes_edit"),
    path(_HERE + "pv/signer", signing.on_paper, name="minutes_sign"),
    path(_HERE + "pv/signer/ecran", signing.on_glass, name="minutes_sign_glass"),
    path(_HERE + "pv/signer/carte", signing.by_card, name="minutes_sign_card"),
    path(_HERE + "pv/signer/fin", signing.finish, name="minutes_sign_finish"),
    path(_HERE + "pv/enregistrement", minutes.recording, name="recording_deleted"),
    path(_HERE + "pv/envoyer", minutes.send, name="minutes_send"),
    path(_HERE + "pv/envoi", minutes.progress, name="minutes_progress"),
    path(_HERE + "pv/pdf", minutes.paper, name="minutes_paper"),
    path(_HERE + "communiquer", landlord.show, name="pass_on"),
    path("ag/decisions", minutes.decisions, name="decisions"),
    path(_HERE + "vote", vote.show, name="vote"),
    path(_HERE + "vote/etat", vote.state, name="vote_state"),
    path(_HERE + "vote/a-distance", vote.join, name="vote_join"),
]
