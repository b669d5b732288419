"""The engine that machines share: PostgreSQL finds and filters, numpy scores what it found.

`tables` and `packing` say how a listing is kept, `writing` and `rebuilding` put it there;
`asking` and `narrowing` say a query in SQL, `reading` runs it, `pool` is what came back,
`words` what is known of all listings.
"""

from marketplace.search.engine_postgres.engine import PostgresEngine

__all__ = ["PostgresEngine"]
