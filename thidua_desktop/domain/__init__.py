"""What an emulation campaign (đợt thi đua) is: exact numbers, frozen values, no I/O, no clock."""
