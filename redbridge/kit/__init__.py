"""Small pure functions with no models and no product words."""
