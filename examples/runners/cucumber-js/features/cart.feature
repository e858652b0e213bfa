@cart
Feature: Shopping cart
  What a customer has chosen stays in the cart
  until it is paid for.

  Background:
    Given an empty cart

  @AT-TC-4 @smoke
  Scenario: Add a lamp
    When I add 1 "LAMP-01"
    Then the total is 24.90 €

  @AT-TC-3
  Scenario: Voucher
    When I add 1 "DESK-07"
    And I enter the voucher "SPRING10"
    Then the total is 170.00 €

  Scenario Outline: Shipping to <country>
    Given a cart worth <worth> €
    When I ship to "<country>"
    Then shipping costs <fee> €

    @domestic
    Examples: at home
      | country | worth | fee  |
      | DE      | 50.00 | 0.00 |
      | DE      | 48.00 | 4.95 |

    @abroad
    Examples: abroad
      | country | worth | fee   |
      | CH      | 50.00 | 12.90 |
      | NO      | 50.00 | 12.90 |

  Scenario: Several things at once
    When I add these:
      | article  | count |
      | LAMP-01  | 2     |
      | TEA-GRÜN | 1     |
    And I leave the note:
      """text/plain
      Für Zoë 🎁
      bitte klingeln
      """
    Then the total is 56.70 €

  Rule: Only ten of each article

    Background:
      Given 10 "LAMP-01" in stock

    Example: Eleven are too many
      When I add 11 "LAMP-01"
      Then I am told "only 10 left"

    @AT-TC-9
    Example: Ten are fine
      When I add 10 "LAMP-01"
      Then the total is 249.00 €
