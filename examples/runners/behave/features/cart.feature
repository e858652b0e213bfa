@cart
Feature: Shopping cart
  What a customer has chosen stays in the cart.

  Background:
    Given an empty cart

  @AT-TC-4 @smoke
  Scenario: Add a lamp
    When I add 1 "LAMP-01"
    Then the total is 2490 cents

  Scenario Outline: Shipping to <country>
    When I ship to "<country>"
    Then shipping costs <fee> cents

    Examples: Countries
      | country | fee  |
      | DE      | 495  |
      | CH      | 1290 |
      | NO      | 1290 |

  Scenario: Several things and a note
    When I add these
      | article  | count |
      | LAMP-01  | 2     |
      | TEA-GRÜN | 1     |
    And I leave the note
      """
      Für Zoë 🎁
      bitte klingeln
      """
    Then the total is 5000 cents
    And the note is kept

  @skip
  Scenario: Saved cart
    When I add 1 "LAMP-01"

  Scenario: Gift wrapping
    When gift wrapping is wanted
