"""The commands of the command line, one a module; each is small: services and formats do the work."""
