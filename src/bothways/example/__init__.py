"""An example life: invented people over thirty years, as values and as real files, for the demo, tests and bench."""
