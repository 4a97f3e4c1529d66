"""What is made of the statements: papers and the file of a whole year."""
