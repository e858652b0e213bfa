using System;
using NUnit.Framework;

namespace Acme.Shop.Tests
{
    [TestFixture, Category("cart"), Description("What a customer has chosen")]
    public class CartTests
    {
        [SetUp]
        public void Open() { Console.WriteLine("shop is open"); }

        [Test, Category("smoke"), Property("Requirement", "AT-118"), Description("One lamp costs 24,90 €")]
        public void OneLamp_AT_TC_4() { Assert.AreEqual(2490, 1 * 2490); }

        [Test]
        public void Voucher() { Assert.AreEqual(17000, 18900 - 1890, "voucher SPRING10\nwas not rounded"); }

        [Test]
        public void UnknownArticle() { throw new InvalidOperationException("no article <SOFA-99> & nothing like it", new ArgumentException("SOFA-99")); }

        [Test, Ignore("gift notes are switched off")]
        public void GiftNote() { }

        [Test]
        public void Weekend() { Assert.Ignore("not a weekend"); }

        [Test]
        public void Stock() { Assert.Inconclusive("warehouse is being counted"); }

        [Test, Explicit("asks the real bank")]
        public void Bank() { }

        [Test]
        int NotRunnable() { return 1; }

        [Test, ExpectedException(typeof(DivideByZeroException))]
        public void HalfALamp() { int zero = 0; Console.WriteLine(1 / zero); }

        [TestCase("DE", 5000, 0)]
        [TestCase("DE", 4800, 495)]
        [TestCase("CH", 5000, 1290, Description = "customs included")]
        [TestCase("NO", 5000, 1290)]
        public void Shipping(string country, int total, int fee)
        {
            Assert.AreEqual(fee, country == "DE" ? (total >= 4900 ? 0 : 495) : country == "CH" ? 1290 : 1990);
        }

        [TestCase("Zoë", TestName = "gift for Zoë")]
        [TestCase("山田 \"太郎\"")]
        [TestCase("two\nlines, <tag>")]
        [TestCase(null)]
        public void Gift(string name) { Assert.IsNotNull(name); }

        [Test, Combinatorial]
        public void Pairs([Values("lamp", "desk")] string thing, [Values(1, 2)] int count) { }

        [Test, Repeat(2), MaxTime(5000)]
        public void Search() { }
    }

    [TestFixture]
    public class Theories
    {
        [Datapoint] public int one = 1;
        [Datapoint] public int none = 0;
        [Theory]
        public void Divides(int by) { Assume.That(by, Is.Not.EqualTo(0)); Assert.That(10 / by, Is.EqualTo(10)); }
    }

    [TestFixture("de-AT")]
    [TestFixture("fr-CH")]
    public class InvoiceTests
    {
        readonly string language;
        public InvoiceTests(string language) { this.language = language; }
        [Test] public void NamesTheTax() { Assert.That(language, Is.EqualTo("de-AT")); }

        [TestFixture]
        public class Reminder { [Test] public void IsSent() { } }
    }

    [TestFixture(typeof(int))]
    [TestFixture(typeof(string))]
    public class Storage<T> { [Test] public void Keeps() { Assert.IsNotNull(typeof(T)); } }

    [TestFixture]
    public class CheckoutTests
    {
        [TestFixtureSetUp]
        public void OpenGateway() { throw new Exception("payment sandbox does not answer"); }
        [Test] public void PayByCard() { }
        [Test] public void PayByInvoice() { }
    }

    [TestFixture, Ignore("comes with release 2024.4")]
    public class SavedCartTests { [Test] public void IsKept() { } }
}
