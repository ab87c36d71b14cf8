namespace MlDsl.Serving.Tests.Traffic;

/// <summary>Keys lie where the documentation says, and shares of them are as large as they are called.</summary>
public sealed class TrafficKeyTests
{
    // Hashes of MurmurHash3_x86_32 with the seed 0, as its other implementations publish them.
    [Theory]
    [InlineData("", 0u)]
    [InlineData("test", 0xBA6BD213u)]
    [InlineData("Hello, world!", 0xC0363E43u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x2E4FF723u)]
    public void AKeyLiesWhereItsHashSays(string key, uint hash)
    {
        Assert.Equal(hash / 4294967296.0, TrafficKey.PositionOf(key));
        Assert.Equal(hash / 4294967296.0, TrafficKey.PositionOf(key[(key.Length / 2)..], key[..(key.Length / 2)]));
    }

    [Theory]
    [InlineData(0.01, "")]
    [InlineData(0.05, "fare-3")]
    [InlineData(0.5, "")]
    [InlineData(0.9, "fare-4")]
    public void AShareOfKeysIsWithinBinomialBounds(double share, string salt)
    {
        const int Keys = 200_000;
        // Keys as services have them: numbers in order, and identifiers.
        foreach (Func<int, string> key in (Func<int, string>[])[static i => $"{i}", static i => $"customer-{i:D8}", static i => new Guid(i, 7, 1, 0, 0, 0, 0, 0, 0, 0, 1).ToString()])
        {
            int taken = Enumerable.Range(0, Keys).Count(i => TrafficKey.PositionOf(key(i), salt) < share);
            Assert.InRange(Math.Abs(taken - (Keys * share)), 0, 5 * Math.Sqrt(Keys * share * (1 - share)));
        }
    }

    [Fact]
    public void TwoSaltsTakeKeysOfTheirOwn()
    {
        const int Keys = 200_000;
        int both = Enumerable.Range(0, Keys).Count(static i => TrafficKey.PositionOf($"{i}", "one") < 0.1 && TrafficKey.PositionOf($"{i}", "two") < 0.1);
        Assert.InRange(Math.Abs(both - (Keys * 0.01)), 0, 5 * Math.Sqrt(Keys * 0.01 * 0.99));
    }

    [Fact]
    public void NoKeyIsAnError()
    {
        Assert.Throws<ArgumentNullException>(static () => TrafficKey.PositionOf(null!));
        Assert.Throws<ArgumentNullException>(static () => TrafficKey.PositionOf("", null!));
    }
}
