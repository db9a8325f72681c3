"""The desk: a study in a browser, for people who write no code; it only asks, and keeps nothing itself."""
