"""Who follows a course, under which regime of leave."""
