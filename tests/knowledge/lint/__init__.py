"""What lint finds in decree files and drafts."""
