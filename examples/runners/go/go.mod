module acme.test/shop

go 1.20
