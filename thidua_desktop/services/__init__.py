"""The things the office does: all that the window and the command line may call."""
