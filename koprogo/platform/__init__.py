"""What knows no condominium: the boundary, access, audit, commands, jobs, files, mail, PDF, design."""
