Feature: Checkout

  @gateway-down
  Scenario: Pay by card
    Given an empty cart
    Then the total is 0 cents

  Scenario: Stock
    Given an empty cart
    When the warehouse is asked

  Rule: Ten at most

    Scenario: Eleven are too many
      Given an empty cart
      When I add 11 "LAMP-01"
      Then the total is 0 cents
