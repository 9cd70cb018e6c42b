GRANT SELECT ON ALL TABLES IN SCHEMA public TO tripgen_app;
GRANT INSERT, UPDATE, DELETE ON public.users, public.trips, public.trip_days, public.trip_stops,
  public.user_preferences, public.reviews, public.locations, public.cities,
  public.itinerary_templates, public.template_stops TO tripgen_app;
