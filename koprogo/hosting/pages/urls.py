"""Addresses of hosting, one list for each subject: ``urlpatterns`` stand under i/<slug>/, ``outside`` at the top."""

from koprogo.hosting.pages import urls_books, urls_cloud, urls_gifts, urls_orders, urls_public, urls_service

urlpatterns = [
    *urls_cloud.inside,
    *urls_books.inside,
    *urls_public.inside,
    *urls_service.inside,
    *urls_orders.inside,
    *urls_gifts.inside,
]
outside = [
    *urls_cloud.outside,
    *urls_books.outside,
    *urls_public.outside,
    *urls_service.outside,
    *urls_orders.outside,
    *urls_gifts.outside,
]
