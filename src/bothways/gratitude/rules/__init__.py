"""The thank-you: what is asked, how the answers become a letter, and what is pointed out calmly."""
