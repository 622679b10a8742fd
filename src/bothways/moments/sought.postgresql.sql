-- The words of moments in PostgreSQL: an index of the column itself, which is in step with it by nature.
CREATE INDEX IF NOT EXISTS moments_sought ON moments_moment
USING gin (array_to_tsvector(string_to_array(ltrim(sought, ' '), ' ')));
