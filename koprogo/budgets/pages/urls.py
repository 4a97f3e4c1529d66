"""Addresses of budgets: ``urlpatterns`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import path

from koprogo.budgets.pages import budget, plan, portfolio, reserve, writing

outside = [
    path("portefeuille/appels", portfolio.calls, name="portfolio_calls"),
    path("portefeuille/appels/avancement", portfolio.progress, name="portfolio_progress"),
]

urlpatterns = [
    path("argent/budget/", budget.show, name="budgets"),
    path("argent/budget/reserve", reserve.decide, name="budget_reserve"),
    path("argent/budget/<str:budget>/", budget.show, name="budget"),
    path("argent/budget/<str:budget>/versions/<int:budget_version>", budget.version, name="budget_version"),
    path("argent/budget/<str:budget>/commencer", writing.start, name="budget_start"),
    path("argent/budget/<str:budget>/lignes", writing.lines, name="budget_lines"),
    path("argent/budget/<str:budget>/soumettre", writing.propose, name="budget_propose"),
    path("argent/budget/<str:budget>/reprendre", writing.take_back, name="budget_take_back"),
    path("argent/budget/<str:budget>/supprimer", writing.drop, name="budget_drop"),
    path("argent/budget/<str:budget>/vote", writing.vote, name="budget_vote"),
    path("argent/budget/<str:budget>/appels", plan.calls, name="budget_calls"),
    path("argent/budget/<str:budget>/appels/plan", plan.schedule, name="budget_plan"),
    path("argent/budget/<str:budget>/appels/<int:budget_step>/preparer", plan.prepare, name="budget_call_prepare"),
]
