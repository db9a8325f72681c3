"""Code frames: reading their rules, matching answers, explaining, learning, and agreement of coders."""
