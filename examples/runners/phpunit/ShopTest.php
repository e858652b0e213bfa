<?php
declare(strict_types=1);

namespace Acme\Shop;

use PHPUnit\Framework\TestCase;

final class ShopTest extends TestCase
{
    public function testOneLamp_AT_TC_4(): void
    {
        echo "cart: 1 × LAMP-01\n";
        $this->assertSame(2490, 1 * 2490);
    }

    /** @dataProvider countries */
    public function testShipping(string $country, int $total, int $fee): void
    {
        $is = $country === 'DE' ? ($total >= 4900 ? 0 : 495) : 1290;
        $this->assertSame($fee, $is);
    }

    public static function countries(): array
    {
        return ['free in Germany' => ['DE', 5000, 0], 'small order' => ['DE', 4800, 495], ['CH', 5000, 1290], 'Norwegen "fjord"' => ['NO', 5000, 1990]];
    }

    public function testVoucher(): void
    {
        $this->assertSame("Für Zoë\n10 % weniger", "Für Zoe\n10 % weniger", 'voucher text');
    }

    public function testGiftNote(): void
    {
        $this->markTestSkipped('gift notes are switched off');
    }

    public function testReturns(): void
    {
        $this->markTestIncomplete('AT-204 is still open');
    }

    public function testNothing(): void
    {
    }

    public function testUnknownArticle(): void
    {
        throw new \RuntimeException('no article <SOFA-99> & nothing like it');
    }

    /** @depends testUnknownArticle */
    public function testAlternatives(): void
    {
        $this->assertTrue(true);
    }

    public function testOldPriceTable(): void
    {
        trigger_error('price table is deprecated', E_USER_WARNING);
    }
}
