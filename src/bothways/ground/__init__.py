"""Tools that know no word of the domain: refusals, records, pages, the clock, work for later."""
