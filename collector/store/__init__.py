"""All that is remembered, in one SQLite database; the only folder that speaks SQL."""
