"""The benchmarks: each figure against its floor in the same run, because machines differ and have moods."""
