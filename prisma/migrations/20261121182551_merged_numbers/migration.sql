-- Numbers that were merged into another contact are looked for when a list brings them. Few contacts have any.
CREATE INDEX contacts_merged_msisdns_idx ON contacts USING gin (merged_msisdns) WHERE merged_msisdns <> '{}';
