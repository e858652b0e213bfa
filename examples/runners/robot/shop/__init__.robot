*** Settings ***
Documentation     The Acme shop, seen from the browser's side.
Metadata          Release    2024.3
Suite Setup       Log    opening the shop
Suite Teardown    Log    closing the shop
Force Tags        shop
