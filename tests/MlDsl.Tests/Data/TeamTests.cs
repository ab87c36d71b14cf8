namespace MlDsl.Tests.Data;

public sealed class TeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void ResultsComeInOrderAndAThreadHasOneItemAtATime(int threads)
    {
        using var team = new Team(threads);
        var busy = new int[threads];
        // One map reads from another of the same team.
        IEnumerable<int> inner = team.Map(Enumerable.Range(0, 500), (i, _) => i * 2, CancellationToken.None);
        List<int> results = [.. team.Map(inner, (i, thread) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref busy[thread]));
            Thread.SpinWait(i % 7 * 300);
            Interlocked.Decrement(ref busy[thread]);
            return i + 1;
        }, CancellationToken.None)];
        Assert.Equal(Enumerable.Range(0, 500).Select(static i => (i * 2) + 1), results);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TheFirstFailureIsThrownBehindTheResultsBeforeIt(int threads)
    {
        using var team = new Team(threads);
        var results = new List<int>();
        var problem = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (int result in team.Map(Enumerable.Range(0, 100), static (i, _) => i is 20 or 21 or 5 + 50 ? throw new InvalidOperationException($"{i}") : i, CancellationToken.None))
                results.Add(result);
        });
        Assert.Equal("20", problem.Message);
        Assert.Equal(Enumerable.Range(0, 20), results);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void WhatTheSourceThrowsComesBehindItsItems(int threads)
    {
        using var team = new Team(threads);
        var results = new List<int>();
        Assert.Throws<FormatException>(() =>
        {
            foreach (int result in team.Map(Source(), static (i, _) => i, CancellationToken.None)) results.Add(result);
        });
        Assert.Equal([0, 1, 2], results);

        static IEnumerable<int> Source()
        {
            for (int i = 0; i < 3; i++) yield return i;
            throw new FormatException();
        }
    }

    [Fact]
    public void ASingleItemNeedsNoOtherThread()
    {
        using var team = new Team(8);
        Assert.Equal([Environment.CurrentManagedThreadId], team.Map([1], static (_, _) => Environment.CurrentManagedThreadId, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void SortsAsTheFrameworkDoes(int threads)
    {
        var random = new Random(threads);
        foreach (int kinds in new[] { 1, 2, 50, int.MaxValue })
        {
            ulong[] keys = [.. Enumerable.Range(0, 200_000).Select(_ => (ulong)random.Next(kinds))];
            ulong[] expected = [.. keys.Order()];
            int[] items = [.. Enumerable.Range(0, keys.Length)];
            ulong[] before = [.. keys];
            ParallelSort.Sort(keys, items, threads);
            Assert.Equal(expected, keys);
            Assert.Equal(expected, items.Select(i => before[i]));
        }
        ulong[] rising = [.. Enumerable.Range(0, 100_000).Select(static i => (ulong)i)], falling = [.. rising.Reverse()];
        ParallelSort.Sort(falling, null, threads);
        Assert.Equal(rising, falling);
    }
}
