"""What is known of languages: one matter a file, tables beside them; plain strings and tuples only."""
