"""Nothing but words."""
# and a comment
