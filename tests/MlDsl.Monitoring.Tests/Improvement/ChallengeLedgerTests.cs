using System.Collections.Concurrent;

namespace MlDsl.Monitoring.Tests.Improvement;

public sealed class ChallengeLedgerTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ChallengeLedger Open(int challenges = 3) => ChallengeLedger.Open(folder["ledger.json"], 0.05, challenges);

    [Fact]
    public void LedgersOfOneFileSpendTogether()
    {
        ChallengeLedger one = Open(), other = Open();
        one.Spend(Start, Start, Start.AddDays(10));
        other.Spend(Start, Start, Start.AddDays(10));
        one.Spend(Start, Start, Start.AddDays(10));
        Assert.Equal(3, one.Spent.Count);
        Assert.Contains("fresh rows are due", Assert.Throws<ChallengeException>(() => other.Spend(Start, Start, Start.AddDays(10))).Message, StringComparison.Ordinal);
        Assert.Equal(3, other.Spent.Count);
        Assert.Equal(3, Open().Spent.Count);
    }

    [Fact]
    public void ThreadsSpendWhatThereIsAndNoMore()
    {
        const int Allowed = 12;
        ChallengeLedger shared = Open(Allowed);
        var refused = new ConcurrentBag<ChallengeException>();
        Parallel.For(0, 20, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            try
            {
                (i % 2 == 0 ? shared : Open(Allowed)).Spend(Start, Start, Start.AddDays(10));
            }
            catch (ChallengeException problem)
            {
                refused.Add(problem);
            }
        });
        Assert.Equal(20 - Allowed, refused.Count);
        Assert.Equal(Allowed, Open(Allowed).Spent.Count);
    }

    [Fact]
    public void WhatIsGoneIsNotBegunAnew()
    {
        ChallengeLedger ledger = Open();
        ledger.Spend(Start, Start, Start.AddDays(10));
        File.Delete(folder["ledger.json"]);
        Assert.Contains("is gone, and 1 challenges were in it", Assert.Throws<ChallengeException>(() => ledger.Spend(Start, Start.AddDays(20), Start.AddDays(30))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["ledger.json"]));
    }

    // Whichever of the sets the new rows touch.
    [Theory]
    [InlineData(0, 10)]
    [InlineData(29, 40)]
    [InlineData(0, 40)]
    public void AChainIsOneSet(int from, int until)
    {
        ChallengeLedger ledger = Open(challenges: 2);
        ledger.Spend(Start, Start.AddDays(8), Start.AddDays(20));
        ledger.Spend(Start, Start.AddDays(18), Start.AddDays(30));
        Assert.Contains("2 challenges", Assert.Throws<ChallengeException>(() => ledger.Spend(Start, Start.AddDays(from), Start.AddDays(until))).Message, StringComparison.Ordinal);
    }
}
