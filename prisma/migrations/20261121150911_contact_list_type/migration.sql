-- Which list of İYS a contact stands on, where the brand speaks to both; null: the one the brand chose. And the other numbers
-- of a person who was two contacts: what was said and sent there stays under them.
ALTER TABLE contacts ADD COLUMN list_type text CONSTRAINT contacts_list_type CHECK (list_type IN ('individual', 'merchant'));
ALTER TABLE contacts ADD COLUMN merged_msisdns bigint[] NOT NULL DEFAULT '{}';
