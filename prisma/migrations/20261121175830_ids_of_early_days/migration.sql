-- No id is older than 1970: the smallest of an instant before that is the smallest there is. Its milliseconds are negative,
-- and written in hexadecimal they were the largest.
CREATE OR REPLACE FUNCTION uuid7_floor(at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad(to_hex(greatest((extract(epoch FROM at) * 1000)::bigint, 0)), 12, '0') || repeat('0', 20))::uuid
$$;
