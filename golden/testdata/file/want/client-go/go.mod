// Name the module after where this repository is fetched from, as host/owner/repository/client-go. Nothing else names it.
module papersclient

go 1.25.0
