"""What can identify a person: found, and masked."""
