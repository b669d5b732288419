"""Words that officers teach the search: which mean the same, which are left as they are."""
