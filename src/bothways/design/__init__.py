"""The page frame, its parts, styles, fonts and the little script."""
