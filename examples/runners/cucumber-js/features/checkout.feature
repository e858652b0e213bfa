Feature: Checkout

  @gateway-down
  Scenario: Pay by card
    Given an empty cart
    When I add 1 "LAMP-01"
    Then the total is 24.90 €

  @locked-mailbox
  Scenario: Confirmation mail
    Given an empty cart

  Scenario: Pay by invoice
    Given an empty cart
    When I choose "invoice"
    Then the invoice is attached

  Scenario: Pay at the door
    Given an empty cart
    When I ask the courier to wait
    Then the total is 0.00 €

  Scenario: Pay with points
    Given an empty cart
    When I have 40 points
    Then the total is 0.00 €

  Scenario: Gift wrapping
    Given an empty cart
    When gift wrapping is wanted

  @flaky
  Scenario: Delivery slot
    Given an empty cart
    Then a delivery slot is free

  Scenario: Return label
    Given an empty cart
    Then the label is printed
