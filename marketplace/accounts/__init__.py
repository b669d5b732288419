"""People: who they are, how they sign in, what officers may do, what they consented to."""
