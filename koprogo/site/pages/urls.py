"""Addresses of the site's own pages inside a building."""

from django.urls import URLPattern, path

from koprogo.site.pages import (
    bringing,
    checks,
    documents,
    home,
    kept_files,
    leaving,
    money,
    search,
    set_up,
    trail,
    works,
)

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("argent/", money.money, name="money"),
    path("argent/controles", checks.checks, name="checks"),
    path("argent/controles/lancer", checks.run, name="checks_run"),
    path("chercher", search.search, name="search"),
    path("documents/", documents.documents, name="documents"),
    path("immeuble/journal", trail.trail, name="audit_trail"),
    path("fichiers/<uuid:file_id>", kept_files.kept_file, name="file"),
    path("mise-en-place/", set_up.set_up, name="setup"),
    path("reglages/apporter", bringing.show, name="brought"),
    path("reglages/apporter/avancement", bringing.progress, name="brought_progress"),
    path("reglages/apporter/inviter", bringing.invite, name="brought_invite"),
    path("reglages/emporter", leaving.leave, name="leave"),
    path("reglages/emporter/preparer", leaving.take_all, name="take_all"),
    path("reglages/emporter/avancement", leaving.progress, name="leave_progress"),
    path("reglages/travaux", works.works, name="works"),
    path("reglages/travaux/<uuid:job_id>/reprendre", works.resume, name="work_resume"),
]
